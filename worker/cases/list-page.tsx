/** The lists of cases: all of a unit's or a person's, and what waits for the unit's own review. */
import { type CaseCounters, type CaseQuery, phaseNames, stateInWords } from '../../schema/cases.ts'
import { isCase, itemName, itemsOf } from '../../schema/catalogue.ts'
import { Button, ButtonLink } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { Field } from '../../widgets/ui/field.tsx'
import { Select } from '../../widgets/ui/select.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import { shortTime } from '../lib/short-time.ts'
import { casePath, type Front } from './front.tsx'
import type { CaseRow } from './store.ts'

const TABS = [
  [undefined, '全部'],
  ['draft', phaseNames.draft],
  ['open', phaseNames.open],
  ['ended', phaseNames.ended],
  ['unrated', '待评价'],
  ['withdrawn', phaseNames.withdrawn],
] as const

/** The address of the list with these things asked for. */
export function addressOf(path: string, query: CaseQuery): string {
  const asked = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(asked as [string, string][]).toString()
  return text === '' ? path : `${path}?${text}`
}

/** What the row's action is called: somebody may go on with it, or look. */
const actOf = ({ state }: CaseRow) =>
  state === 'draft' ? '继续填写' : state === 'supplement' ? '去补正' : '查看'

const pathOf = (row: CaseRow) => `${casePath(row)}${row.state === 'draft' ? '/edit' : ''}`

function Filter({ front, query, scope }: Pick<CasesProps, 'front' | 'query' | 'scope'>) {
  const may = itemsOf({ whose: front.whose }).filter(
    (item) => isCase(item) && scope?.includes(item.code) !== false,
  )
  const options = [
    { value: '', label: '全部事项' },
    ...may.map(({ code, name }) => ({ value: code, label: name })),
  ]
  return (
    <form class="sheet item-filter" action={front.path}>
      {query.status && <input type="hidden" name="status" value={query.status} />}
      <Select name="item" label="事项" options={options} value={query.item ?? ''} />
      <Field name="q" label="办件编号或事项名称" value={query.q} maxlength={60} autocomplete="off" />
      <Field name="from" label="从哪天提交" type="date" value={query.from} code />
      <Field name="to" label="到哪天提交" type="date" value={query.to} code />
      <Button>查找</Button>
    </form>
  )
}

interface CasesProps {
  front: Front
  query: CaseQuery
  rows: readonly CaseRow[]
  next: string | null
  counts: CaseCounters
  scope: readonly string[] | undefined
}

export function Cases({ front, query, rows, next, counts, scope }: CasesProps) {
  const asked = Object.keys(query).length > 0
  const countOf = (tab: string | undefined) => {
    const known: Record<string, number> = { ...counts }
    return tab === undefined ? undefined : known[tab]
  }
  return (
    <div class="stack">
      <h1>{front.name}</h1>
      <nav aria-label="按进度看">
        <ul class="chips">
          {TABS.map(([status, name]) => (
            <li key={name}>
              <a
                href={addressOf(front.path, { ...query, status, before: undefined })}
                aria-current={query.status === status ? 'page' : undefined}
              >
                {name}
                {countOf(status) !== undefined && <span class="digits">{countOf(status)}</span>}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Filter front={front} query={query} scope={scope} />
      <Table
        caption="办件"
        captionUnseen
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { label: '事项', cell: (row) => itemName(row.item) },
          { label: '办件编号', cell: (row) => <span class="code">{row.case_number ?? '提交后生成'}</span> },
          {
            label: '提交时间',
            cell: (row) => (
              <span class="digits">
                {row.submitted_at === null ? '还没有提交' : shortTime.format(row.submitted_at)}
              </span>
            ),
          },
          { label: '进度', cell: (row) => stateInWords(row.state, row.outcome) },
          {
            label: '操作',
            kind: 'action',
            cell: (row) => (
              <a href={pathOf(row)}>
                {actOf(row)}
                <span class="unseen">{itemName(row.item)}</span>
              </a>
            ),
          },
        ]}
        empty={
          <Empty
            title={asked ? '没有符合条件的办件' : '还没有办件'}
            actions={
              asked ? (
                <ButtonLink href={front.path}>看全部</ButtonLink>
              ) : (
                <ButtonLink href={`/items?whose=${front.whose}`}>去办事</ButtonLink>
              )
            }
          >
            <p>{asked ? '请换一个条件再找。' : '办理过的事项都会出现在这里，随时看得到进度和结果。'}</p>
          </Empty>
        }
      />
      {next && (
        <p>
          <a href={addressOf(front.path, { ...query, before: next })}>看更早的</a>
        </p>
      )}
    </div>
  )
}

export function Workbench({ rows }: { rows: readonly CaseRow[] }) {
  return (
    <div class="stack">
      <h1>我的工作台（{rows.length}）</h1>
      <p class="lead">这些办件要先由本单位审核。审核通过，才报给人社窗口。</p>
      <Table
        caption="等本单位审核的办件"
        captionUnseen
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { label: '事项', cell: (row) => itemName(row.item) },
          { label: '办件编号', cell: (row) => <span class="code">{row.case_number}</span> },
          {
            label: '提交时间',
            cell: (row) => <span class="digits">{shortTime.format(row.submitted_at ?? 0)}</span>,
          },
          {
            label: '操作',
            kind: 'action',
            cell: (row) => (
              <a href={`/center/workbench/${row.id}`}>
                审核<span class="unseen">{itemName(row.item)}</span>
              </a>
            ),
          },
        ]}
        empty={
          <Empty title="没有要审核的办件">
            <p>有人提交了要单位审核的事项，例如职称申报单位公示，会出现在这里。</p>
          </Empty>
        }
      />
    </div>
  )
}
