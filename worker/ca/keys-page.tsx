/** The keys of a unit in its centre: those that sign in, where they do so alone, and those that do no more. */
import { Button, ButtonLink } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { type Column, Table } from '../../widgets/ui/table.tsx'
import { longDay, shortTime } from '../lib/short-time.ts'
import type { Key } from './keys.ts'
import type { DeviceRow } from './list-store.ts'
import type { Binds } from './rules.ts'

export const LIST = '/center/keys'

const DAY_MS = 24 * 60 * 60 * 1000
/** From so long before its end, a certificate is pointed out: renewing one takes days. */
const REMIND_DAYS = 30

/** The last eight digits, in fours, which is how the medium's label and the CA's papers are told apart. */
export const serialTail = (serial: string) =>
  (
    serial
      .toUpperCase()
      .slice(-8)
      .match(/.{1,4}/g) ?? []
  ).map((part) => (
    <span key={part} class="code-group">
      {part}
    </span>
  ))

export const issuerOf = ({ issuer_name }: Key) => issuer_name ?? '已不在名单上的机构'

const HOW: Record<Binds, string> = {
  ...{ first_use: '第一次登录时扫码绑定', center: '在单位中心绑定', renewal: '续期后自动换绑' },
}

function Until({ validUntil, now }: { validUntil: number; now: number }) {
  const days = Math.ceil((validUntil - now) / DAY_MS)
  return (
    <span>
      <span class="digits">{longDay.format(validUntil)}</span>
      {days <= 0 ? '，已过期' : days <= REMIND_DAYS && `，还有 ${days} 天，请尽快续期`}
    </span>
  )
}

export const time = (at: number | null) =>
  at === null ? '还没有用过' : <span class="digits">{shortTime.format(at)}</span>

const columnsOf = (now: number, mayEnd: boolean): Column<Key>[] => [
  { label: '发证机构', cell: issuerOf },
  { label: '证书尾号', cell: (key) => <span class="code">{serialTail(key.serial)}</span> },
  { label: '有效期到', cell: (key) => <Until validUntil={key.valid_until} now={now} /> },
  { label: '最近登录', cell: (key) => time(key.used_at) },
  {
    label: '怎样绑定的',
    cell: (key) => (
      <span>
        {HOW[key.bound_how]}
        {key.byName && `，${key.byName}确认`}
      </span>
    ),
  },
  ...(mayEnd
    ? [
        {
          label: '操作',
          kind: 'action' as const,
          cell: (key: Key) => (
            <a href={`${LIST}/remove?id=${key.id}`}>
              停用<span class="unseen">尾号 {key.serial.slice(-8)} 的证书</span>
            </a>
          ),
        },
      ]
    : []),
]

interface KeysProps {
  keys: Key[]
  now: number
  mayEnd: boolean
  mayBind: boolean
}

export function Keys({ keys, now, mayEnd, mayBind }: KeysProps) {
  const [inUse, removed] = [
    keys.filter(({ removed_at }) => removed_at === null),
    keys.filter(({ removed_at }) => removed_at !== null),
  ]
  const devices = inUse.flatMap((key) => key.devices.map((device) => ({ key, device })))
  return (
    <>
      <h1>CA 证书</h1>
      <p class="lead">
        绑定的证书可以直接登录大厅。人员离职、证书丢失时，请马上在这里停用那张证书，用它登录的设备会一起退出。
      </p>
      {mayBind && (
        <div class="actions">
          <ButtonLink kind="primary" href={`${LIST}/add`}>
            绑定一张证书
          </ButtonLink>
          <ButtonLink href="/ca/guide">安装说明</ButtonLink>
        </div>
      )}
      <Table
        caption="绑定的证书"
        rows={inUse}
        rowKey={({ id }) => id}
        columns={columnsOf(now, mayEnd)}
        empty={
          <Empty title="还没有绑定 CA 证书">
            {mayBind ? (
              <p>插上证书，点上面的「绑定一张证书」；也可以直接用证书登录一次，登录时绑定。</p>
            ) : (
              <p>请法定代表人登录以后在这里绑定，或者用证书登录一次、由法定代表人扫码确认。</p>
            )}
          </Empty>
        }
      />
      {devices.length > 0 && <Devices rows={devices} mayEnd={mayEnd} />}
      {removed.length > 0 && (
        <Table
          caption="停用的证书"
          rows={removed}
          rowKey={({ id }) => id}
          columns={[
            { label: '发证机构', cell: issuerOf },
            { label: '证书尾号', cell: (key) => <span class="code">{serialTail(key.serial)}</span> },
            { label: '停用时间', cell: (key) => time(key.removed_at) },
            { label: '最近登录', cell: (key) => time(key.used_at) },
          ]}
          empty={null}
        />
      )}
      {!mayEnd && keys.length > 0 && (
        <p class="quiet">您是经办人，可以查看；停用请联系本单位的法定代表人或管理员。</p>
      )}
    </>
  )
}

function Devices({ rows, mayEnd }: { rows: { key: Key; device: DeviceRow }[]; mayEnd: boolean }) {
  return (
    <section class="stack" aria-labelledby="devices">
      <h2 id="devices">可以直接用证书登录的电脑</h2>
      <p class="quiet">法定代表人扫码确认过的电脑，插着证书就能登录。换下来的电脑，请在这里移除。</p>
      <Table
        caption="可以直接用证书登录的电脑"
        captionUnseen
        rows={rows}
        rowKey={({ device }) => device.key_id + device.thumbprint}
        columns={[
          { label: '电脑', cell: ({ device }) => device.device },
          { label: '证书尾号', cell: ({ key }) => <span class="code">{serialTail(key.serial)}</span> },
          { label: '登记时间', cell: ({ device }) => time(device.enrolled_at) },
          { label: '最近登录', cell: ({ device }) => time(device.used_at) },
          ...(mayEnd
            ? [
                {
                  label: '操作',
                  kind: 'action' as const,
                  cell: ({ device }: { device: DeviceRow }) => (
                    <form method="post" action={`${LIST}/device`}>
                      <input type="hidden" name="key" value={device.key_id} />
                      <input type="hidden" name="thumbprint" value={device.thumbprint} />
                      <Button kind="danger">
                        移除<span class="unseen">{device.device}</span>
                      </Button>
                    </form>
                  ),
                },
              ]
            : []),
        ]}
        empty={null}
      />
    </section>
  )
}
