/** One page for a portal's frame, sent: it may be framed by that portal alone, and speaks to its page alone. */
import type { Context } from 'hono'
import type { ComponentChildren } from 'preact'
import type { Refusal } from '../../../schema/refusal.ts'
import { type Theme, themeQuery } from '../../../schema/theme.ts'
import type { Env } from '../env.ts'
import { frameable } from '../headers.ts'
import { Page, type PageProps, renderPage } from '../page.tsx'

export interface FramedView extends Pick<PageProps, 'title'> {
  islands: readonly string[]
  wears: NonNullable<PageProps['framed']>
  /** Whose pages may frame it. */
  origins: string[]
  /** The one of them that its messages go to. */
  portal: string
  theme: Theme
  status?: Refusal['status'] | 200
  /** Further `data-` attributes, for the frame's script. */
  data?: Record<string, string | undefined>
}

/** Where the style sheet of a theme is; none for the hall's own look. */
export function themeAddress(theme: Theme): string | undefined {
  const query = themeQuery(theme)
  return query === '' ? undefined : `/embed/theme.css?${query}`
}

export function framedView(
  c: Context<Env>,
  { title, islands, wears, origins, portal, theme, status = 200, data }: FramedView,
  children: ComponentChildren,
) {
  frameable(c, origins)
  const dressed = themeAddress(theme)
  const page = (
    <Page
      title={title}
      path={c.req.path}
      size="normal"
      region=""
      framed={wears}
      islands={islands}
      {...(dressed && { theme: dressed })}
    >
      <div data-portal={portal} {...data}>
        <h1 class="unseen">{title}</h1>
        {children}
      </div>
    </Page>
  )
  return c.html(renderPage(page), status)
}
