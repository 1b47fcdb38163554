/** The counter: sign-in, openings, letters; and where an opened operator chooses a password. Pages only. */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import {
  Activate,
  ClerkSignIn,
  type CounterReason,
  counterRefusals,
  LETTER_MAX_BYTES,
  letterTypes,
  OpenAtCounter,
} from '../../schema/counter.ts'
import { Notice } from '../../widgets/ui/notice.tsx'
import { allow, allowClerk } from '../lib/allow.ts'
import { audited } from '../lib/audit.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { refuse, view } from '../lib/page/view.tsx'
import { typedText } from '../lib/typed-text.ts'
import { activate, sendActivation, sendingRefused, tellingOf, tellings } from './activation.ts'
import { authorityRoutes } from './authority-routes.tsx'
import { clientRoutes } from './client-routes.tsx'
import { desk } from './desk.tsx'
import { activationPage, loginPage, openingForm, openingPage } from './draw.tsx'
import { figureRoutes } from './figure-routes.tsx'
import { itemRoutes } from './item-routes.tsx'
import { readLetter } from './letter-file.ts'
import { openAtCounter } from './open.ts'
import { BlankLetter, CounterHome, pathOf } from './page.tsx'
import { maySee } from './rules.ts'
import { enterClerk, leaveClerk } from './sign-in.ts'
import { findOpening, listOpenings, type OpeningRow } from './store.ts'

const LATELY = 20
/** A letter that is somewhat too large is still read, so that the form comes back with what was typed. */
const UPLOAD_MAX_BYTES = LETTER_MAX_BYTES * 1.6

const because = (reason: CounterReason) => ({ refused: { reason, refusal: counterRefusals[reason] } })
/** Never the password, nor the code. */
const loginName = (typed: Record<string, unknown>) => ({ loginName: String(typed.loginName ?? '') })

/** The opening of this address, if whoever asks may see it. */
async function opening(c: Context<Env>): Promise<OpeningRow | undefined> {
  const found = await findOpening(c.env.DB, c.req.param('unit') ?? '', c.req.param('id') ?? '')
  return found && maySee(c.var.clerk, found) ? found : undefined
}

const letters = new Hono<Env>()
  .get('/counter/openings/:unit/:id', allowClerk(), async (c) => {
    const found = await opening(c)
    const sent = tellings.find((told) => told === c.req.query('sent'))
    return found ? openingPage(c, found, { sent }) : refuse(c, 'not_found')
  })
  .post('/counter/openings/:unit/:id/code', allowClerk(), async (c) => {
    const found = await opening(c)
    if (!found || found.active) return refuse(c, 'not_found')
    const sent = await sendActivation(c, found)
    if (sent.ok) return c.redirect(`${pathOf(found)}?sent=yes`, 303)
    const { text, status } = sendingRefused(sent.error)
    return openingPage(c, found, { sent: undefined, problem: text, status })
  })
  .get('/counter/openings/:unit/:id/letter', allowClerk(), async (c) => {
    const found = await opening(c)
    const letter = found && (await readLetter(c.env, found.id, found.letter_key_sealed))
    if (!letter) return refuse(c, 'not_found')
    const entry = await audited(c.env, c.var.origin, c.var.now, {
      ...{ unitId: found.unit_id, actor: `clerk:${c.var.clerk.clerkId}`, act: 'read_letter' },
      ...{ subject: `operator:${found.operator_id}`, result: 'done' },
    })
    await entry.run()
    const name = `letter-${found.unit_number}.${letterTypes[found.letter_type]}`
    return c.body(letter, 200, {
      'content-type': found.letter_type,
      'content-disposition': `attachment; filename="${name}"`,
      // As it is from somebody else's machine, it may do nothing even where a browser opens it.
      'content-security-policy': "default-src 'none'; sandbox",
    })
  })

export const counterRoutes = new Hono<Env>()
  .get('/counter/login', allow('anyone'), (c) => loginPage(c))
  .post(
    '/counter/login',
    allow('anyone'),
    body(ClerkSignIn, (c, errors, values) => loginPage(c, { values: loginName(values), errors })),
    async (c) => {
      const input = c.req.valid('json')
      const entered = await enterClerk(c, input)
      return entered.ok
        ? c.redirect('/counter', 303)
        : loginPage(c, { values: loginName(input), ...because(entered.error) })
    },
  )
  .post('/counter/logout', allowClerk(), async (c) => {
    await leaveClerk(c)
    return c.redirect('/counter/login', 303)
  })
  .get('/counter', allowClerk(), async (c) => {
    const openings = await listOpenings(c.env.DB, c.var.clerk.clerkId, LATELY)
    const administers = c.var.clerk.role === 'administrator'
    return desk(
      c,
      { title: '窗口首页', current: '/counter', wide: true },
      <CounterHome administers={administers} openings={openings} />,
    )
  })
  .get('/counter/letter', allow('anyone'), (c) => view(c, { title: '授权委托书（空白）' }, <BlankLetter />))

  .get('/counter/units/new', allowClerk(), (c) => openingForm(c))
  .post(
    '/counter/units/new',
    allowClerk(),
    bodyLimit({
      maxSize: UPLOAD_MAX_BYTES,
      onError: (c) => openingForm(c as Context<Env>, because('letter_size')),
    }),
    body(OpenAtCounter, (c, errors, values) => openingForm(c, { values: typedText(values), errors })),
    async (c) => {
      const input = c.req.valid('json')
      const opened = await openAtCounter(c, input)
      if (!opened.ok) return openingForm(c, { values: typedText(input), ...because(opened.error) })
      const { unitId, id } = opened.value
      const made = await findOpening(c.env.DB, unitId, id)
      const sent = made ? tellingOf(await sendActivation(c, made)) : 'no'
      return c.redirect(`${pathOf({ unit_id: unitId, id })}?sent=${sent}`, 303)
    },
  )
  .route('/', letters)
  .route('/', clientRoutes)
  .route('/', authorityRoutes)
  .route('/', itemRoutes)
  .route('/', figureRoutes)

  .get('/activate', allow('anyone'), (c) => activationPage(c))
  .post(
    '/activate',
    allow('anyone'),
    body(Activate, (c, errors, values) => activationPage(c, { values: typedText(values), errors })),
    async (c) => {
      const input = c.req.valid('json')
      const done = await activate(c, input)
      return done.ok
        ? c.redirect('/activate/done', 303)
        : activationPage(c, { values: typedText(input), ...because(done.error) })
    },
  )
  .get('/activate/done', allow('anyone'), (c) =>
    view(
      c,
      { title: '账号已启用' },
      <div class="sheet stack">
        <h1>账号已启用</h1>
        <Notice kind="done" title="密码设好了">
          用统一社会信用代码、您的证件号码或手机号码和刚才的密码登录。
        </Notice>
        <p>
          <a href="/login">去登录</a>
        </p>
      </div>,
    ),
  )
