/** The history of grants, read for a day. */
import { endOfDay } from '../../schema/fields/calendar.ts'
import { maskName } from '../../schema/fields/mask.ts'
import { standingOf } from '../grants/rules.ts'
import type { Bindings } from '../lib/env.ts'
import { sealer } from '../lib/sealed.ts'
import { grantOf } from './acts.ts'
import type { HeldThen } from './history-page.tsx'
import { lastEvents, namesOf } from './history-store.ts'
import { standingWords, termWords } from './shown.ts'

/** What everybody held when the day ended; whoever had been removed by then held nothing. */
export async function heldOn(env: Bindings, unitId: string, day: string): Promise<HeldThen[]> {
  const end = endOfDay(day)
  const [events, sealed] = await Promise.all([lastEvents(env.DB, unitId, end), namesOf(env.DB, unitId)])
  const { open } = await sealer(env.SEALING_KEYS)
  const nameOf = async (id: string) => maskName(await open(sealed.get(id) ?? '', 'operator.name'))
  const there = events.filter(({ kind }) => kind !== 'removed')
  return Promise.all(
    there.map(async (event) => {
      const grant = grantOf(event)
      return {
        ...{ id: event.operator_id, role: event.role, scope: grant.scope, term: termWords(grant) },
        name: await nameOf(event.operator_id),
        standing: standingWords[standingOf(grant, end - 1)],
        grantedBy: event.granted_by === null ? '注册、升级或窗口开通' : await nameOf(event.granted_by),
      }
    }),
  )
}
