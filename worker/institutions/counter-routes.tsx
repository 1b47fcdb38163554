/** Institutions at the counter: registering one, and those that the clerk registered lately. */
import { type Context, Hono } from 'hono'
import { RegisterInstitution } from '../../schema/institutions.ts'
import { InstitutionForm } from '../../widgets/institution-form/institution-form.tsx'
import { desk } from '../counter/desk.tsx'
import { allowClerk } from '../lib/allow.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { type Shown, said } from '../lib/page/said.ts'
import { typedText } from '../lib/typed-text.ts'
import { because } from './draw.tsx'
import { COUNTER } from './page.tsx'
import { registerInstitution } from './register.ts'
import { Registered } from './registered-page.tsx'
import { listRegistered } from './store.ts'

const LATELY = 20

function formPage(c: Context<Env>, shown: Shown = {}) {
  const { status, ...form } = said(shown)
  return desk(
    c,
    { title: '机构登记', current: COUNTER, status },
    <div class="sheet stack">
      <h1>登记一个机构</h1>
      <p>先核对批准或备案它的文件。登记以后系统给出机构编号，由单位自己在大厅开通。</p>
      <InstitutionForm {...form} action={`${COUNTER}/new`} />
      <p>
        <a href={COUNTER}>不登记，返回</a>
      </p>
    </div>,
  )
}

export const counterInstitutionRoutes = new Hono<Env>()
  .get(COUNTER, allowClerk(), async (c) => {
    const rows = await listRegistered(c.env.DB, c.var.clerk.clerkId, LATELY)
    return desk(
      c,
      { title: '机构登记', current: COUNTER, wide: true },
      <Registered rows={rows} done={c.req.query('done') === 'yes'} />,
    )
  })
  .get(`${COUNTER}/new`, allowClerk(), (c) => formPage(c))
  .post(
    `${COUNTER}/new`,
    allowClerk(),
    body(RegisterInstitution, (c, errors, values) => formPage(c, { errors, values: typedText(values) })),
    async (c) => {
      const input = c.req.valid('json')
      const registered = await registerInstitution(c, input)
      if (registered.ok) return c.redirect(`${COUNTER}?done=yes`, 303)
      return formPage(c, { values: typedText(input), ...because(registered.error) })
    },
  )
