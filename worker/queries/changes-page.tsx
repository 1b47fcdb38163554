/** 人员月度变更: what was filed for a month. */
import { formatYuan } from '../../schema/fields/money.ts'
import { changeNames } from '../../schema/queries.ts'
import { Button } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { ErrorSummary } from '../../widgets/ui/error-summary.tsx'
import { Field } from '../../widgets/ui/field.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import { UnitSheet } from '../../widgets/unit-tabs/unit-tabs.tsx'
import { shortTime } from '../lib/short-time.ts'
import type { Change } from './acts.ts'
import { CHANGES, code, Export, errorsOf, monthField, type Wrong } from './page.tsx'

/** What was filed, in a few words. */
function about(row: Change): string {
  if (row.undid) return `回退${changeNames[row.undid]}`
  const since = row.from_month ? `，${row.from_month} 起` : ''
  const until = row.stops_on ? `，${row.stops_on} 止` : ''
  const base = row.new_fen ? `，${formatYuan(row.old_fen ?? 0)} 调到 ${formatYuan(row.new_fen)} 元` : ''
  return `${changeNames[row.kind]}${since}${until}${base}`
}

interface ChangesProps extends Wrong {
  month: string
  /** The month in which what is filed now settles. */
  settling: string
  rows: Change[]
  next: string | undefined
  counts: { kind: keyof typeof changeNames; count: number }[]
}

export function Changes({ month: at, settling, rows, next, counts, ...wrong }: ChangesProps) {
  const errors = errorsOf(wrong)
  return (
    <UnitSheet tab="insurance" below>
      <h2>人员月度变更</h2>
      <ErrorSummary problem={wrong.problem} errors={errors} autofocus />
      <form class="sheet item-filter" method="get" action={CHANGES}>
        <Field
          {...{ label: '结算月份', hint: `现在办的申报在 ${settling} 结算，就查这个月。`, ...monthField }}
          value={wrong.monthTyped ?? at}
          error={errors[0]?.text}
        />
        <Button>查询</Button>
      </form>
      {counts.length > 0 && (
        <SummaryList
          rows={counts.map(({ kind, count }) => ({ name: changeNames[kind], value: `${count} 人次` }))}
        />
      )}
      <Table
        caption={`${at} 的变更`}
        rows={rows}
        rowKey={({ filing_id }) => filing_id}
        columns={[
          { label: '姓名', cell: ({ name }) => name },
          { label: '社会保障号', cell: ({ number }) => code(number), kind: 'short' },
          { label: '变更', cell: about },
          { label: '办理时间', cell: ({ filed_at }) => code(shortTime.format(filed_at)) },
          { label: '状态', cell: ({ undone }) => (undone ? '已经回退' : '有效') },
        ]}
        empty={
          <Empty title={`${at} 没有变更`}>
            <p>
              没有在这个月结算的增减员和基数调整。
              {at !== settling && (
                <>
                  现在办的，看 <a href={CHANGES}>{settling} 的变更</a>。
                </>
              )}
            </p>
          </Empty>
        }
      />
      {next && (
        <p>
          <a href={`${CHANGES}?month=${at}&before=${next}`}>看更早的</a>
        </p>
      )}
      {rows.length > 0 && (
        <Export action={CHANGES}>
          <input type="hidden" name="month" value={at} />
        </Export>
      )}
    </UnitSheet>
  )
}
