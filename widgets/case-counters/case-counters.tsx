export interface CaseCountersProps {
  open: number
  ended: number
  unrated: number
}

const COUNTERS = [
  ['open', '办理中'],
  ['ended', '已办结'],
  ['unrated', '待评价'],
] as const

/** How many of the unit's cases stand where; each number opens its list. */
export function CaseCounters(counts: CaseCountersProps) {
  return (
    <ul class="case-counters">
      {COUNTERS.map(([status, name]) => (
        <li key={status} class="sheet card-link">
          <a href={`/center/cases?status=${status}`}>{name}</a>
          <span class="case-count">{counts[status]}</span>
        </li>
      ))}
    </ul>
  )
}
