import type { ComponentChildren } from 'preact'
import { Tabs } from './tabs.tsx'

export type WayIn = 'password' | 'scan' | 'sso' | 'licence'

export interface LoginWaysProps {
  current: WayIn
  /** Query that goes along from way to way, `?next=…` or nothing. */
  query?: string
  /** The way itself. */
  children: ComponentChildren
}

const OTHERS = [
  ['sso', '/login/sso', '江苏政务服务', '用政务服务网的法人账号登录，不用在这里注册。'],
  ['licence', '/login/licence', '电子营业执照', '手机上扫码出示执照，不用在这里注册。'],
] as const

/** The ways into a unit's account: the two common ones as tabs, the others below what is chosen. */
export function LoginWays({ current, query = '', children }: LoginWaysProps) {
  return (
    <div class="stack">
      <Tabs
        current={current}
        ways={[
          ['password', `/login${query}`, '密码登录'],
          ['scan', `/login/scan${query}`, '扫码登录'],
        ]}
      />
      {children}
      <section class="stack" aria-labelledby="other-ways">
        <h2 id="other-ways" class="login-others">
          其他登录方式
        </h2>
        <ul class="login-ways">
          {OTHERS.map(([way, href, name, hint]) => (
            <li key={way} class="card-link">
              <a href={href + query} aria-current={way === current ? 'page' : undefined}>
                {name}
              </a>
              <p class="quiet">{hint}</p>
            </li>
          ))}
        </ul>
        <p>
          在老网办大厅有账号的单位，请先做<a href="/upgrade">历史用户升级</a>。个人办事请走
          <a href="/person/login">个人登录</a>。
        </p>
      </section>
    </div>
  )
}
