/** @jsxImportSource hono/jsx */
/** For a newcomer: the accounts that can be upgraded, with everything that the hall will ask for. */
import { Hono } from 'hono'
import type { Env } from '../env.ts'
import { groups, Phone } from '../phone/layout.tsx'
import { demoAccounts, HALLS, isHall, type UnitRow } from './accounts.ts'

type Account = Awaited<ReturnType<typeof demoAccounts>>[number]

const Unit = ({ unit, several }: { unit: UnitRow; several: boolean }) => (
  <li>
    <p>{unit.unit_name}</p>
    {several && <p>单位编号 {unit.unit_code}</p>}
    <p class="hint">法定代表人 {unit.name}</p>
    <p class="hint number">{groups(unit.document_number)}</p>
  </li>
)

const Account = ({ account }: { account: Account }) => (
  <div class="check">
    <h3>
      用户名 {account.user_name}，密码 {account.password}
    </h3>
    <p class="quiet">{account.note}</p>
    <ul class="messages">
      {account.units.map((unit) => (
        <Unit unit={unit} several={account.units.length > 1} />
      ))}
    </ul>
  </div>
)

const Accounts = ({ accounts, hall }: { accounts: Account[]; hall: string }) => (
  <Phone title="老账户" app="原网办大厅">
    <section class="card">
      <h1>可以升级的老账户</h1>
      <p class="quiet">管理员要是已经注册个人账号的人，而且不是这里的法定代表人。</p>
      <a class="button" href={`${hall}/upgrade`}>
        到大厅去升级
      </a>
    </section>
    {Object.entries(HALLS).map(([key, name]) => (
      <section class="card">
        <h2>{name}</h2>
        {accounts
          .filter((account) => account.hall === key)
          .map((account) => (
            <Account account={account} />
          ))}
      </section>
    ))}
  </Phone>
)

export const legacyPages = new Hono<Env>()
  .get('/', async (c) => c.html(<Accounts accounts={await demoAccounts(c.env.DB)} hall={c.env.HALL} />))
  // Where the interface's address leads a person who opens it in a browser.
  .get('/:hall', (c) => (isHall(c.req.param('hall')) ? c.redirect('/legacy', 303) : c.notFound()))
