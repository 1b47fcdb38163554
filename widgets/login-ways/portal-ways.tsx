import type { ComponentChildren } from 'preact'
import { OtherWays } from './other-ways.tsx'
import { Tabs } from './tabs.tsx'

export interface PortalWaysProps {
  current: 'password' | 'scan' | 'ca'
  /** Query of the portal's request, which every way answers. */
  search: string
  /** Query for the ways that lead over other sites and back to the request; none where they could not answer it. */
  others: string | undefined
  framed: boolean
  /** The way itself. */
  children: ComponentChildren
}

/** The ways into a unit's account for a portal's visitor, in its frame or on the hall's own page. */
export const PortalWays = ({ current, search, others, framed, children }: PortalWaysProps) => (
  <div class="stack">
    <Tabs
      current={current}
      ways={[
        ['password', `/oidc/authorize${search}`, '密码登录'],
        ['scan', `/oidc/authorize/scan${search}`, '扫码登录'],
        ['ca', `/oidc/authorize/ca${search}`, '证书登录'],
      ]}
    />
    {children}
    {others !== undefined && <OtherWays query={others} framed={framed} />}
  </div>
)
