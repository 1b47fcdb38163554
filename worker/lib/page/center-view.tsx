/** One page of the unit centre, sent: the way through the centre beside what a slice draws. */
import type { Context } from 'hono'
import type { ComponentChildren } from 'preact'
import { CenterNav } from '../../../widgets/center-nav/center-nav.tsx'
import type { Env } from '../env.ts'
import { type View, view } from './view.tsx'

interface CenterPage extends Omit<View, 'wide' | 'centre'> {
  /** How many things wait on a page, by its address. */
  counts?: Record<string, number>
}

export const centerView = (c: Context<Env>, { counts, ...page }: CenterPage, children: ComponentChildren) =>
  view(
    c,
    { ...page, wide: true, centre: true },
    <div class="center">
      <CenterNav path={c.req.path} {...(counts && { counts })} />
      <div class="center-page">{children}</div>
    </div>,
  )
