/** A page at the counter, sent: the bar filled in for the clerk who is signed in. Other slices' pages at the counter too. */
import type { Context } from 'hono'
import type { ComponentChildren } from 'preact'
import { maskName } from '../../schema/fields/mask.ts'
import type { Refusal } from '../../schema/refusal.ts'
import type { Env } from '../lib/env.ts'
import { view } from '../lib/page/view.tsx'
import { sealer } from '../lib/sealed.ts'
import { barOf, Desk } from './page.tsx'

interface DeskPage {
  title: string
  /** The page of the bar that is open. */
  current?: string
  islands?: string[]
  wide?: boolean
  /** It shows something of the unit centre's. */
  centre?: boolean
  status?: Refusal['status'] | undefined
}

export async function desk(
  c: Context<Env>,
  { title, current, islands = [], wide, centre, status }: DeskPage,
  children: ComponentChildren,
) {
  const { open } = await sealer(c.env.SEALING_KEYS)
  const name = maskName(await open(c.var.clerk.nameSealed, 'clerk.name'))
  const bar = { ...barOf(c.var.clerk, name), ...(current !== undefined && { current }) }
  return view(
    c,
    {
      title: `${title} - 窗口`,
      islands: [...islands, 'careful-form'],
      ...(wide && { wide }),
      ...(centre && { centre }),
      ...(status && { status }),
    },
    <Desk bar={bar}>{children}</Desk>,
  )
}
