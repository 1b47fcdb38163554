export interface CaseCountersProps {
  open: number
  ended: number
  unrated: number
  /** In a portal's frame: the hall's own pages refuse to show there, so they open beside it. */
  framed?: boolean
}

const COUNTERS = [
  ['open', '办理中'],
  ['ended', '已办结'],
  ['unrated', '待评价'],
] as const

/** How many of the unit's cases stand where; each number opens its list. */
export function CaseCounters({ framed, ...counts }: CaseCountersProps) {
  const outside = framed ? { target: '_blank', rel: 'noopener' } : {}
  return (
    <ul class="case-counters">
      {COUNTERS.map(([status, name]) => (
        <li key={status} class="sheet card-link">
          <a href={`/center/cases?status=${status}`} {...outside}>
            {name}
            {framed && <span class="unseen">，在新窗口打开</span>}
          </a>
          <span class="case-count">{counts[status]}</span>
        </li>
      ))}
    </ul>
  )
}
