/** 人员月缴费明细: what is owed for a settlement month, by person and insurance. */
import { INSURANCES, type InsuranceCode } from '../../schema/fields/insurance.ts'
import { formatYuan } from '../../schema/fields/money.ts'
import { owedNames } from '../../schema/queries.ts'
import { Button } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { ErrorSummary } from '../../widgets/ui/error-summary.tsx'
import { Field } from '../../widgets/ui/field.tsx'
import { Select } from '../../widgets/ui/select.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import { UnitSheet } from '../../widgets/unit-tabs/unit-tabs.tsx'
import type { PaymentsPage } from './acts.ts'
import { code, Export, errorsOf, monthField, PAYMENTS, type Wrong } from './page.tsx'
import type { Total } from './totals-store.ts'

export interface Question {
  month: string
  insurance: string
  /** Typed: a name, a part of one, or a number. */
  q: string
}

const INSURANCE_OPTIONS = [
  { value: '', label: '全部险种' },
  ...Object.entries(INSURANCES).map(([value, label]) => ({ value, label })),
]

const Hidden = ({ of: { month: at, insurance, q } }: { of: Question }) => (
  <>
    <input type="hidden" name="month" value={at} />
    <input type="hidden" name="insurance" value={insurance} />
    <input type="hidden" name="q" value={q} />
  </>
)

const Totals = ({ total: { persons, unit_fen, person_fen } }: { total: Total }) => (
  <SummaryList
    rows={[
      { name: '人数', value: persons.toLocaleString('en') },
      { name: '单位应缴', value: `${formatYuan(unit_fen)} 元` },
      { name: '个人应缴', value: `${formatYuan(person_fen)} 元` },
      { name: '合计', value: `${formatYuan(unit_fen + person_fen)} 元` },
    ]}
  />
)

const amount = (label: string, of: (row: PaymentsPage['rows'][number]) => number) => ({
  ...{ label, kind: 'number' as const },
  cell: (row: PaymentsPage['rows'][number]) => formatYuan(of(row)),
})

/** The next page: an address, but a form where somebody was looked for, so that no address holds a name. */
function Next({ of, next }: { of: Question; next: string }) {
  if (of.q === '') {
    const query = new URLSearchParams({ month: of.month, insurance: of.insurance, after: next })
    return (
      <p>
        <a href={`${PAYMENTS}?${query}`}>下一页</a>
      </p>
    )
  }
  return (
    <form method="post" action={PAYMENTS}>
      <Hidden of={of} />
      <Button name="after" value={next}>
        下一页
      </Button>
    </form>
  )
}

export function Payments({ of, page, ...wrong }: Wrong & { of: Question; page: PaymentsPage }) {
  const { rows, next, total } = page
  const errors = errorsOf(wrong)
  return (
    <UnitSheet tab="payments" below>
      <h2>人员月缴费明细</h2>
      <ErrorSummary problem={wrong.problem} errors={errors} autofocus />
      <form class="sheet item-filter" method="post" action={PAYMENTS}>
        <Field
          {...{ label: '结算月份', hint: '要查某个月的缴费，一般填它的下一个月。', ...monthField }}
          value={wrong.monthTyped ?? of.month}
          error={errors[0]?.text}
        />
        <Select name="insurance" label="险种" options={INSURANCE_OPTIONS} value={of.insurance} />
        <Field name="q" label="姓名或社会保障号" value={of.q} autocomplete="off" maxlength={60} />
        <Button>查询</Button>
      </form>
      {total && rows.length > 0 && <Totals total={total} />}
      <Table
        caption={`${of.month} 结算的明细`}
        rows={rows}
        rowKey={(row) => `${row.id} ${row.insurance} ${row.month} ${row.filing_id}`}
        columns={[
          { label: '姓名', cell: ({ name }) => name, kind: 'short' },
          { label: '社会保障号', cell: ({ number }) => code(number), kind: 'short' },
          { label: '险种', cell: ({ insurance }) => INSURANCES[insurance as InsuranceCode] },
          { label: '所属月份', cell: (row) => code(row.month), kind: 'short' },
          { label: '应缴类型', cell: ({ kind }) => owedNames[kind], kind: 'short' },
          amount('缴费基数', ({ base_fen }) => base_fen),
          amount('单位应缴', ({ unit_fen }) => unit_fen),
          amount('个人应缴', ({ person_fen }) => person_fen),
        ]}
        empty={
          <Empty title="没有符合条件的缴费记录">
            <p>请换一个结算月份、险种或人员再查；刚参保的人，下一个月结算以后才有记录。</p>
          </Empty>
        }
      />
      {next && <Next of={of} next={next} />}
      {rows.length > 0 && (
        <Export action={PAYMENTS}>
          <Hidden of={of} />
        </Export>
      )}
    </UnitSheet>
  )
}
