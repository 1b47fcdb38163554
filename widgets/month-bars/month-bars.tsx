import { formatYuan } from '../../schema/fields/money.ts'
import { Table } from '../ui/table.tsx'

export interface MonthOwed {
  /** The settlement month, YYYY-MM. */
  month: string
  persons: number
  /** In fen. */
  unit: number
  person: number
}

export interface MonthBarsProps {
  /** The oldest first. */
  months: readonly MonthOwed[]
  /** Where a month is looked at person by person; undefined for whoever may not. */
  details?: string | undefined
}

const HEIGHT = 140
const BAR = 28
const STEP = 44
const FOOT = 22
/** A year's, so that one month is no wall. */
const LEAST = 12

/** One bar a month, the unit's part below, the persons' on it. The same is in the table, so it is hidden from readers. */
function Bars({ months }: Pick<MonthBarsProps, 'months'>) {
  const most = Math.max(1, ...months.map(({ unit, person }) => unit + person))
  const high = (fen: number) => Math.round((Math.max(0, fen) / most) * HEIGHT * 10) / 10
  const width = STEP * Math.max(LEAST, months.length)
  return (
    <svg class="month-bars" viewBox={`0 0 ${width} ${HEIGHT + FOOT}`} aria-hidden="true">
      {months.map(({ month, unit, person }, n) => {
        const [x, base] = [n * STEP + (STEP - BAR) / 2, HEIGHT - high(unit)]
        return (
          <g key={month}>
            <rect class="bar-unit" x={x} y={base} width={BAR} height={high(unit)} />
            <rect class="bar-person" x={x} y={base - high(person)} width={BAR} height={high(person)} />
            <text x={n * STEP + STEP / 2} y={HEIGHT + 16} text-anchor="middle">
              {`${Number(month.slice(5))}月`}
            </text>
          </g>
        )
      })}
      <line x1="0" x2={width} y1={HEIGHT} y2={HEIGHT} />
    </svg>
  )
}

/** What is owed month by month: bars to look at, and the table beside them to read. */
export function MonthBars({ months, details }: MonthBarsProps) {
  const named = (month: string) =>
    details ? (
      <a href={`${details}?month=${month}`}>
        {month}
        <span class="unseen">的明细</span>
      </a>
    ) : (
      month
    )
  return (
    <div class="month-owed">
      <figure>
        <Bars months={months} />
        <figcaption class="quiet">
          <span class="bar-key bar-key-unit" />
          单位应缴
          <span class="bar-key bar-key-person" />
          个人应缴
        </figcaption>
      </figure>
      <Table
        caption="按结算月份"
        captionUnseen
        rows={months.toReversed()}
        rowKey={({ month }) => month}
        columns={[
          {
            label: '结算月份',
            cell: ({ month }) => <span class="digits">{named(month)}</span>,
            kind: 'short',
          },
          { label: '人数', cell: ({ persons }) => persons.toLocaleString('en'), kind: 'number' },
          { label: '单位应缴（元）', cell: ({ unit }) => formatYuan(unit), kind: 'number' },
          { label: '个人应缴（元）', cell: ({ person }) => formatYuan(person), kind: 'number' },
          { label: '合计（元）', cell: ({ unit, person }) => formatYuan(unit + person), kind: 'number' },
        ]}
        empty={null}
      />
    </div>
  )
}
