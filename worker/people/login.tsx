/** A person's own sign-in page and its form, and the way out; works with or without a script. */
import { type Context, Hono } from 'hono'
import { PersonSignIn, personSignInRefusals } from '../../schema/people.ts'
import { Island } from '../../widgets/island.tsx'
import { PersonWays } from '../../widgets/login-ways/person-ways.tsx'
import { PersonLogin, type PersonLoginProps } from '../../widgets/person-login/person-login.tsx'
import { allow, allowPerson } from '../lib/allow.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { view } from '../lib/page/view.tsx'
import { dropPersonCookie } from '../lib/person-session.ts'
import type { FieldError } from '../lib/problem.ts'
import { endSession } from './acts.ts'
import { goOn, nextQuery } from './rules.ts'
import { enterPerson } from './sign-in.ts'

const links = { register: '/register/person', unit: '/login' }

interface Shown extends Pick<PersonLoginProps, 'values' | 'errors' | 'problem'> {
  status?: 401 | 422 | 423 | 429
}

function page(c: Context<Env>, { status, ...shown }: Shown) {
  const query = nextQuery(c.req.query('next'))
  const props = { ...shown, links, action: `/person/login${query}` }
  return view(
    c,
    { title: '个人登录', islands: ['person-login'], ...(status && { status }) },
    <div class="sheet stack">
      <h1>个人登录</h1>
      <p class="lead">看自己的信息、维护户籍性质。为单位办事请走单位登录。</p>
      <PersonWays current="password" query={query}>
        <Island name="person-login" component={PersonLogin} props={props} />
      </PersonWays>
    </div>,
  )
}

const typed = ({ person }: Record<string, unknown>) => ({ person: String(person ?? '') })

const again = (c: Context<Env>, errors: FieldError[], values: Record<string, unknown>) =>
  page(c, { values: typed(values), errors, status: 422 })

export const personLogin = new Hono<Env>()
  .get('/person/login', allow('anyone'), (c) => page(c, { values: {}, errors: [] }))
  .post('/person/login', allow('anyone'), body(PersonSignIn, again), async (c) => {
    const input = c.req.valid('json')
    const entered = await enterPerson(c, input)
    if (entered.ok) return c.redirect(goOn(c.req.query('next')), 303)
    const { text, status } = personSignInRefusals[entered.error]
    return page(c, { values: typed(input), errors: [], problem: text, status: status as 401 | 423 | 429 })
  })
  .post('/person/logout', allowPerson(), async (c) => {
    await endSession(c.env, c.var.origin, c.var.now, c.var.person, c.var.person.sessionId)
    dropPersonCookie(c)
    return c.redirect('/', 303)
  })
