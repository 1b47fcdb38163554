/** What to do when the account exists and the way in does not work. */

interface Way {
  heading: string
  words: string
  go?: { href: string; label: string }
}

const WAYS: Way[] = [
  {
    heading: '密码不对，或者账号锁定了',
    words:
      '连续输错 5 次会锁定 30 分钟，过了时间会自动解开，锁定期间请不要再试。急用的话，可以用手机扫码登录。',
    go: { href: '/login/scan', label: '扫码登录' },
  },
  {
    heading: 'CA 证书登录不了',
    words: '先打开检查页，看从浏览器到证书哪一项不通，照那一项写的办。第一次在一台电脑上用，要先按说明装好。',
    go: { href: '/ca/check', label: '检查能不能用 CA 证书' },
  },
  {
    heading: '法定代表人忘了密码',
    words: '在网上刷脸，或者用登录手机收一条短信，就能设一个新密码。设好以后账号不再锁定。',
    go: { href: '/recovery', label: '找回密码' },
  },
  {
    heading: '管理员、经办人忘了密码',
    words: '请打开手机上的「江苏智慧人社」，在「企业服务」里选单位，刷脸以后设一个新密码。',
  },
  {
    heading: '只有老网办大厅的账号',
    words: '用老账号的用户名和密码升级一次，就能在这里登录。法定代表人本人也可以直接注册单位。',
    go: { href: '/upgrade', label: '历史用户升级' },
  },
  {
    heading: '法定代表人不方便在网上注册',
    words:
      '带上营业执照、盖了章的授权委托书和身份证明，到就近的人社窗口开通法定代表人或管理员的账号，再用手机收到的验证码启用。',
    go: { href: '/counter/letter', label: '打印空白的授权委托书' },
  },
  {
    heading: '窗口已经开通，还没有密码',
    words: '窗口会把验证码发到您的手机，5 分钟内用它设置自己的密码。',
    go: { href: '/activate', label: '启用账号' },
  },
  {
    heading: '单位已经被别人注册',
    words: '请带营业执照到就近的人社窗口，或拨打 12333，工作人员会核对后处理。',
  },
]

export function SignInHelp() {
  return (
    <article class="stack">
      <h1>登录不了怎么办</h1>
      {WAYS.map(({ heading, words, go }) => (
        <section key={heading}>
          <h2>{heading}</h2>
          <p>{words}</p>
          {go && (
            <p>
              <a href={go.href}>{go.label}</a>
            </p>
          )}
        </section>
      ))}
      <p>
        <a href="/login">回到登录</a>
      </p>
    </article>
  )
}
