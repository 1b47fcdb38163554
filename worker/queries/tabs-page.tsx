/** The tabs of 单位信息 that count and sum the ledger: who is insured, what is owed. */
import { INSURANCES, type InsuranceCode } from '../../schema/fields/insurance.ts'
import { type ChangeKind, changeNames } from '../../schema/queries.ts'
import { MonthBars } from '../../widgets/month-bars/month-bars.tsx'
import { ButtonLink } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import { UnitSheet } from '../../widgets/unit-tabs/unit-tabs.tsx'
import { CHANGES, code, PAYMENTS } from './page.tsx'
import type { changeCounts, coverageCounts, MonthTotal } from './totals-store.ts'

const KINDS = Object.keys(changeNames) as ChangeKind[]

interface InsuranceProps {
  place: string
  counts: Awaited<ReturnType<typeof coverageCounts>>
  changes: Awaited<ReturnType<typeof changeCounts>>
  /** Pages that whoever looks may go on to. */
  mayAsk: boolean
  mayPrint: boolean
}

/** Months with a change, the newest first, with the count of each kind. */
function byMonth(changes: InsuranceProps['changes']) {
  const months = new Map<string, Partial<Record<ChangeKind, number>>>()
  for (const { month, kind, count } of changes) months.set(month, { ...months.get(month), [kind]: count })
  return [...months].toSorted(([a], [b]) => (a < b ? 1 : -1))
}

export const InsuranceTab = ({ place, counts, changes, mayAsk, mayPrint }: InsuranceProps) => (
  <UnitSheet tab="insurance">
    <section class="stack" aria-labelledby="state">
      <h2 id="state">参保状态</h2>
      <Table
        caption="各险种"
        captionUnseen
        rows={Object.entries(INSURANCES)}
        rowKey={([insurance]) => insurance}
        columns={[
          { label: '险种', cell: ([, label]) => label },
          {
            label: '状态',
            cell: ([insurance]) =>
              counts.some((one) => one.insurance === insurance) ? '参保缴费' : '没有在保人员',
          },
          { label: '参保地', cell: () => place },
          {
            label: '在保人数',
            kind: 'number',
            cell: ([insurance]) =>
              (counts.find((one) => one.insurance === insurance)?.persons ?? 0).toLocaleString('en'),
          },
        ]}
        empty={null}
      />
    </section>
    <section class="stack" aria-labelledby="changes">
      <h2 id="changes">人员月度变更</h2>
      <Table
        caption="最近十二个月的变更人次"
        rows={byMonth(changes)}
        rowKey={([month]) => month}
        columns={[
          {
            label: '月份',
            kind: 'short',
            cell: ([month]) =>
              mayAsk ? (
                <a class="digits" href={`${CHANGES}?month=${month}`}>
                  {month}
                  <span class="unseen">的变更</span>
                </a>
              ) : (
                code(month)
              ),
          },
          ...KINDS.map((kind) => ({
            ...{ label: changeNames[kind], kind: 'number' as const },
            cell: ([, count]: [string, Partial<Record<ChangeKind, number>>]) => count[kind] ?? 0,
          })),
        ]}
        empty={<Empty title="最近十二个月没有变更">申报过增减员以后，会按月列在这里。</Empty>}
      />
      <div class="actions">
        {mayAsk && <ButtonLink href={CHANGES}>按月查变更</ButtonLink>}
        {mayPrint && <ButtonLink href="/center/certificate">打印参保证明</ButtonLink>}
      </div>
    </section>
  </UnitSheet>
)

export const PaymentsTab = ({ months, mayAsk }: { months: MonthTotal[]; mayAsk: boolean }) => (
  <UnitSheet tab="payments">
    <section class="stack" aria-labelledby="months">
      <h2 id="months">最近十二个结算月份的应缴</h2>
      {months.length === 0 ? (
        <Empty title="还没有应缴的记录">参保以后，从第一次结算起，每个月的应缴会列在这里。</Empty>
      ) : (
        <MonthBars
          months={months.map(({ month, persons, unit_fen, person_fen }) => ({
            ...{ month, persons, unit: unit_fen, person: person_fen },
          }))}
          details={mayAsk ? PAYMENTS : undefined}
        />
      )}
      {mayAsk && (
        <div class="actions">
          <ButtonLink href={PAYMENTS}>查人员月缴费明细</ButtonLink>
        </div>
      )}
      <p class="quiet">这里是应缴的金额。实际扣款和欠费由税务部门征收，请在电子税务局查询。</p>
    </section>
  </UnitSheet>
)

export const insuredWith = (counts: InsuranceProps['counts'], insurance: InsuranceCode): number =>
  counts.find((one) => one.insurance === insurance)?.persons ?? 0
