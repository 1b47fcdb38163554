/** The history of grants, read for a day. */
import { endOfDay, startOfDay } from '../../schema/fields/calendar.ts'
import { maskName } from '../../schema/fields/mask.ts'
import { standingOf } from '../grants/rules.ts'
import type { Bindings } from '../lib/env.ts'
import { sealer } from '../lib/sealed.ts'
import { clockTime } from '../lib/short-time.ts'
import { grantOf } from './acts.ts'
import type { HeldThen } from './history-page.tsx'
import { type EventRow, eventsOf, namesOf } from './history-store.ts'
import { standingWords, termWords } from './shown.ts'
import { type Span, spansWithin } from './spans.ts'

/** 「全天」, 「09:12 起」, 「11:03 以前」 or both. */
function timesOf({ from, until }: Span<EventRow>, start: number, end: number): string {
  const [began, ended] = [clockTime.format(from), clockTime.format(until)]
  if (from > start && until < end) return `${began} 至 ${ended}`
  if (from > start) return `${began} 起`
  return until < end ? `${ended} 以前` : '全天'
}

/** What everybody held within a day, each stretch of it by itself, with who gave it and who ended it. */
export async function heldOn(env: Bindings, unitId: string, day: string): Promise<HeldThen[]> {
  const [start, end] = [startOfDay(day), endOfDay(day)]
  const [events, sealed] = await Promise.all([eventsOf(env.DB, unitId, start, end), namesOf(env.DB, unitId)])
  const { open } = await sealer(env.SEALING_KEYS)
  const nameOf = async (id: string | null, nobody: string) =>
    id === null ? nobody : maskName(await open(sealed.get(id) ?? '', 'operator.name'))
  return Promise.all(
    spansWithin(events, start, end).map(async (span) => {
      const { event, until, ended } = span
      const grant = grantOf(event)
      const standing = standingWords[standingOf(grant, until - 1)]
      const by = ended?.kind === 'removed' ? await nameOf(ended.changed_by, '人社窗口') : undefined
      return {
        ...{ id: String(event.seq), role: event.role, scope: grant.scope, term: termWords(grant) },
        name: await nameOf(event.operator_id, ''),
        times: timesOf(span, start, end),
        standing: by === undefined ? standing : `${standing}，${clockTime.format(until)} 由${by}删除`,
        grantedBy: await nameOf(event.granted_by, '注册、升级或窗口开通'),
      }
    }),
  )
}
