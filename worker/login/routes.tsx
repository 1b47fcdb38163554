/** The sign-in page and its form; works with or without a script. */
import { type Context, Hono } from 'hono'
import { isInstitutionNumber } from '../../schema/fields/institution.ts'
import { SignIn, type SignInReason, signInRefusals } from '../../schema/login.ts'
import { Island } from '../../widgets/island.tsx'
import { LoginForm, type LoginFormProps } from '../../widgets/login-form/login-form.tsx'
import { LoginWays } from '../../widgets/login-ways/login-ways.tsx'
import { allow, allowOperator } from '../lib/allow.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { view } from '../lib/page/view.tsx'
import type { FieldError } from '../lib/problem.ts'
import { ok, type Result } from '../lib/result.ts'
import { dropSessionCookie } from '../lib/session.ts'
import { end } from '../session/acts.ts'
import { enter } from './enter.ts'
import { goOn, nextQuery } from './rules.ts'

/** Signs in by what was typed and answers where that leads. */
type Enter = (c: Context<Env>, input: SignIn) => Promise<Result<string, SignInReason>>

const enterUnit: Enter = async (c, input) => {
  const entered = await enter(c, input)
  return entered.ok ? ok(goOn(c.req.query('next'))) : entered
}

const links = { recover: '/recovery', registerUnit: '/register' }

interface Shown extends Pick<LoginFormProps, 'values' | 'errors' | 'problem'> {
  status?: 401 | 422 | 423 | 429
}

function page(c: Context<Env>, { status, ...shown }: Shown) {
  const query = nextQuery(c.req.query('next'))
  const props = { ...shown, links, action: `/login${query}` }
  return view(
    c,
    { title: '单位登录', islands: ['login-form'], ...(status && { status }) },
    <div class="sheet stack">
      <h1>单位登录</h1>
      <LoginWays current="password" query={query}>
        <Island name="login-form" component={LoginForm} props={props} />
      </LoginWays>
    </div>,
  )
}

const typed = ({ unit, person }: Record<string, unknown>) => ({
  unit: String(unit ?? ''),
  person: String(person ?? ''),
})

const again = (c: Context<Env>, errors: FieldError[], values: Record<string, unknown>) =>
  page(c, { values: typed(values), errors, status: 422 })

/** One form for units and their institutions; their numbers tell them apart. `enterInstitution` is of another slice. */
export const loginRoutes = (enterInstitution: Enter) =>
  new Hono<Env>()
    .get('/login', allow('anyone'), (c) => {
      // The personal centre leads here for one of the person's units.
      const unit = /^\d{8}$/.exec(c.req.query('unit') ?? '')?.[0]
      return page(c, { values: unit ? { unit } : {}, errors: [] })
    })
    .post('/login', allow('anyone'), body(SignIn, again), async (c) => {
      const input = c.req.valid('json')
      const enterAs = isInstitutionNumber(input.unit) ? enterInstitution : enterUnit
      const entered = await enterAs(c, input)
      if (entered.ok) return c.redirect(entered.value, 303)
      const { text, status } = signInRefusals[entered.error]
      return page(c, { values: typed(input), errors: [], problem: text, status: status as 401 | 423 | 429 })
    })
    .post('/logout', allowOperator(), async (c) => {
      await end(c.env, c.var.origin, c.var.now, c.var.operator, c.var.operator.sessionId)
      dropSessionCookie(c)
      return c.redirect('/', 303)
    })
