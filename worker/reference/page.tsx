/** The API document as a page for developers: read off the same facts, no script needed. */
import { commonRefusals, type Refusal } from '../../schema/refusal.ts'
import type { Operation } from '../lib/openapi.ts'

const ACCESS: Record<string, string> = {
  anyone: '任何人',
  operator: '已登录的单位操作人',
  person: '已登录的个人',
}

/** Who may call, any of those named: `client:<scope>` is a program with a bearer token of that scope. */
const callers = (access = '') =>
  access
    .split(' ')
    .map((one) => ACCESS[one] ?? `带有 ${one.replace('client:', '')} 范围访问令牌的程序`)
    .join('，或')

function Route({ operation }: { operation: Operation }) {
  const { method, path, access, summary, answers = {}, refusals = {} } = operation
  return (
    <section class="sheet stack">
      <h2>
        <code>
          {method} {path}
        </code>
      </h2>
      <p lang="en">{summary}</p>
      <p class="quiet">
        调用者：{callers(access)}；成功时返回 {Object.keys(answers).join('、')}
      </p>
      {Object.keys(refusals).length > 0 && (
        <details>
          <summary>可能的拒绝（{Object.keys(refusals).length} 种）</summary>
          <ul>
            {Object.keys(refusals).map((reason) => (
              <li key={reason}>
                <a href={`#${reason}`}>
                  <code>{reason}</code>
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

/** Every refusal once, where the `type` of a problem points to. */
function Refusals({ refusals }: { refusals: Record<string, Refusal> }) {
  return (
    <section class="sheet stack">
      <h2>拒绝的代码</h2>
      <dl>
        {Object.entries(refusals).map(([reason, { status, text }]) => (
          <div key={reason} class="summary-row">
            <dt id={reason}>
              <code>
                {status} {reason}
              </code>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

export function Reference({ operations }: { operations: Operation[] }) {
  const interfaces = operations.filter(({ answers }) => answers)
  const own = interfaces.map(({ refusals }) => refusals ?? {})
  return (
    <div class="stack">
      <h1>接口文档</h1>
      <p class="lead">
        完整的机器可读文档（OpenAPI 3.1）在 <a href="/openapi.json">/openapi.json</a>。出错时按 RFC 9457 返回
        <code>application/problem+json</code>，<code>reason</code>{' '}
        就是下面列出的代码。要把登录、单位和办件放进自己的网页，看
        <a href="/docs/widgets">放进网站的部件</a>。
      </p>
      {interfaces.map((operation) => (
        <Route key={`${operation.method} ${operation.path}`} operation={operation} />
      ))}
      <Refusals refusals={Object.assign({}, commonRefusals, ...own)} />
    </div>
  )
}
