/** What the frames show: who is signed in, how their cases stand, or why neither. */
import type { Context } from 'hono'
import type { ComponentChildren } from 'preact'
import { type FrameReason, frameRefusals, widgetNames } from '../../schema/embed.ts'
import { maskName } from '../../schema/fields/mask.ts'
import { roleNames } from '../../schema/session.ts'
import { AccountCard } from '../../widgets/account-card/account-card.tsx'
import { CaseCounters } from '../../widgets/case-counters/case-counters.tsx'
import { scopeOf } from '../cases/acting.ts'
import { countCases } from '../cases/store.ts'
import type { Env } from '../lib/env.ts'
import { type FramedView, framedView } from '../lib/page/framed-view.tsx'
import { sealer } from '../lib/sealed.ts'
import type { Asked, Opened } from './acts.ts'
import { Refused, SignedOut } from './frames.tsx'

function frame(
  c: Context<Env>,
  { client, origin, widget }: Asked,
  more: Pick<FramedView, 'status' | 'data'>,
  children: ComponentChildren,
) {
  const islands = ['widget-frame']
  const view = { title: widgetNames[widget], islands, wears: 'widget', theme: client.theme, ...more } as const
  return framedView(c, { ...view, origins: [origin], portal: origin }, children)
}

const queryOf = ({ client, origin }: Asked) => new URLSearchParams({ client_id: client.id, origin })

/** By which the frame's script looks again. */
const Again = ({ asked, opened }: { asked: Asked; opened: Opened }) => (
  <form hidden method="post" action={`/embed/${asked.widget}?${queryOf(asked)}`}>
    <input type="hidden" name="key" value={opened.key} />
  </form>
)

export async function widgetFrame(c: Context<Env>, asked: Asked, opened: Opened) {
  const drawn = asked.widget === 'account' ? await account(c, asked, opened) : await counters(c, opened)
  return frame(
    c,
    asked,
    {},
    <>
      {drawn}
      <Again asked={asked} opened={opened} />
    </>,
  )
}

async function account(c: Context<Env>, asked: Asked, { session, key }: Opened) {
  const { open } = await sealer(c.env.SEALING_KEYS)
  const operatorName = maskName(await open(session.nameSealed, 'operator.name'))
  const signOut = { action: `/embed/account/sign-out?${queryOf(asked)}`, key }
  const role = roleNames[session.role]
  return <AccountCard unitName={session.unit.name} {...{ role, operatorName, signOut }} />
}

async function counters(c: Context<Env>, { session }: Opened) {
  const { open, ended, unrated } = await countCases(c.env.DB, session.unitId, scopeOf(session))
  return <CaseCounters {...{ open, ended, unrated }} framed />
}

/** A sentence for the visitor; the reason goes to the portal's page, for its developer. */
export function refusedFrame(c: Context<Env>, asked: Asked, reason: FrameReason) {
  const { text, detail } = frameRefusals[reason]
  return frame(
    c,
    asked,
    { status: 401, data: { 'data-refused': reason, 'data-detail': detail } },
    <Refused text={text} />,
  )
}

export const signedOutFrame = (c: Context<Env>, asked: Asked) =>
  frame(
    c,
    asked,
    { data: { 'data-over': '' } },
    <SignedOut portal={asked.client.name} address={asked.origin} />,
  )
