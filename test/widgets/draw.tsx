import { Page, renderPage } from '../../worker/lib/page.tsx'
import type { Exhibit } from './gallery.ts'

/** A whole page around an example. Import it after the build: the shell reads the manifest. */
export function draw({ widget, state, drawn, islands, framed }: Exhibit): string {
  return renderPage(
    <Page
      title={state}
      path="/"
      size="normal"
      region="省本级"
      islands={islands}
      {...(framed ? { framed: widget === 'ca-login' ? 'key' : framed } : { centre: true })}
    >
      {widget === 'done-panel' ? null : <h1>{state}</h1>}
      {drawn}
    </Page>,
  )
}
