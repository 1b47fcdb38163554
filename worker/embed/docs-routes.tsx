/** `/docs/widgets`: the elements as a portal may use them, each state in a frame as it would stand there. */
import { Hono } from 'hono'
import { themeOf } from '../../schema/theme.ts'
import { elementOf } from '../../widgets/embed/elements.ts'
import { allow } from '../lib/allow.ts'
import type { Env } from '../lib/env.ts'
import { showsFrames } from '../lib/headers.ts'
import { framedView } from '../lib/page/framed-view.tsx'
import { refuse, view } from '../lib/page/view.tsx'
import { WidgetDocs } from './docs-page.tsx'
import { isElement } from './element.ts'
import { SAMPLES } from './samples.tsx'

export const embedDocs = new Hono<Env>()
  .get('/docs/widgets', allow('anyone'), (c) => {
    showsFrames(c)
    const page = { title: '放进网站的部件', wide: true, islands: ['code-sample'] }
    return view(c, page, <WidgetDocs hall={c.env.ORIGIN} />)
  })
  .get('/docs/widgets/:element/:state', allow('anyone'), async (c) => {
    const { element, state } = c.req.param()
    const sample = isElement(element) && Object.hasOwn(SAMPLES[element], state) && SAMPLES[element][state]
    if (!sample) return refuse(c, 'not_found')
    const wears = element === 'hall-login' ? 'form' : element === 'hall-verify' ? 'check' : 'widget'
    const view = { title: elementOf(element).name, islands: [], wears, origins: ["'self'"] } as const
    // Without a script, and nothing in it can be pressed.
    return framedView(
      c,
      { ...view, origins: [...view.origins], portal: c.env.ORIGIN, theme: themeOf(c.req.query()) ?? {} },
      <div inert>{sample.drawn}</div>,
    )
  })
