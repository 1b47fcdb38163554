import type { ComponentChildren } from 'preact'

/** A line to write on; what belongs there is said to whoever cannot see the line. */
const Blank = ({ what, long }: { what: string; long?: boolean }) => (
  <span class={long ? 'blank blank-long' : 'blank'}>
    <span class="unseen">（填写{what}）</span>
  </span>
)

const Row = ({ name, children }: { name: string; children?: ComponentChildren }) => (
  <tr>
    <th scope="row">{name}</th>
    <td>{children ?? <span class="unseen">（手写）</span>}</td>
  </tr>
)

const Tick = ({ children }: { children: ComponentChildren }) => (
  <span class="tick">
    <span class="tick-box" aria-hidden="true" />
    {children}
  </span>
)

/** The blank letter by which a unit lets somebody have an account opened at the counter: one sheet of A4. */
export function CounterLetter() {
  return (
    <article class="letter">
      <h2 class="letter-title">授权委托书</h2>
      <p>
        本单位
        <Blank what="单位全称" long />
        委托
        <Blank what="受托人姓名" />
        （证件号码
        <Blank what="受托人证件号码" long />
        ）到人力资源社会保障经办窗口，为本单位开通单位办事大厅的账号，并代表本单位办理人力资源社会保障业务。受托人在办理中所做的一切，都视为本单位所做，由本单位承担全部法律后果和责任。
      </p>
      <p>受托人不能再委托别人。特此委托。</p>
      <table class="letter-table">
        <caption class="unseen">单位和要开通的账号</caption>
        <tbody>
          <Row name="统一社会信用代码" />
          <Row name="开通的身份（只选一个）">
            <Tick>法定代表人</Tick>
            <Tick>管理员</Tick>
          </Row>
          <Row name="账号使用人姓名" />
          <Row name="证件类型和号码" />
          <Row name="手机号码（和个人账号一致）" />
          <Row name="委托期限">
            自<Blank what="开始日期" />
            起至
            <Blank what="结束日期" />止
          </Row>
        </tbody>
      </table>
      <div class="letter-signs">
        <p>单位（盖章）：</p>
        <p>法定代表人（签字或盖章）：</p>
        <p>受托人（签字）：</p>
        <p class="letter-date">年　　　月　　　日</p>
      </div>
      <p class="letter-note">
        请同时带上：营业执照（统一社会信用代码证）、受托人和账号使用人的身份证明。账号使用人要先在大厅注册个人账号。
      </p>
    </article>
  )
}
