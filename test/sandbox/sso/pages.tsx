/** @jsxImportSource hono/jsx */
import { groups, Phone } from '../phone/layout.tsx'
import type { AccountRow } from './accounts.ts'

const APP = '江苏政务服务'

const Account = ({ account }: { account: AccountRow }) => (
  <li>
    <button type="submit" name="account" value={account.id}>
      <b>{account.kind === 'legal' ? account.unit_name : '个人账户'}</b>
      {account.kind === 'legal' && <span class="number">{groups(account.credit_code)}</span>}
      <span>
        {account.name}登录，{account.note}
      </span>
    </button>
  </li>
)

/** The province's sign-in page: whose account is used. */
export const SignInPage = ({ action, accounts }: { action: string; accounts: AccountRow[] }) => (
  <Phone title="登录" app={APP}>
    <section class="card">
      <h1>登录江苏政务服务</h1>
      <p>「江苏人社网上办事大厅」想知道您是谁、代表哪家单位。请选一个账户登录。</p>
      <form method="post" action={action}>
        <ul class="people">
          {accounts.map((account) => (
            <Account account={account} />
          ))}
        </ul>
        <div class="acts">
          <button type="submit" name="act" value="cancel">
            不登录，回到大厅
          </button>
        </div>
      </form>
    </section>
  </Phone>
)
