/** The filings of the period, and undoing one of them. */
import type { ComponentChildren } from 'preact'
import { type FilingKind, filingKindNames } from '../../schema/filings.ts'
import { Button, ButtonLink } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import { shortTime } from '../lib/short-time.ts'
import { FILINGS, ROSTERS } from './page.tsx'
import type { FilingRow } from './rollback-store.ts'
import type { Period } from './rules.ts'
import type { ShownFiling } from './show.ts'

export interface Listed extends FilingRow {
  name: string
  documentNumber: string
}

interface ListProps {
  rows: readonly Listed[]
  period: Period
  next: string | undefined
  /** Kinds that whoever looks may see. */
  kinds: readonly FilingKind[]
  /** Items that the operator may file here and now, with their pages. */
  ways: readonly { href: string; label: string }[]
  /** Whether filings can be undone here. */
  undoes: boolean
}

const standing = ({ kind, undone }: Listed) => {
  if (kind === 'rollback') return '回退了另一笔'
  return undone === 1 ? '已回退' : '有效'
}

const Actions = ({ row, undoes }: { row: Listed; undoes: boolean }) => (
  <div class="row-actions">
    <a href={`${FILINGS}/${row.id}`}>
      查看
      <span class="unseen">
        {row.name}的{filingKindNames[row.kind]}
      </span>
    </a>
    {undoes && row.undone === 0 && row.kind !== 'rollback' && (
      <a href={`${FILINGS}/${row.id}/undo`}>
        回退
        <span class="unseen">
          {row.name}的{filingKindNames[row.kind]}
        </span>
      </a>
    )}
  </div>
)

/** What is said where nothing is listed: whether there is nothing, or nothing that this operator may see. */
function Nothing({ kinds, actions }: { kinds: ListProps['kinds']; actions: ComponentChildren }) {
  const all = kinds.length === Object.keys(filingKindNames).length
  if (all)
    return (
      <Empty title="这一期还没有申报" actions={actions}>
        参保、停保、基础信息采集办好以后，会列在这里。
      </Empty>
    )
  const grant = <ButtonLink href="/center/grant">看我的授权</ButtonLink>
  if (kinds.length === 0)
    return (
      <Empty title="您看不到本单位的申报" actions={grant}>
        您的授权里没有参保、停保这些事项。本单位这一期可能有申报，要有授权才看得到。
      </Empty>
    )
  return (
    <Empty title="这一期还没有您能看的申报" actions={actions}>
      您的授权里有的是：{kinds.map((kind) => filingKindNames[kind]).join('、')}
      。本单位别的申报，要有授权才看得到。
    </Empty>
  )
}

export function FilingList({ rows, period, next, kinds, ways, undoes }: ListProps) {
  const links = ways.map(({ href, label }) => (
    <ButtonLink key={href} href={href}>
      {label}
    </ButtonLink>
  ))
  return (
    <div class="stack">
      <h1>本期的申报</h1>
      <p>
        {period.open
          ? `这一期的申报和 ${period.month} 的缴费一起结算。`
          : `现在是结算期，下一个申报期从 ${period.opensOn} 开始，和 ${period.month} 的缴费一起结算。`}
        {undoes && '办错了的，可以在这一期里回退；同一个人办过几笔的，从最后一笔开始。'}
      </p>
      {rows.length > 0 && links.length > 0 && <div class="actions">{links}</div>}
      <Table
        caption="本期的申报"
        captionUnseen
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { label: '姓名', kind: 'short', cell: ({ name }) => name },
          {
            label: '证件号码',
            kind: 'short',
            cell: (row) => <span class="digits">{row.documentNumber}</span>,
          },
          { label: '办了什么', cell: ({ kind }) => filingKindNames[kind] },
          {
            label: '时间',
            kind: 'short',
            cell: (row) => <span class="digits">{shortTime.format(row.filed_at)}</span>,
          },
          { label: '现在', kind: 'short', cell: standing },
          { label: '操作', kind: 'action', cell: (row) => <Actions row={row} undoes={undoes} /> },
        ]}
        empty={<Nothing kinds={kinds} actions={links} />}
      />
      {next && <a href={`${FILINGS}?before=${next}`}>看更早的</a>}
      <p>
        用表格办的，进度和每个人的结果在<a href={ROSTERS}>批量办理</a>里。
      </p>
    </div>
  )
}

/** Asks once more before a filing is undone. */
export function UndoPage({ filing }: { filing: ShownFiling }) {
  const { facts, name, documentNumber } = filing
  const kind = filingKindNames[facts.kind]
  return (
    <div class="sheet stack">
      <h1>要回退这笔申报吗？</h1>
      <SummaryList
        rows={[
          { name: '姓名', value: name },
          { name: '证件号码', value: <span class="digits">{documentNumber}</span> },
          { name: '办了什么', value: kind },
          { name: '时间', value: <span class="digits">{shortTime.format(facts.filed_at)}</span> },
        ]}
      />
      <p>回退以后，参保情况和要缴的费恢复成办这笔{kind}以前的样子；这笔申报和回退都会留下记录。</p>
      <form method="post" action={`${FILINGS}/${facts.id}/undo`}>
        <div class="actions">
          <Button kind="danger">确认回退</Button>
          <ButtonLink href={FILINGS}>不回退，返回</ButtonLink>
        </div>
      </form>
    </div>
  )
}
