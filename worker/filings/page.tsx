/** The pages of filings: what one came to, and those of the period. */
import { CONTRACT_KINDS, JOBS } from '../../schema/fields/employment.ts'
import { INSURANCE_CODES, INSURANCE_SHORTS } from '../../schema/fields/insurance.ts'
import { formatYuan } from '../../schema/fields/money.ts'
import { TERMINATION_REASONS } from '../../schema/fields/termination-reason.ts'
import { sayNotice } from '../../schema/filing-notices.ts'
import { type Amounts, filingKindNames } from '../../schema/filings.ts'
import { ButtonLink } from '../../widgets/ui/button.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import { shortTime } from '../lib/short-time.ts'
import type { ShownFiling } from './show.ts'
import type { FactsRow, OwedRow } from './show-store.ts'

export const FILINGS = '/center/filings'
/** Where many are filed at once: another slice's pages. */
export const ROSTERS = '/center/rosters'

const label = (list: Readonly<Record<string, string>>, code: string | null) => list[code ?? ''] ?? ''
const digits = (text: string) => <span class="digits">{text}</span>
const yuan = (fen: number) => digits(`${formatYuan(fen)} 元`)

const both = ({ unitFen, personFen }: Amounts) => (
  <>
    {yuan(unitFen + personFen)}
    <span class="quiet">
      （单位 {formatYuan(unitFen)}，个人 {formatYuan(personFen)}）
    </span>
  </>
)

const contractRows = (f: FactsRow) => [
  { name: '合同类别', value: label(CONTRACT_KINDS, f.contract) },
  {
    name: '劳动合同',
    value: digits(f.contract_until ? `${f.contract_from} 至 ${f.contract_until}` : `${f.contract_from} 起`),
  },
  { name: '岗位工种', value: label(JOBS, f.job) },
]

function rowsOf({ facts: f, name, documentNumber, monthly, due }: ShownFiling) {
  return [
    { name: '姓名', value: name },
    { name: '证件号码', value: digits(documentNumber) },
    ...(f.contract ? contractRows(f) : []),
    ...(f.base_fen ? [{ name: '缴费基数', value: yuan(f.base_fen) }] : []),
    ...(f.new_fen && f.old_fen
      ? [
          {
            name: '缴费基数',
            value: (
              <>
                {yuan(f.old_fen)} 调到 {yuan(f.new_fen)}
              </>
            ),
          },
          { name: '从哪个月起', value: digits(f.changed_from ?? '') },
        ]
      : []),
    ...(f.stops_on
      ? [
          { name: '变更原因', value: label(TERMINATION_REASONS, f.stop_reason) },
          { name: '停保时间', value: digits(f.stops_on) },
        ]
      : []),
    { name: '结算月', value: digits(f.period) },
    ...(monthly ? [{ name: '以后每月缴费', value: both(monthly) }] : []),
    ...(due ? [{ name: '本结算月另外结算', value: both(due) }] : []),
    { name: '申报时间', value: digits(shortTime.format(f.filed_at)) },
  ]
}

interface MonthRow {
  month: string
  by: Partial<Record<string, number>>
  sum: number
}

function byMonth(owed: readonly OwedRow[]): MonthRow[] {
  const months = new Map<string, MonthRow>()
  for (const { month, insurance, unit_fen, person_fen } of owed) {
    const row = months.get(month) ?? { month, by: {}, sum: 0 }
    row.by[insurance] = (row.by[insurance] ?? 0) + unit_fen + person_fen
    row.sum += unit_fen + person_fen
    months.set(month, row)
  }
  return [...months.values()]
}

const Owed = ({ owed }: { owed: readonly OwedRow[] }) => (
  <Table
    caption="随这笔申报结算的月份（单位和个人合计，元）"
    rows={byMonth(owed)}
    rowKey={({ month }) => month}
    columns={[
      { label: '月份', kind: 'short', cell: ({ month }) => digits(month) },
      ...INSURANCE_CODES.map((code) => ({
        label: INSURANCE_SHORTS[code],
        kind: 'number' as const,
        cell: ({ by }: MonthRow) => (by[code] === undefined ? '—' : formatYuan(by[code])),
      })),
      { label: '合计', kind: 'number', cell: ({ sum }) => formatYuan(sum) },
    ]}
    empty={null}
  />
)

interface FilingPageProps {
  filing: ShownFiling
  /** Just filed: the page says so. */
  fresh: boolean
  /** Where another of the kind is filed. */
  again: string | undefined
  /** Whether the operator may undo it now. */
  undoable: boolean
}

export function FilingPage({ filing, fresh, again, undoable }: FilingPageProps) {
  const { facts, notices, owed } = filing
  const kind = filingKindNames[facts.kind]
  const kinds = {
    base_raised: 'wait',
    base_lowered: 'wait',
    months_stay: 'wait',
    months_stay_owed: 'wait',
  } as Record<string, 'wait'>
  return (
    <div class="stack">
      {fresh && <Notice kind="done" role="status" title={`${kind}已经办好`} />}
      <h1>{kind}</h1>
      {facts.undone === 1 && <Notice kind="wait" title="这笔申报已经回退，不再有效。" />}
      <section class="sheet stack" aria-labelledby="facts">
        <h2 id="facts">申报内容</h2>
        <SummaryList rows={rowsOf(filing)} />
        {notices.map((notice) => (
          <Notice key={notice.code} kind={kinds[notice.code] ?? 'info'} title={sayNotice(notice)} />
        ))}
        {owed.length > 0 && <Owed owed={owed} />}
        <p class="quiet">每月应缴以税务部门的征缴通知为准；这里按现在的费率和基数计算。</p>
      </section>
      <div class="actions">
        {again && (
          <ButtonLink kind="primary" href={again}>
            再办一个人
          </ButtonLink>
        )}
        <ButtonLink href={FILINGS}>看本期的申报</ButtonLink>
        {undoable && <ButtonLink href={`${FILINGS}/${facts.id}/undo`}>回退这笔申报</ButtonLink>}
      </div>
    </div>
  )
}
