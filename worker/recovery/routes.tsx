/** The pages of recovery: four steps, every one a plain form that works without a script. */
import { type Context, Hono } from 'hono'
import { type CodeSent, FaceCheck, SendCode } from '../../schema/challenges.ts'
import { AnswerSlider, AnswerWords } from '../../schema/puzzle.ts'
import { NewPassword, ProveMobile, StartRecovery } from '../../schema/recovery.ts'
import { setFlowCookie } from '../flows/acts.ts'
import { allow } from '../lib/allow.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { flowExpired } from '../lib/page/flow-expired.tsx'
import { problem } from '../lib/problem.ts'
import { answers } from '../lib/route.ts'
import { typedText } from '../lib/typed-text.ts'
import { partnerRefusals } from '../partners/index.ts'
import { proveMobile, readFace, sendProofCode, startRecovery } from './acts.ts'
import { setPassword } from './complete.ts'
import { current } from './current.ts'
import { accountPage, donePage, mobilePage, passwordPage } from './draw.tsx'
import { facePage, postFace } from './face-step.tsx'
import { postAnswer, puzzlePage, wayOf } from './puzzle-step.tsx'
import { type RecoveryError, refusalOf, refusals } from './refusal.ts'

const wrong = 422 as const

export const recoveryRoutes = new Hono<Env>()
  .get('/recovery', allow('anyone'), async (c) => {
    const found = await current(c)
    return accountPage(c, { values: found.ok ? typedText(found.value.typed) : {} })
  })
  .post(
    '/recovery',
    allow('anyone'),
    body(StartRecovery, (c, errors, values) =>
      accountPage(c, { values: typedText(values), errors, status: wrong }),
    ),
    async (c) => {
      const input = c.req.valid('json')
      const started = await startRecovery(c, input)
      if (!started.ok) return accountPage(c, { values: typedText(input), refused: started.error })
      setFlowCookie(c, 'recovery', started.value.token)
      return c.redirect('/recovery/puzzle', 303)
    },
  )

  .get('/recovery/puzzle', allow('anyone'), (c) => puzzlePage(c, wayOf(c)))
  .post(
    '/recovery/puzzle/slider',
    allow('anyone'),
    body(AnswerSlider, (c) => puzzlePage(c, 'slider', { refused: 'puzzle_wrong' })),
    (c) => postAnswer(c, c.req.valid('json')),
  )
  .post(
    '/recovery/puzzle/words',
    allow('anyone'),
    body(AnswerWords, (c, errors) => puzzlePage(c, 'words', { errors, status: wrong })),
    (c) => postAnswer(c, c.req.valid('json')),
  )

  .get('/recovery/proof', allow('anyone'), (c) => facePage(c))
  .post('/recovery/proof', allow('anyone'), postFace)

  .get('/recovery/sms', allow('anyone'), (c) => mobilePage(c))
  // Where the page stands after a code was sent without a script; opened again, it is the step itself.
  .get('/recovery/sms/code', allow('anyone'), (c) => c.redirect('/recovery/sms', 303))
  .post(
    '/recovery/sms/code',
    allow('anyone'),
    body(SendCode, (c, errors, values) =>
      mobilePage(c, { values: typedText(values), errors, status: wrong }),
    ),
    async (c) => {
      const { mobile } = c.req.valid('json')
      const sent = await sendProofCode(c, mobile)
      if (c.req.header('content-type')?.startsWith('application/json'))
        return sent.ok ? c.json(sent.value satisfies CodeSent, 202) : refuse(c, sent.error)
      return mobilePage(c, { values: { mobile }, ...(sent.ok ? { sent: true } : { refused: sent.error }) })
    },
  )
  .post(
    '/recovery/sms',
    allow('anyone'),
    body(ProveMobile, (c, errors, values) =>
      mobilePage(c, { values: typedText(values), errors, status: wrong }),
    ),
    async (c) => {
      const input = c.req.valid('json')
      const proved = await proveMobile(c, input)
      if (proved.ok) return c.redirect('/recovery/password', 303)
      return mobilePage(c, { values: { mobile: input.mobile }, refused: proved.error })
    },
  )

  .get('/recovery/password', allow('anyone'), (c) => passwordPage(c))
  .post(
    '/recovery/password',
    allow('anyone'),
    body(NewPassword, (c, errors) => passwordPage(c, { errors, status: wrong })),
    async (c) => {
      const set = await setPassword(c, c.req.valid('json'))
      return set.ok ? c.redirect('/recovery/done', 303) : passwordPage(c, { refused: set.error })
    },
  )
  .get('/recovery/done', allow('anyone'), (c) => donePage(c))
  .get('/recovery/expired', allow('anyone'), (c) => flowExpired(c, '/recovery'))

function refuse(c: Context<Env>, error: RecoveryError) {
  const { reason, refusal } = refusalOf(error)
  return problem(c, { [reason]: refusal }, reason)
}

/** What the page asks while it waits for the phone. */
export const recoveryApi = new Hono<Env>().get(
  '/current/face',
  allow('anyone'),
  answers(
    'How the face check of this browser’s recovery stands; `next` once it is settled',
    { 200: FaceCheck },
    { ...refusals, ...partnerRefusals('alipay') },
  ),
  async (c) => {
    const read = await readFace(c)
    return read.ok ? c.json(read.value) : refuse(c, read.error)
  },
)
