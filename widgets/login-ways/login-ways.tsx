import type { ComponentChildren } from 'preact'
import { type OtherWay, OtherWays } from './other-ways.tsx'
import { Tabs } from './tabs.tsx'

export type WayIn = 'password' | 'scan' | 'ca' | OtherWay

export interface LoginWaysProps {
  current: WayIn
  /** Query that goes along from way to way, `?next=…` or nothing. */
  query?: string
  /** The way itself. */
  children: ComponentChildren
}

/** The ways into a unit's account: the three common ones as tabs, the others below what is chosen. */
export const LoginWays = ({ current, query = '', children }: LoginWaysProps) => (
  <div class="stack">
    <Tabs
      current={current}
      ways={[
        ['password', `/login${query}`, '密码登录'],
        ['scan', `/login/scan${query}`, '扫码登录'],
        ['ca', `/login/ca${query}`, '证书登录'],
      ]}
    />
    {children}
    <OtherWays current={current === 'sso' || current === 'licence' ? current : undefined} query={query} />
    <p>
      在老网办大厅有账号的单位，请先做<a href="/upgrade">历史用户升级</a>。个人办事请走
      <a href="/person/login">个人登录</a>。
    </p>
  </div>
)
