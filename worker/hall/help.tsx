/** What to do when the account exists and the way in does not work. */

const WAYS = [
  ['密码不对，或者账号锁定了', '连续输错 5 次会锁定 30 分钟，过了时间会自动解开。锁定期间请不要再试。'],
  [
    '忘了密码',
    '网上找回密码还在准备。法定代表人请带营业执照和本人身份证，到就近的人社窗口咨询，或拨打 12333。',
  ],
  ['只有老网办大厅的账号', '老账号不能直接登录这里。请法定代表人在这里注册单位，几分钟就好。'],
  ['单位已经被别人注册', '请带营业执照到就近的人社窗口，或拨打 12333，工作人员会核对后处理。'],
] as const

export function SignInHelp() {
  return (
    <article class="stack">
      <h1>登录不了怎么办</h1>
      {WAYS.map(([heading, words]) => (
        <section key={heading}>
          <h2>{heading}</h2>
          <p>{words}</p>
        </section>
      ))}
      <p>
        <a href="/login">回到登录</a>
      </p>
    </article>
  )
}
