/** The administration's page of rates, bases and filing calendars: what holds from when. */
import type { ComponentChildren } from 'preact'
import { formatYuan } from '../../schema/fields/money.ts'
import { regionName } from '../../schema/fields/region.ts'
import { INSURANCE_NAMES, PAYER_NAMES, percentInWords, RATED } from '../../schema/figures.ts'
import { Empty } from '../../widgets/ui/empty.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import { shortTime } from '../lib/short-time.ts'
import type { BaseRow, CalendarRow, ChangeRow, RateRow } from './figure-store.ts'

export const LIST = '/counter/rates'

export type Figure = 'rate' | 'base' | 'calendar'
export const FIGURES: Record<Figure, { title: string; words: string }> = {
  rate: { title: '费率', words: '从哪个月起单位和个人各缴百分之几；工伤保险按单位的类别。' },
  base: { title: '缴费基数上下限', words: '一个地区自己没有的，按全省的算。' },
  calendar: { title: '申报期', words: '每月从几号到次月几号可以申报；一个地区自己没有的，按全省的算。' },
}

const nameOfRate = ({ insurance, payer, class: number }: RateRow) =>
  RATED[`${insurance}-${payer}-${number}`]?.name ??
  `${INSURANCE_NAMES[insurance as keyof typeof INSURANCE_NAMES] ?? ''}${PAYER_NAMES[payer as keyof typeof PAYER_NAMES] ?? ''}`
const where = (code: string) => regionName(code) ?? '省外'
const month = (text: string) => <span class="digits">{text}</span>

const Nothing = <Empty title="还没有" />

const Rates = ({ rows }: { rows: readonly RateRow[] }) => (
  <Table
    caption="费率"
    captionUnseen
    rows={rows}
    rowKey={(row) => `${row.insurance}${row.payer}${row.class}${row.from_month}`}
    columns={[
      { label: '什么', cell: nameOfRate },
      { label: '从哪个月起', cell: (row) => month(row.from_month) },
      { label: '费率', kind: 'number', cell: (row) => percentInWords(row.millionths) },
    ]}
    empty={Nothing}
  />
)

const Bases = ({ rows }: { rows: readonly BaseRow[] }) => (
  <Table
    caption="缴费基数上下限"
    captionUnseen
    rows={rows}
    rowKey={(row) => row.region + row.from_month}
    columns={[
      { label: '地区', cell: (row) => where(row.region) },
      { label: '从哪个月起', cell: (row) => month(row.from_month) },
      { label: '下限（元）', kind: 'number', cell: (row) => formatYuan(row.floor_fen) },
      { label: '上限（元）', kind: 'number', cell: (row) => formatYuan(row.cap_fen) },
    ]}
    empty={Nothing}
  />
)

const Calendars = ({ rows }: { rows: readonly CalendarRow[] }) => (
  <Table
    caption="申报期"
    captionUnseen
    rows={rows}
    rowKey={(row) => row.region + row.from_month}
    columns={[
      { label: '地区', cell: (row) => where(row.region) },
      { label: '从哪个月起', cell: (row) => month(row.from_month) },
      { label: '申报期', cell: (row) => `每月 ${row.opens_day} 日到次月 ${row.closes_day} 日` },
    ]}
    empty={Nothing}
  />
)

const Changes = ({ rows }: { rows: readonly ChangeRow[] }) => (
  <Table
    caption="改动记录"
    captionUnseen
    rows={rows}
    rowKey={({ id }) => id}
    columns={[
      { label: '什么', cell: ({ about }) => about },
      { label: '从哪个月起', cell: ({ from_month }) => month(from_month) },
      { label: '改成', cell: ({ value }) => value },
      { label: '谁改的', cell: ({ office }) => office },
      {
        label: '什么时候改的',
        cell: (row) => <span class="digits">{shortTime.format(row.created_at)}</span>,
      },
    ]}
    empty={<Empty title="还没有改过" />}
  />
)

export interface FiguresProps {
  rates: readonly RateRow[]
  bases: readonly BaseRow[]
  calendars: readonly CalendarRow[]
  changes: readonly ChangeRow[]
}

export function Figures({ rates, bases, calendars, changes }: FiguresProps) {
  const tables: Record<Figure, ComponentChildren> = {
    rate: <Rates rows={rates} />,
    base: <Bases rows={bases} />,
    calendar: <Calendars rows={calendars} />,
  }
  return (
    <>
      <h1>费率和基数</h1>
      <p class="lead">从某个月起生效，以前的不变。已经开始的月份不能再改。</p>
      {(Object.keys(FIGURES) as Figure[]).map((figure) => (
        <section key={figure} class="stack" aria-labelledby={figure}>
          <h2 id={figure}>{FIGURES[figure].title}</h2>
          <p class="quiet">{FIGURES[figure].words}</p>
          {tables[figure]}
          <p>
            <a href={`${LIST}/${figure}`}>
              设一个新的<span class="unseen">{FIGURES[figure].title}</span>
            </a>
          </p>
        </section>
      ))}
      <section class="stack" aria-labelledby="changes">
        <h2 id="changes">改动记录</h2>
        <Changes rows={changes} />
      </section>
    </>
  )
}
