import type { ComponentChildren } from 'preact'
import { Tabs } from './tabs.tsx'

export interface PersonWaysProps {
  current: 'password' | 'scan'
  /** Query that goes along from way to way, `?next=…` or nothing. */
  query?: string
  /** The way itself. */
  children: ComponentChildren
}

/** The ways into a person's own account. */
export const PersonWays = ({ current, query = '', children }: PersonWaysProps) => (
  <div class="stack">
    <Tabs
      current={current}
      ways={[
        ['password', `/person/login${query}`, '密码登录'],
        ['scan', `/person/login/scan${query}`, '扫码登录'],
      ]}
    />
    {children}
  </div>
)
