/** The pages of registration: four steps, every one a plain form that works without a script. */
import { type Context, Hono } from 'hono'
import { type CodeSent, SendCode } from '../../schema/challenges.ts'
import { SetAccount, StartPerson, StartUnit } from '../../schema/registration.ts'
import { allow } from '../lib/allow.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { view } from '../lib/page/view.tsx'
import { problem } from '../lib/problem.ts'
import { typedText } from '../lib/typed-text.ts'
import { sendAccountCode, setAccount } from './acts.ts'
import { current, setRegistrationCookie } from './current.ts'
import { accountPage, donePage, expiredPage, personPage, unitPage } from './draw.tsx'
import { facePage, postFace } from './face-step.tsx'
import { Choose } from './page.tsx'
import { refusalOf } from './refusal.ts'
import { startPerson, startUnit } from './start.ts'

export const registrationRoutes = new Hono<Env>()
  .get('/register', allow('anyone'), (c) => view(c, { title: '注册账号', wide: true }, <Choose />))

  .get('/register/person', allow('anyone'), async (c) => personPage(c, { values: await kept(c, 'person') }))
  .post(
    '/register/person',
    allow('anyone'),
    body(StartPerson, (c, errors, values) =>
      personPage(c, { values: typedText(values), errors, status: 422 }),
    ),
    async (c) => {
      const input = c.req.valid('json')
      const started = await startPerson(c.env, c.var.origin, c.var.now, input)
      if (!started.ok) return personPage(c, { values: typedText(input), refused: started.error })
      setRegistrationCookie(c, started.value.token)
      return c.redirect('/register/face', 303)
    },
  )

  .get('/register/unit', allow('anyone'), async (c) => unitPage(c, { values: await kept(c, 'unit') }))
  .post(
    '/register/unit',
    allow('anyone'),
    body(StartUnit, (c, errors, values) => unitPage(c, { values: typedText(values), errors, status: 422 })),
    async (c) => {
      const input = c.req.valid('json')
      const started = await startUnit(c.env, c.var.origin, c.var.now, input)
      if (!started.ok) return unitPage(c, { values: typedText(input), refused: started.error })
      setRegistrationCookie(c, started.value.token)
      return c.redirect('/register/face', 303)
    },
  )

  .get('/register/face', allow('anyone'), (c) => facePage(c))
  .post('/register/face', allow('anyone'), postFace)

  .get('/register/account', allow('anyone'), (c) => accountPage(c))
  // Where the page stands after a code was sent without a script; opened again, it is the step itself.
  .get('/register/account/sms', allow('anyone'), (c) => c.redirect('/register/account', 303))
  .post(
    '/register/account/sms',
    allow('anyone'),
    body(SendCode, (c, errors, values) => accountPage(c, { values: typedText(values), errors, status: 422 })),
    async (c) => {
      const { mobile } = c.req.valid('json')
      const sent = await sendAccountCode(c, mobile)
      if (c.req.header('content-type')?.startsWith('application/json')) {
        if (sent.ok) return c.json(sent.value satisfies CodeSent, 202)
        const { reason, refusal } = refusalOf(sent.error)
        return problem(c, { [reason]: refusal }, reason)
      }
      return sent.ok
        ? accountPage(c, { values: { mobile }, sent: true })
        : accountPage(c, { values: { mobile }, refused: sent.error })
    },
  )
  .post(
    '/register/account',
    allow('anyone'),
    body(SetAccount, (c, errors, values) =>
      accountPage(c, { values: typedText(values), errors, status: 422 }),
    ),
    async (c) => {
      const input = c.req.valid('json')
      const made = await setAccount(c, input)
      if (made.ok) return c.redirect('/register/done', 303)
      return accountPage(c, { values: { mobile: input.mobile }, refused: made.error })
    },
  )
  .get('/register/done', allow('anyone'), (c) => donePage(c))
  .get('/register/expired', allow('anyone'), (c) => expiredPage(c))

/** What this browser typed at step one before, while it is kept. */
async function kept(c: Context<Env>, kind: 'person' | 'unit'): Promise<Record<string, string>> {
  const found = await current(c)
  return found.ok && found.value.kind === kind ? typedText(found.value.typed) : {}
}
