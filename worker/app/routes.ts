/** The app API: the government app's backend answers the codes that people scan. */
import { type Context, Hono } from 'hono'
import type { AppReason } from '../../schema/app.ts'
import { appRefusals, ConfirmScan, RefuseScan, Scan, ScanSettled } from '../../schema/app.ts'
import { type Asks, faceOf, findScan, type Subject, settle } from '../challenges/face.ts'
import { faceStatus } from '../challenges/rules.ts'
import type { FaceRow } from '../challenges/store.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { problem } from '../lib/problem.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { answers } from '../lib/route.ts'
import { sealer } from '../lib/sealed.ts'
import { allowClient } from '../oidc/allow-client.ts'
import { readAssertion } from './assertion.ts'
import { whenPassed } from './faces.ts'

/** The scan that a code stands for, while it waits for an answer. */
async function waiting(c: Context<Env>, code: string): Promise<Result<FaceRow, AppReason>> {
  const face = await findScan(c.env, code)
  if (face?.method !== 'app') return fail('scan_unknown')
  const status = faceStatus(face.status, face.expires_at, c.var.now)
  if (status === 'expired') return fail('scan_expired')
  return status === 'pending' ? ok(face) : fail('scan_settled')
}

/** Whether this is the person whose face the check waits for, by document and name. */
async function isAsked(c: Context<Env>, face: FaceRow, person: Subject): Promise<boolean> {
  const { indexes } = await sealer(c.env.SEALING_KEYS)
  return (await indexes(faceOf(person), 'face')).includes(face.subject_index)
}

const refuse = (c: Context<Env>, reason: AppReason) => problem(c, appRefusals, reason)

export const appApi = new Hono<Env>()
  .get(
    '/scans/:code',
    allowClient('app'),
    answers('What a scanned code asks for', { 200: Scan }, appRefusals),
    async (c) => {
      const found = await waiting(c, c.req.param('code'))
      if (!found.ok) return refuse(c, found.error)
      const expiresAt = new Date(found.value.expires_at).toISOString()
      const scan = {
        purpose: 'face',
        ...(JSON.parse(found.value.asks) as Asks),
        site: new URL(c.env.ORIGIN).host,
        expiresAt,
      } as const
      return c.json(scan satisfies Scan)
    },
  )
  .post(
    '/scans/:code/confirm',
    allowClient('app'),
    answers('The person agreed and their face was verified', { 200: ScanSettled }, appRefusals),
    body(ConfirmScan),
    async (c) => {
      const code = c.req.param('code')
      const found = await waiting(c, code)
      if (!found.ok) return refuse(c, found.error)
      const asserted = await readAssertion(
        c.env,
        c.var.now,
        c.var.client,
        code,
        c.req.valid('json').personAssertion,
      )
      if (!asserted.ok) return refuse(c, asserted.error)
      const { person, amr } = asserted.value
      if (!amr.includes('face')) return refuse(c, 'assertion_invalid')

      const same = await isAsked(c, found.value, person)
      const status = same ? 'passed' : 'other_person'
      const passed = whenPassed(c.env.DB, found.value, c.var.now)
      const done = await settle(c.env, c.var.now, found.value.id, status, passed)
      if (!done) return refuse(c, 'scan_settled')
      return same ? c.json({ status }) : refuse(c, 'scan_other_person')
    },
  )
  .post(
    '/scans/:code/refuse',
    allowClient('app'),
    answers('The person said no, or their face did not pass', { 200: ScanSettled }, appRefusals),
    body(RefuseScan),
    async (c) => {
      const code = c.req.param('code')
      const found = await waiting(c, code)
      if (!found.ok) return refuse(c, found.error)
      const { personAssertion, reason } = c.req.valid('json')
      const asserted = await readAssertion(c.env, c.var.now, c.var.client, code, personAssertion)
      if (!asserted.ok) return refuse(c, asserted.error)
      // A stranger's no is no answer: whoever got hold of the code cannot use up the tries of whom it is for.
      if (!(await isAsked(c, found.value, asserted.value.person))) return refuse(c, 'scan_other_person')
      const done = await settle(c.env, c.var.now, found.value.id, reason, [])
      return done ? c.json({ status: reason }) : refuse(c, 'scan_settled')
    },
  )
