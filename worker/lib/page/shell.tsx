/** The shell of every page: a complete HTML document around what a slice draws. No inline script or style. */
import type { ComponentChildren } from 'preact'
import manifest from '../../../.build/manifest.json'
import { HallNav, type HallNavProps } from '../../../widgets/hall-nav/hall-nav.tsx'
import { Footer } from '../../../widgets/ui/footer.tsx'
import { Header, type HeaderProps } from '../../../widgets/ui/header.tsx'

export interface PageProps {
  /** What this page is for, first in the browser's title bar. */
  title: string
  /** The page's own path and query; the size switch comes back to it. */
  path: string
  user?: HeaderProps['user']
  person?: HeaderProps['person']
  other?: HeaderProps['other']
  size: HeaderProps['size']
  /** 「省本级」, or the city chosen. */
  region: string
  /** Tables and the unit centre take the whole width. */
  wide?: boolean
  /** Of the unit centre: it wears a further style. */
  centre?: boolean
  /** For a portal's frame: no header, no footer, only what the embedded form loads. */
  framed?: keyof typeof FRAMED
  /** Address of the style sheet by which a portal's frames look as it wants. */
  theme?: string
  /** The hall's places and its search, on pages that are no step of a task. */
  nav?: HallNavProps
  /** Names of the islands on this page (`widgets/islands`). */
  islands: readonly string[]
  /** Further elements of the head, e.g. a meta refresh; nothing inline. */
  head?: ComponentChildren
  children: ComponentChildren
}

const scripts: Record<string, string[]> = manifest.scripts

/** What a frame wears: a form loads no more than it needs, for it is on the clock of somebody else's page. */
const FRAMED = {
  form: manifest.styles.framed,
  code: manifest.styles['framed-code'],
  key: manifest.styles['framed-key'],
  widget: manifest.styles['framed-widget'],
  check: manifest.styles['framed-check'],
}

/** Own files of the islands, and the chunks that they share; each once. */
function scriptsOf({ islands, framed }: PageProps): { own: string[]; shared: string[] } {
  const files = islands.map((name) => scripts[framed ? `framed-${name}` : name])
  const missing = islands[files.indexOf(undefined)]
  if (missing) throw new Error(`no island is called ${missing}`)
  const own = files.flatMap((list) => list?.slice(0, 1) ?? [])
  return { own, shared: [...new Set(files.flatMap((list) => list?.slice(1) ?? []))] }
}

function Head(props: PageProps) {
  const { own, shared } = scriptsOf(props)
  return (
    <head>
      <meta charset="utf-8" />
      <title>{`${props.title} - 单位办事大厅`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#211f1c" media="(prefers-color-scheme: dark)" />
      <meta name="format-detection" content="telephone=no" />
      <link rel="icon" type="image/svg+xml" href={manifest.mark} />
      <link rel="stylesheet" href={props.framed ? FRAMED[props.framed] : manifest.styles.hall} />
      {props.theme && <link rel="stylesheet" href={props.theme} />}
      {props.centre && <link rel="stylesheet" href={manifest.styles.center} />}
      {shared.map((file) => (
        <link key={file} rel="modulepreload" href={file} />
      ))}
      {own.map((file) => (
        <script key={file} type="module" src={file} />
      ))}
      {props.head}
    </head>
  )
}

export function Page(props: PageProps) {
  const { framed, wide, size, nav } = props
  return (
    <html lang="zh-CN" data-size={size === 'large' ? 'large' : undefined}>
      <Head {...props} />
      {framed ? (
        <body>
          <main class="framed">{props.children}</main>
        </body>
      ) : (
        <body>
          <a class="skip" href="#main">
            跳到正文
          </a>
          <Header mark={manifest.mark} {...props} />
          {nav && <HallNav {...nav} />}
          <main class={wide ? 'page page-wide' : 'page'} id="main" tabIndex={-1}>
            {props.children}
          </main>
          <Footer />
        </body>
      )}
    </html>
  )
}
