/** How far a case is, in words: the stations on its way, where it stands, what is to be done. */
import { type CaseState, stateInWords } from '../../schema/cases.ts'
import type { CaseProgressProps } from '../../widgets/case-progress/case-progress.tsx'
import { shortDay, shortTime } from '../lib/short-time.ts'
import type { ShownCase, ShownEvent } from './show.ts'

const dayOf = (at: number | null | undefined) => (at == null ? undefined : shortDay.format(at))

/** The stations, with the days on which they were reached, and which one is present. */
function stationsOf({ row, item, events }: ShownCase): Pick<CaseProgressProps, 'stations' | 'current'> {
  const last = (name: ShownEvent['event']) => events.findLast(({ event }) => event === name)?.at
  const submitted = { name: '提交', day: dayOf(row.submitted_at) }
  if (row.state === 'refused' || row.state === 'withdrawn') {
    const end = { name: row.state === 'refused' ? '不受理' : '已撤回', day: dayOf(row.ended_at) }
    return { stations: [submitted, end], current: 2 }
  }
  const review = item?.review ? [{ name: '单位审核', day: dayOf(last('endorse')) }] : []
  const stations = [
    ...[submitted, ...review, { name: '受理', day: dayOf(row.accepted_at) }],
    ...[
      { name: '业务审核', day: dayOf(last('examine')) },
      { name: '办结', day: dayOf(row.ended_at) },
    ],
  ]
  const before = review.length
  const where = (state: CaseState): number => {
    if (state === 'draft') return 0
    if (state === 'unit_review') return 1
    if (state === 'submitted') return 1 + before
    // Who is accepted waits for the next station.
    return state === 'done' ? stations.length : 2 + before
  }
  return { stations, current: where(row.state === 'supplement' ? (row.back_to ?? 'draft') : row.state) }
}

const NEXT: Partial<Record<CaseState, string>> = {
  unit_review: '等本单位有权审核的人审核，通过后报给人社窗口。窗口受理以前可以撤回。',
  submitted: '等人社窗口受理。受理以前可以撤回。',
  accepted: '窗口已经受理，正在安排审核。需要补材料时，这里会写明补什么。',
  in_review: '窗口正在审核。需要补材料时，这里会写明补什么。',
  supplement: '请照下面写的补好，再次提交。',
  withdrawn: '已经自己撤回，窗口不再办理。要办的话，请重新填写提交。',
}

const KINDS: Partial<Record<CaseState, 'wait' | 'done' | 'stop'>> = {
  ...{ supplement: 'wait', unit_review: 'wait', done: 'done', refused: 'stop' },
}

/** `who`: how an actor is called by whoever looks. */
export function progressOf(shown: ShownCase, who: (actor: string) => string): CaseProgressProps {
  const { row, events } = shown
  const end = events.findLast(({ event }) => ['pass', 'fail', 'refuse'].includes(event))
  const words = NEXT[row.state] ?? end?.words ?? undefined
  const kind = row.outcome === 'failed' ? 'stop' : (KINDS[row.state] ?? 'info')
  return {
    ...stationsOf(shown),
    now: { kind, title: stateInWords(row.state, row.outcome), ...(words && { words }) },
    events: events.toReversed().map(({ at, eventName, actor, words: said }, index) => ({
      ...{ id: String(events.length - index), time: shortTime.format(at), what: eventName, who: who(actor) },
      ...(said !== null && { words: said }),
    })),
  }
}

/** What was asked for last, while it is asked for. */
export const askedOf = ({ row, events }: ShownCase): string | undefined =>
  row.state === 'supplement'
    ? (events.findLast(({ event }) => event === 'ask' || event === 'send_back')?.words ?? undefined)
    : undefined
