/** @jsxImportSource hono/jsx */

interface Way {
  what: string
  /** Path on the hall where it begins. */
  path: string
  steps: string[]
  /** What of this phone it needs. */
  phone?: { href: string; label: string }
}

const WAYS: Way[] = [
  {
    what: '个人实名注册',
    path: '/register/person',
    steps: ['「换人」里编一个新的人，照着填', '选支付宝，回这里点「刷脸通过」', '发验证码，到「短信」里看'],
    phone: { href: '/people', label: '换人' },
  },
  {
    what: '法定代表人注册单位',
    path: '/register/unit',
    steps: ['先注册好个人', '信用代码可用 91320100MA10000250', '刷脸、验证码同上'],
  },
  {
    what: '用手机应用注册单位、找回密码',
    path: '/recovery',
    steps: ['打开企业服务，选关联的单位', '修改密码，或者关联一家新单位'],
    phone: { href: '/enterprise', label: '企业服务' },
  },
  {
    what: '历史用户升级',
    path: '/upgrade',
    steps: ['挑一个老账号，照着填原用户名和密码', '确认法定代表人，设置管理员（要先注册个人）'],
    phone: { href: '/legacy', label: '老大厅的账号' },
  },
  {
    what: '扫码登录',
    path: '/login/scan',
    steps: ['复制二维码旁边的链接', '粘到上面的「扫一扫」里', '看清是谁在请求，再确认'],
  },
  {
    what: '江苏政务服务登录',
    path: '/login/sso',
    steps: ['在政务服务的登录页挑一个法人账号', '第一次登录会自动开通单位'],
  },
  {
    what: '电子营业执照登录',
    path: '/login/licence',
    steps: ['复制二维码旁边的链接，粘到「扫一扫」', '选一张执照出示'],
    phone: { href: '/licence', label: '电子营业执照' },
  },
  {
    what: '法定代表人找回密码',
    path: '/recovery',
    steps: ['填账号信息，完成拼图或文字验证', '刷脸或短信，再设新密码'],
  },
  {
    what: '个人登录',
    path: '/person/login',
    steps: ['用注册时的证件号码和密码', '也可以扫码'],
  },
  {
    what: '窗口开户',
    path: '/counter/login',
    steps: ['用启动时打印的窗口账号和密码', '动态口令看验证器'],
    phone: { href: '/authenticator', label: '验证器' },
  },
  {
    what: '查单位的快递',
    path: '/center/express',
    steps: [
      '打开「快递」，交一件，按几下让它走起来',
      '到窗口用同一个单号登记给您的单位',
      '过一分钟看单位快递：轨迹是大厅自己查来的',
    ],
    phone: { href: '/kuaidi100', label: '快递' },
  },
]

/** Every way into an account and back into one, each to be walked by hand. */
export const Guide = ({ hall }: { hall: string }) => (
  <section class="card">
    <h2>可以试的事</h2>
    <ul class="guide">
      {WAYS.map(({ what, path, steps, phone }) => (
        <li>
          <details>
            <summary>{what}</summary>
            <ol>
              {steps.map((step) => (
                <li>{step}</li>
              ))}
            </ol>
            <p class="acts">
              <a class="button" href={hall + path} target="_blank" rel="noopener">
                在大厅打开
              </a>
              {phone && (
                <a class="button" href={phone.href}>
                  {phone.label}
                </a>
              )}
            </p>
          </details>
        </li>
      ))}
    </ul>
  </section>
)
