export type OtherWay = 'sso' | 'licence'

interface OtherWaysProps {
  current?: OtherWay | undefined
  /** Query that goes along, `?next=…` or nothing. */
  query: string
  /** In a portal's frame: they leave the portal's page, and come back to it signed in. */
  framed?: boolean | undefined
}

const OTHERS = [
  ['sso', '/login/sso', '江苏政务服务', '用政务服务网的法人账号登录，不用在这里注册。'],
  ['licence', '/login/licence', '电子营业执照', '手机上扫码出示执照，不用在这里注册。'],
] as const

/** The ways that another system proves. */
export function OtherWays({ current, query, framed }: OtherWaysProps) {
  if (framed)
    return (
      <section class="login-others" aria-labelledby="other-ways">
        <h2 id="other-ways">其他登录方式</h2>
        <ul class="login-links">
          {OTHERS.map(([way, href, name]) => (
            <li key={way}>
              <a href={href + query} target="_top">
                {name}
              </a>
            </li>
          ))}
        </ul>
        <p class="quiet">会先离开这个网页，登录以后自动回来。</p>
      </section>
    )
  return (
    <section class="stack login-others" aria-labelledby="other-ways">
      <h2 id="other-ways">其他登录方式</h2>
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
    </section>
  )
}
