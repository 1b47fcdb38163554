/** Parcels: the unit's list and one parcel's way; at the counter, what was put in and what happened since. */
import type { ComponentChildren } from 'preact'
import { CARRIERS, isOver, STATES } from '../../schema/express.ts'
import { placeInWords } from '../../schema/fields/delivery.ts'
import { maskMobile, maskName } from '../../schema/fields/mask.ts'
import { ParcelTrack } from '../../widgets/parcel-track/parcel-track.tsx'
import { Button, ButtonLink } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { Field } from '../../widgets/ui/field.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import { shortTime } from '../lib/short-time.ts'
import { partnerCopy } from '../partners/index.ts'
import type { ParcelEvent, Receiver } from './acts.ts'
import type { FollowedRow, ParcelRow, SentRow } from './store.ts'

export const LIST = '/center/express'
export const COUNTER = '/counter/parcels'

const time = (at: number) => <span class="digits">{shortTime.format(at)}</span>
const code = (text: string) => <span class="code">{text}</span>
const pathOf = ({ unit_id, id }: ParcelRow) => `${COUNTER}/${unit_id}/${id}`

interface ParcelsProps {
  rows: ParcelRow[]
  /** What was looked for; undefined for the whole list. */
  sought: string | undefined
  /** The id that older ones come before, if there are any. */
  next: string | undefined
}

const NoneFound = () => (
  <Empty title="没有找到这个单号或编号的快递" actions={<ButtonLink href={LIST}>看全部快递</ButtonLink>}>
    请对照短信或面单核对；刚寄出的，窗口登记以后才查得到。
  </Empty>
)
const NoneYet = () => (
  <Empty title="暂无快递信息">办件的证书、文书寄出以后，会列在这里，可以看到它走到哪里了。</Empty>
)

export function Parcels({ rows, sought, next }: ParcelsProps) {
  return (
    <div class="stack">
      <h1>单位快递</h1>
      <search>
        <form class="search" method="get" action={LIST}>
          <Field
            name="q"
            label="快递单号或办件编号"
            value={sought ?? ''}
            autocomplete="off"
            autocapitalize="characters"
            maxlength={60}
            code
          />
          <Button>查询快递</Button>
        </form>
      </search>
      <Table
        caption={sought ? '找到的快递' : '本单位的快递'}
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { label: '快递单号', cell: (row) => code(row.waybill) },
          { label: '快递公司', cell: (row) => CARRIERS[row.carrier] },
          { label: '办件编号', cell: (row) => (row.case_number ? code(row.case_number) : '没有') },
          { label: '状态', cell: (row) => STATES[row.state] },
          { label: '登记时间', cell: (row) => time(row.created_at) },
          {
            label: '操作',
            kind: 'action',
            cell: (row) => (
              <a href={`${LIST}/parcel?id=${row.id}`}>
                看轨迹<span class="unseen">{row.waybill}</span>
              </a>
            ),
          },
        ]}
        empty={sought ? <NoneFound /> : <NoneYet />}
      />
      {sought && rows.length > 0 && (
        <p>
          <a href={LIST}>看全部快递</a>
        </p>
      )}
      {next && <a href={`${LIST}?before=${next}`}>看更早的</a>}
    </div>
  )
}

interface ParcelProps {
  parcel: FollowedRow
  receiver: Receiver
  events: ParcelEvent[]
  children?: ComponentChildren
}

const rowsOf = ({ parcel, receiver }: ParcelProps) => [
  { name: '快递公司', value: CARRIERS[parcel.carrier] },
  { name: '快递单号', value: code(parcel.waybill) },
  { name: '办件编号', value: parcel.case_number ? code(parcel.case_number) : '没有' },
  { name: '现在的状态', value: STATES[parcel.state] },
  { name: '收件人', value: maskName(receiver.name) },
  { name: '手机号码', value: <span class="digits">{maskMobile(receiver.mobile)}</span> },
  { name: '收件地址', value: placeInWords(receiver) },
]

/** When the carrier was asked last and whether it will be again; nobody is asked about a carrier without a name. */
function Asking({ parcel }: { parcel: FollowedRow }) {
  const { asked_at, ask_at, state } = parcel
  if (asked_at === null) return null
  if (asked_at === 0) return <p class="quiet">大厅正要向快递公司查询，请过几分钟再来看。</p>
  const over = isOver(state) ? '这个快递已经结束，不再查询。' : '大厅不再查询它了，请凭单号问快递公司。'
  return (
    <p class="quiet">
      最近一次向快递公司查询：{time(asked_at)}。{ask_at === null ? over : '以后大厅会自己再查。'}
    </p>
  )
}

export function Parcel(props: ParcelProps) {
  const { parcel, events, children } = props
  const track = events.map(({ id, at, state, note }) => ({
    ...{ id, state: STATES[state], note, time: shortTime.format(at) },
  }))
  return (
    <div class="stack">
      <h1>快递{parcel.waybill}</h1>
      <section class="sheet stack" aria-labelledby="parcel">
        <h2 id="parcel">快递信息</h2>
        <SummaryList rows={rowsOf(props)} />
      </section>
      <section class="sheet stack" aria-labelledby="track">
        <h2 id="track">物流轨迹</h2>
        {parcel.fault && !isOver(parcel.state) && (
          <Notice kind="wait" title={partnerCopy.express[parcel.fault]} />
        )}
        <ParcelTrack events={track} over={isOver(parcel.state)} />
        <Asking parcel={parcel} />
      </section>
      {children}
    </div>
  )
}

export const Sent = ({ rows, done }: { rows: SentRow[]; done: boolean }) => (
  <>
    <h1>快递登记</h1>
    {done && <Notice kind="done" role="status" title="快递已经登记，单位在「单位快递」里可以看到" />}
    <div class="actions">
      <ButtonLink kind="primary" href={`${COUNTER}/new`}>
        登记一个快递
      </ButtonLink>
    </div>
    <Table
      caption="我最近登记的快递"
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { label: '快递单号', cell: (row) => code(row.waybill) },
        { label: '快递公司', cell: (row) => CARRIERS[row.carrier] },
        { label: '寄给', cell: (row) => row.unit_name },
        { label: '状态', cell: (row) => STATES[row.state] },
        { label: '登记时间', cell: (row) => time(row.created_at) },
        {
          label: '操作',
          kind: 'action',
          cell: (row) => (
            <a href={pathOf(row)}>
              看轨迹<span class="unseen">{row.waybill}</span>
            </a>
          ),
        },
      ]}
      empty={<Empty title="还没有登记过">登记好的会列在这里，可以看它走到哪里了。</Empty>}
    />
  </>
)
