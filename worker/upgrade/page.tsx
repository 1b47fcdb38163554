/** What the pages of the legacy upgrade draw around the forms. */
import type { ComponentChildren } from 'preact'
import { upgradeSteps } from '../../schema/upgrade.ts'
import { ButtonLink } from '../../widgets/ui/button.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { type FlowClock, FlowSheet } from '../lib/page/flow-sheet.tsx'

export const TITLE = '历史单位用户升级'

interface SheetProps {
  /** Index of the present step. */
  step: number
  clock?: FlowClock
  children: ComponentChildren
}

export const Sheet = (props: SheetProps) => (
  <FlowSheet
    title={TITLE}
    steps={upgradeSteps}
    expired="时间到了，这次升级已经结束。除了密码，填过的内容还在。"
    again="/upgrade/hall"
    {...props}
  />
)

/** The notice, to be read before anything is typed. */
export function BeforeUpgrade() {
  return (
    <div class="stack">
      <h1>{TITLE}</h1>
      <p class="lead">
        单位在下面任何一个原网办大厅有账户的，升级以后就能在本大厅登录。大约 5 分钟，要在 10 分钟内完成。
      </p>
      <div class="sheet stack">
        <div>
          <h2>哪些单位适用</h2>
          <ul>
            <li>
              原来用<strong>用户名和密码</strong>
              登录以下大厅的单位：江苏省人社网办大厅、江苏省社会保险基金管理中心网上业务大厅、泰州市人社网办大厅。
            </li>
            <li>
              原来用<strong>数字证书</strong>登录的单位不适用，请继续用数字证书登录。
            </li>
            <li>
              您是法定代表人本人的，不用升级，请直接<a href="/register/unit">注册单位</a>。
            </li>
          </ul>
        </div>
        <div>
          <h2>开始前请准备好</h2>
          <ul>
            <li>原网办大厅的用户名和密码；一个账户有几家单位的，还要单位编号。</li>
            <li>法定代表人完整的证件号码和手机号码。</li>
            <li>
              管理员本人的手机。管理员要先<a href="/register/person">注册个人账号</a>
              ，填写的信息要和个人注册时一致，而且不能是法定代表人本人。
            </li>
          </ul>
        </div>
        <div>
          <h2>升级以后</h2>
          <ul>
            <li>您会得到一个新的 8 位单位编号，请记下来。</li>
            <li>管理员用单位编号或统一社会信用代码，加上自己的证件号码或手机号码和新设的密码登录。</li>
            <li>法定代表人注册个人账号以后，可以用手机应用扫码登录单位。</li>
          </ul>
        </div>
        <div class="actions">
          <ButtonLink kind="primary" href="/upgrade/hall">
            我已知晓，开始升级
          </ButtonLink>
          <ButtonLink href="/login">已有账号，去登录</ButtonLink>
        </div>
      </div>
    </div>
  )
}

const REGISTER = { href: '/register/unit', label: '法定代表人去注册单位' }
const LOGIN = { href: '/login', label: '去登录' }

/** The ways on after a refusal that typing differently cannot mend. */
const WAYS: Record<string, { href: string; label: string }[]> = {
  old_account_locked: [REGISTER],
  old_account_empty: [REGISTER],
  upgrade_locked: [REGISTER],
  unit_upgraded: [LOGIN, { href: '/recovery', label: '法定代表人找回密码' }],
  unit_registered_here: [LOGIN, { href: '/recovery', label: '法定代表人找回密码' }],
  credit_code_missing: [REGISTER],
  representative_differs: [REGISTER],
  old_check_over: [{ href: '/upgrade/account', label: '返回核验历史账户' }],
  administrator_unknown: [{ href: '/register/person', label: '管理员先注册个人账号' }],
  administrator_represents: [REGISTER],
  administrator_mobile: [{ href: '/upgrade/representative', label: '返回修改法定代表人的手机号码' }],
}

export function WaysOn({ reason }: { reason: string | undefined }) {
  const ways = WAYS[reason ?? ''] ?? []
  if (ways.length === 0) return null
  return (
    <Notice title="您可以">
      {ways.map(({ href, label }) => (
        <p key={href}>
          <a href={href}>{label}</a>
        </p>
      ))}
    </Notice>
  )
}
