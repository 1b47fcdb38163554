/** The counter's pages: what can be done, one opening, the letter to be printed. */
import type { ComponentChildren } from 'preact'
import { clerkRoleNames, letterTypes } from '../../schema/counter.ts'
import { roleNames } from '../../schema/session.ts'
import { CounterBar, type CounterBarProps } from '../../widgets/counter-bar/counter-bar.tsx'
import { CounterLetter } from '../../widgets/counter-letter/counter-letter.tsx'
import { Button, ButtonLink } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import { shortTime } from '../lib/short-time.ts'
import type { Telling } from './activation.ts'
import type { OpeningRow } from './store.ts'

export const barOf = (
  clerk: { role: keyof typeof clerkRoleNames; office: string },
  name: string,
): CounterBarProps => ({
  ...{ name, role: clerkRoleNames[clerk.role], office: clerk.office },
  administers: clerk.role === 'administrator',
})

/** Every page behind the sign-in. */
export function Desk({ bar, children }: { bar: CounterBarProps; children: ComponentChildren }) {
  return (
    <div class="stack">
      <CounterBar {...bar} />
      {children}
    </div>
  )
}

const TASKS = [
  ['/counter/units/new', '单位开户', '为带着授权委托书来的单位开通法定代表人或管理员的账号。', 'clerk'],
  ['/counter/cases', '办件', '领取单位提交的办件，受理、要求补正、审核、办结。', 'clerk'],
  ['/counter/letter', '授权委托书', '打印空白的授权委托书，给还没有带来的单位。', 'clerk'],
  ['/counter/institutions', '机构登记', '为已经开户的单位登记它的机构，给出机构编号。', 'clerk'],
  ['/counter/parcels', '快递登记', '登记寄给单位的证书和文书，更新它走到哪里了。', 'clerk'],
  ['/counter/notices', '公示公告', '写、发布、撤下公示和公告，可以带附件。', 'administrator'],
  ['/counter/items', '服务事项', '从某一天起停办、恢复一个事项，改办事指南，限定地区。', 'administrator'],
  ['/counter/rates', '费率和基数', '缴费费率、基数上下限、申报期，从某个月起生效。', 'administrator'],
  ['/counter/clients', '接入的网站', '登记、修改、停用可以用本大厅登录的政务网站。', 'administrator'],
  ['/counter/authorities', '发证机构', '登记、修改、停用哪些机构发的 CA 证书可以登录。', 'administrator'],
] as const

export const pathOf = ({ unit_id, id }: Pick<OpeningRow, 'unit_id' | 'id'>) =>
  `/counter/openings/${unit_id}/${id}`

export function CounterHome({ administers, openings }: { administers: boolean; openings: OpeningRow[] }) {
  return (
    <>
      <h1>窗口</h1>
      <ul class="cards">
        {TASKS.filter(([, , , role]) => role === 'clerk' || administers).map(([href, title, words]) => (
          <li key={href} class="sheet card-link">
            <h2>
              <a href={href}>{title}</a>
            </h2>
            <p class="quiet">{words}</p>
          </li>
        ))}
      </ul>
      <section class="sheet stack" aria-labelledby="lately">
        <h2 id="lately">我最近开通的账号</h2>
        <Table
          caption="我最近开通的账号"
          captionUnseen
          rows={openings}
          rowKey={({ id }) => id}
          columns={[
            { label: '单位', cell: (row) => row.unit_name },
            { label: '身份', cell: (row) => roleNames[row.role] },
            {
              label: '开通时间',
              cell: (row) => <span class="digits">{shortTime.format(row.created_at)}</span>,
            },
            { label: '密码', cell: (row) => (row.active ? '本人已设置' : '还没有设置') },
            {
              label: '操作',
              kind: 'action',
              cell: (row) => (
                <a href={pathOf(row)}>
                  查看<span class="unseen">{row.unit_name}</span>
                </a>
              ),
            },
          ]}
          empty={<Empty title="还没有开通过">办好的会列在这里，可以再看授权委托书、再发一次验证码。</Empty>}
        />
      </section>
    </>
  )
}

export interface OpeningProps {
  opening: OpeningRow
  /** Masked. */
  name: string
  mobile: string
  sent: Telling | undefined
  /** Why the code was not sent again. */
  problem?: string | undefined
}

function Told({ opening, sent, problem }: OpeningProps) {
  if (problem) return <Notice kind="stop" role="alert" title={problem} />
  if (opening.active) return <Notice kind="done" title="本人已经设好密码，账号可以使用了" />
  if (sent === 'no')
    return (
      <Notice kind="stop" role="alert" title="账号已经开通，但验证码没有发出去">
        请点下面的「重新发送验证码」。
      </Notice>
    )
  if (sent === 'maybe')
    return (
      <Notice kind="wait" role="status" title="账号已经开通，验证码可能已经发出">
        短信平台没有答清楚。请本人先看一分钟手机，没有收到再点下面的「重新发送验证码」。
      </Notice>
    )
  return (
    <Notice
      kind={sent ? 'done' : 'wait'}
      role="status"
      title={sent ? '验证码已经发到本人手机' : '等本人设置密码'}
    >
      请本人打开大厅的「启用账号」（/activate），5 分钟内用验证码设置密码。窗口不需要知道密码，也不要代填。
    </Notice>
  )
}

export function Opening(props: OpeningProps) {
  const { opening, name, mobile } = props
  const size = `${Math.max(0.01, opening.letter_bytes / 1024 / 1024).toFixed(2)} MB`
  return (
    <div class="sheet stack">
      <h1>{opening.unit_name}</h1>
      <Told {...props} />
      <SummaryList
        rows={[
          { name: '统一社会信用代码', value: <span class="code">{opening.credit_code}</span> },
          { name: '单位编号', value: <span class="digits">{opening.unit_number}</span> },
          { name: '开通的身份', value: roleNames[opening.role] },
          { name: '本人', value: name },
          { name: '手机号码', value: <span class="digits">{mobile}</span> },
          { name: '开通时间', value: <span class="digits">{shortTime.format(opening.created_at)}</span> },
          {
            name: '授权委托书',
            value: (
              <a href={`${pathOf(opening)}/letter`} download>
                下载扫描件（{letterTypes[opening.letter_type].toUpperCase()}，{size}）
              </a>
            ),
          },
        ]}
      />
      <div class="actions">
        {!opening.active && (
          <form method="post" action={`${pathOf(opening)}/code`}>
            <Button>重新发送验证码</Button>
          </form>
        )}
        <ButtonLink kind="primary" href="/counter/units/new">
          为下一个单位开户
        </ButtonLink>
      </div>
    </div>
  )
}

export function BlankLetter() {
  return (
    <div class="stack">
      <div class="letter-about stack">
        <h1>授权委托书（空白）</h1>
        <p>用浏览器的打印功能打在一张 A4 纸上，填好、盖章，和营业执照、身份证明一起带到人社窗口。</p>
        <p>窗口只开通法定代表人或管理员的账号；经办人由单位自己在大厅里开通。</p>
      </div>
      <CounterLetter />
    </div>
  )
}
