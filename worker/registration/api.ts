/** Registration as JSON: start, prove the face, prove the mobile, done. The cookie carries which one. */
import { type Context, Hono } from 'hono'
import { ChooseFace, CodeSent, FaceCheck, SendCode } from '../../schema/challenges.ts'
import { Registration, SetAccount, StartPerson, StartUnit } from '../../schema/registration.ts'
import { methodsFor } from '../challenges/face.ts'
import { FLOW_MS } from '../flows/rules.ts'
import { allow } from '../lib/allow.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { problem } from '../lib/problem.ts'
import { answers } from '../lib/route.ts'
import { partnerRefusals } from '../partners/index.ts'
import { askFace, readFace, sendAccountCode, setAccount } from './acts.ts'
import { type Current, current, setRegistrationCookie } from './current.ts'
import { type RegistrationError, refusalOf, refusals } from './refusal.ts'
import { startPerson, startUnit } from './start.ts'

const shown = (r: Pick<Current, 'kind' | 'step' | 'expiresAt' | 'typed' | 'unitNumber'>): Registration => ({
  kind: r.kind,
  step: r.step,
  expiresAt: new Date(r.expiresAt).toISOString(),
  faceMethods: r.step === 'done' ? [] : methodsFor(r.typed.documentType),
  ...(r.unitNumber && { unitNumber: r.unitNumber }),
})

export function refuse(c: Context<Env>, error: RegistrationError) {
  const { reason, refusal } = refusalOf(error)
  return problem(c, { [reason]: refusal }, reason)
}

export const registrationApi = new Hono<Env>()
  .post(
    '/person',
    allow('anyone'),
    answers(
      'Start the registration of a person',
      { 201: Registration },
      { ...refusals, ...partnerRefusals('population') },
    ),
    body(StartPerson),
    async (c) => {
      const input = c.req.valid('json')
      const started = await startPerson(c.env, c.var.origin, c.var.now, input)
      if (!started.ok) return refuse(c, started.error)
      setRegistrationCookie(c, started.value.token)
      return c.json(
        shown({ kind: 'person', step: 'face', expiresAt: c.var.now + FLOW_MS, typed: input }),
        201,
      )
    },
  )
  .post(
    '/unit',
    allow('anyone'),
    answers('Start the registration of a unit, by its legal representative', { 201: Registration }, refusals),
    body(StartUnit),
    async (c) => {
      const input = c.req.valid('json')
      const started = await startUnit(c.env, c.var.origin, c.var.now, input)
      if (!started.ok) return refuse(c, started.error)
      setRegistrationCookie(c, started.value.token)
      return c.json(shown({ kind: 'unit', step: 'face', expiresAt: c.var.now + FLOW_MS, typed: input }), 201)
    },
  )
  .get(
    '/current',
    allow('anyone'),
    answers('Where the running registration stands', { 200: Registration }, refusals),
    async (c) => {
      const found = await current(c)
      return found.ok ? c.json(shown(found.value)) : refuse(c, found.error)
    },
  )
  .post(
    '/current/face',
    allow('anyone'),
    answers('Open a face check', { 201: FaceCheck }, { ...refusals, ...partnerRefusals('alipay') }),
    body(ChooseFace),
    async (c) => {
      const asked = await askFace(c, c.req.valid('json').method)
      return asked.ok ? c.json(asked.value, 201) : refuse(c, asked.error)
    },
  )
  .get(
    '/current/face',
    allow('anyone'),
    answers(
      'How the face check stands; `next` once it is settled',
      { 200: FaceCheck },
      { ...refusals, ...partnerRefusals('alipay') },
    ),
    async (c) => {
      const read = await readFace(c)
      return read.ok ? c.json(read.value) : refuse(c, read.error)
    },
  )
  .post(
    '/current/sms',
    allow('anyone'),
    answers('Send a code to the mobile', { 202: CodeSent }, { ...refusals, ...partnerRefusals('sms') }),
    body(SendCode),
    async (c) => {
      const sent = await sendAccountCode(c, c.req.valid('json').mobile)
      return sent.ok ? c.json(sent.value, 202) : refuse(c, sent.error)
    },
  )
  .post(
    '/current/account',
    allow('anyone'),
    answers('Set mobile and password: the account exists after this', { 201: Registration }, refusals),
    body(SetAccount),
    async (c) => {
      const made = await setAccount(c, c.req.valid('json'))
      return made.ok ? c.json(shown(made.value), 201) : refuse(c, made.error)
    },
  )
