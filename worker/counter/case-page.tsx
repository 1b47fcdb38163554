/** The queue of cases at the counter: what waits, and one case with what can be decided. */
import { type CaseState, stateInWords, stateNames } from '../../schema/cases.ts'
import { itemName } from '../../schema/catalogue.ts'
import { regionName, topRegions } from '../../schema/fields/region.ts'
import { Button, ButtonLink } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { Select } from '../../widgets/ui/select.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import type { Drawer } from '../cases/drawer.ts'
import type { QueueRow } from '../cases/queue-store.ts'
import { shortTime } from '../lib/short-time.ts'

/** What waits at an office. */
export const QUEUED = [
  'submitted',
  'accepted',
  'in_review',
  'supplement',
] as const satisfies readonly CaseState[]
export type Queued = (typeof QUEUED)[number]

export const LIST = '/counter/cases'

/** Where the cases of a drawer lie at the counter. */
export const placesOf: Record<Drawer, string> = {
  unit_case: LIST,
  person_case: '/counter/person-cases',
}

export const pathOf = ({ drawer, owner_id, id }: Pick<QueueRow, 'drawer' | 'owner_id' | 'id'>) =>
  `${placesOf[drawer]}/${owner_id}/${id}`

const ownerOf = ({ unit_name }: QueueRow) => unit_name ?? '个人'

interface QueueTableProps {
  caption: string
  rows: readonly QueueRow[]
  clerkId: string
  empty: string
}

function QueueTable({ caption, rows, clerkId, empty }: QueueTableProps) {
  const holder = ({ clerk_id }: QueueRow) =>
    clerk_id === null ? '没有人领' : clerk_id === clerkId ? '我' : '别的窗口人员'
  return (
    <Table
      caption={caption}
      captionUnseen
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { label: '谁办的事', cell: ownerOf },
        { label: '事项', cell: (row) => itemName(row.item) },
        { label: '办件编号', kind: 'short', cell: (row) => <span class="code">{row.case_number}</span> },
        { label: '地区', kind: 'short', cell: (row) => regionName(row.region) ?? '省外' },
        {
          label: '提交时间',
          cell: (row) => <span class="digits">{shortTime.format(row.submitted_at)}</span>,
        },
        { label: '进度', kind: 'short', cell: (row) => stateNames[row.state] },
        { label: '谁在办', cell: holder },
        {
          label: '操作',
          kind: 'action',
          cell: (row) => (
            <a href={pathOf(row)}>
              {row.clerk_id === clerkId ? '办理' : '查看'}
              <span class="unseen">{ownerOf(row)}</span>
            </a>
          ),
        },
      ]}
      empty={<Empty title={empty} />}
    />
  )
}

interface QueueProps {
  drawer: Drawer
  state: Queued
  city: string | undefined
  rows: readonly QueueRow[]
  mine: readonly QueueRow[]
  clerkId: string
  /** The address of the next page. */
  next: string | undefined
}

export function Queue({ drawer, state, city, rows, mine, clerkId, next }: QueueProps) {
  const cities = [
    { value: '', label: '全省' },
    ...topRegions().map(({ code, name }) => ({ value: code.slice(0, 4), label: name })),
  ]
  return (
    <>
      <h1>办件</h1>
      <section class="stack" aria-labelledby="mine">
        <h2 id="mine">我在办的</h2>
        <QueueTable
          caption="我在办的办件"
          rows={mine}
          clerkId={clerkId}
          empty="您手上没有办件，请在下面领一个"
        />
      </section>
      <section class="stack" aria-labelledby="queue">
        <h2 id="queue">全部办件</h2>
        <form class="sheet item-filter" action={LIST}>
          <Select
            name="whose"
            label="谁办的事"
            options={[
              { value: '', label: '单位' },
              { value: 'person', label: '个人' },
            ]}
            value={drawer === 'person_case' ? 'person' : ''}
          />
          <Select
            name="state"
            label="进度"
            options={QUEUED.map((value) => ({ value, label: stateNames[value] }))}
            value={state}
          />
          <Select name="city" label="地区" options={cities} value={city ?? ''} />
          <Button>查找</Button>
        </form>
        <QueueTable
          caption={`${stateNames[state]}的办件`}
          rows={rows}
          clerkId={clerkId}
          empty={`没有「${stateNames[state]}」的办件`}
        />
        {next && (
          <p>
            <a href={next}>看后面的</a>
          </p>
        )}
      </section>
    </>
  )
}

interface NotMineProps {
  row: Pick<QueueRow, 'drawer' | 'owner_id' | 'id' | 'item' | 'state' | 'outcome'>
  number: string | null
  /** Undefined of a person's: who they are is for whoever takes the case. */
  unitName: string | undefined
  /** Nobody has it. */
  free: boolean
  /** Whoever looks may put it back into the queue, though another has it. */
  releasable: boolean
}

/** A case that the clerk has not taken: enough to decide whether to. */
export function NotMine({ row, number, unitName, free, releasable }: NotMineProps) {
  return (
    <div class="sheet stack">
      <h1>{itemName(row.item)}</h1>
      <SummaryList
        rows={[
          { name: '谁办的事', value: unitName ?? '个人，领取后看得到是谁' },
          { name: '办件编号', value: <span class="code">{number}</span> },
          { name: '进度', value: stateInWords(row.state, row.outcome) },
        ]}
      />
      <p class="quiet">
        {free
          ? '领取以后才能看填报内容和材料，同时只有一个人能办。'
          : '这个办件由别的窗口人员在办，填报内容只有他能看。'}
      </p>
      <div class="actions">
        {free && (
          <form method="post" action={`${pathOf(row)}/take`}>
            <Button kind="primary">领取</Button>
          </form>
        )}
        {releasable && (
          <form method="post" action={`${pathOf(row)}/release`}>
            <Button>办理的人不在，退回队列</Button>
          </form>
        )}
        <ButtonLink href={LIST}>回办件列表</ButtonLink>
      </div>
    </div>
  )
}
