/** One page of the unit centre, sent: the way through the centre beside what a slice draws. */
import type { Context } from 'hono'
import type { ComponentChildren } from 'preact'
import { CenterNav } from '../../../widgets/center-nav/center-nav.tsx'
import type { Env } from '../env.ts'
import { type View, view } from './view.tsx'

export async function centerView(
  c: Context<Env>,
  { islands = [], ...page }: Omit<View, 'wide' | 'centre'>,
  children: ComponentChildren,
) {
  const { role, scope } = c.var.operator
  const { waiting } = await c.var.caseCounts()
  const counts = waiting > 0 ? { counts: { '/center/workbench': waiting } } : {}
  return view(
    c,
    { ...page, islands: [...islands, 'careful-form'], wide: true, centre: true },
    <div class="center">
      <CenterNav path={c.req.path} keeps={role !== 'handler'} scope={scope ?? []} {...counts} />
      <div class="center-page">{children}</div>
    </div>,
  )
}
