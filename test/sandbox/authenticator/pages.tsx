/** @jsxImportSource hono/jsx */
/** The phone's authenticator: what the demonstration clerks type beside their passwords. */
import { Hono } from 'hono'
import { Secret, TOTP } from 'otpauth'
import type { Env } from '../env.ts'
import { Phone } from '../phone/layout.tsx'
import { demoClerks } from './demo.ts'

const PERIOD = 30

const codeOf = (secret: string, now: number) =>
  new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: PERIOD }).generate({
    timestamp: now,
  })

/** Three and three, as authenticators show them; copying leaves the gap out. */
const shown = (code: string) =>
  [code.slice(0, 3), code.slice(3)].map((part) => <span class="group">{part}</span>)

export const authenticator = new Hono<Env>().get('/', (c) => {
  const now = Date.now()
  const left = PERIOD - (Math.floor(now / 1000) % PERIOD)
  return c.html(
    <Phone title="验证器" app="验证器">
      <h1>窗口人员的动态口令</h1>
      <h1>验证器</h1>
      {demoClerks.map(({ loginName, name, office, password, secret }) => (
        <section class="card">
          <h2>
            {name}，{office}
          </h2>
          <dl>
            <dt>登录名</dt>
            <dd>{loginName}</dd>
            <dt>密码</dt>
            <dd>{password}</dd>
            <dt>动态口令</dt>
            <dd class="code">
              <b>{shown(codeOf(secret, now))}</b>
            </dd>
          </dl>
          <p>再过 {left} 秒换下一个。每个口令只能用一次，用过了就等下一个。</p>
          <p class="acts">
            <a class="button" href="/authenticator">
              看新的口令
            </a>
            <a class="button" href={`${c.env.HALL}/counter/login`} target="_blank" rel="noopener">
              去窗口登录
            </a>
          </p>
        </section>
      ))}
    </Phone>,
  )
})
