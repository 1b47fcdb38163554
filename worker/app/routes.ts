/** The app API: the government app's backend answers the codes that people scan, and asks for their units. */
import { type Context, Hono } from 'hono'
import {
  type AppReason,
  appRefusals,
  ConfirmScan,
  ListUnits,
  MyUnits,
  RefuseScan,
  Scan,
  ScanSettled,
} from '../../schema/app.ts'
import type { Asks } from '../challenges/face.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { problem } from '../lib/problem.ts'
import { answers } from '../lib/route.ts'
import { allowClient } from '../oidc/allow-client.ts'
import { refuseWaiting, type Asks as WaitingAsks } from '../waiting/acts.ts'
import { readAssertion } from './assertion.ts'
import { confirmFace, refuseFace } from './face-scans.ts'
import { type Scanned, scannedBy } from './scanned.ts'
import { confirmSignIn, unitsFor } from './sign-in-scans.ts'

const refuse = (c: Context<Env>, reason: AppReason) => problem(c, appRefusals, reason)

const TITLES = { unit: '登录单位账号', person: '登录个人账号' } as const

/** What the phone shows of it. */
function shown(scanned: Scanned) {
  if (scanned.purpose === 'face') return JSON.parse(scanned.row.asks) as Asks
  const { account, asks } = scanned.row
  return { title: TITLES[account], account, ...(JSON.parse(asks) as WaitingAsks) }
}

export const appApi = new Hono<Env>()
  .get(
    '/scans/:code',
    allowClient('app'),
    answers('What a scanned code asks for', { 200: Scan }, appRefusals),
    async (c) => {
      const found = await scannedBy(c.env, c.var.now, c.req.param('code'))
      if (!found.ok) return refuse(c, found.error)
      const { purpose, row } = found.value
      const scan = {
        ...{ purpose, ...shown(found.value), site: new URL(c.env.ORIGIN).host },
        expiresAt: new Date(row.expires_at).toISOString(),
      }
      return c.json(scan satisfies Scan)
    },
  )
  .post(
    '/scans/:code/confirm',
    allowClient('app'),
    answers('The person agreed; for a face it was verified, too', { 200: ScanSettled }, appRefusals),
    body(ConfirmScan),
    async (c) => {
      const { env, var: own } = c
      const code = c.req.param('code')
      const { personAssertion, unitNumber } = c.req.valid('json')
      const found = await scannedBy(env, own.now, code)
      if (!found.ok) return refuse(c, found.error)
      const asserted = await readAssertion(env, own.now, own.client, { scan: code }, personAssertion)
      if (!asserted.ok) return refuse(c, asserted.error)
      const { purpose, row } = found.value
      const settled =
        purpose === 'face'
          ? await confirmFace(env, own.now, row, asserted.value)
          : await confirmSignIn(env, own.origin, own.now, row, asserted.value, unitNumber)
      return settled.ok ? c.json({ status: settled.value }) : refuse(c, settled.error)
    },
  )
  .post(
    '/scans/:code/refuse',
    allowClient('app'),
    answers('The person said no, or their face did not pass', { 200: ScanSettled }, appRefusals),
    body(RefuseScan),
    async (c) => {
      const { env, var: own } = c
      const code = c.req.param('code')
      const { personAssertion, reason } = c.req.valid('json')
      const found = await scannedBy(env, own.now, code)
      if (!found.ok) return refuse(c, found.error)
      const asserted = await readAssertion(env, own.now, own.client, { scan: code }, personAssertion)
      if (!asserted.ok) return refuse(c, asserted.error)
      const { purpose, row } = found.value
      if (purpose === 'face') {
        const settled = await refuseFace(env, own.now, row, asserted.value, reason)
        return settled.ok ? c.json({ status: settled.value }) : refuse(c, settled.error)
      }
      return (await refuseWaiting(env, own.now, row.id))
        ? c.json({ status: 'refused' as const })
        : refuse(c, 'scan_settled')
    },
  )
  .post(
    '/my-units',
    allowClient('app'),
    answers(
      'The units that the person may sign in for; `act` is `list_units`',
      { 200: MyUnits },
      appRefusals,
    ),
    body(ListUnits),
    async (c) => {
      const { personAssertion } = c.req.valid('json')
      const { env, var: own } = c
      const asserted = await readAssertion(env, own.now, own.client, { act: 'list_units' }, personAssertion)
      if (!asserted.ok) return refuse(c, asserted.error)
      const found = await unitsFor(env, own.now, asserted.value)
      if (!found.ok) return refuse(c, found.error)
      const units = found.value.map(({ name, unit_number, role }) => ({
        name,
        unitNumber: unit_number,
        role,
      }))
      return c.json({ units } satisfies MyUnits)
    },
  )
