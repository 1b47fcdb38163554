/** What operators held within a stretch of time, read off the history of their grants. */
import type { EventRow } from './history-store.ts'

type Event = Pick<EventRow, 'operator_id' | 'at' | 'kind'>

export interface Span<E extends Event> {
  event: E
  /** The first moment of it within the stretch, and the one after its last. */
  from: number
  until: number
  /** What ended it, where it ended within the stretch. */
  ended?: E | undefined
}

/** `events` in the order in which they happened: the last of each operator before `start`, and all until `end`. */
export function spansWithin<E extends Event>(events: readonly E[], start: number, end: number): Span<E>[] {
  return events.flatMap((event, index) => {
    if (event.kind === 'removed') return []
    const next = events.slice(index + 1).find((later) => later.operator_id === event.operator_id)
    const from = Math.max(event.at, start)
    const until = Math.min(next?.at ?? end, end)
    return until > from ? [{ event, from, until, ended: next }] : []
  })
}
