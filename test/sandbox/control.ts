import { Hono } from 'hono'
import { validator } from 'hono/validator'
import * as v from 'valibot'
import { OUTCOMES, settle, waitingChecks } from './alipay/checks.ts'
import { age, inbox } from './aliyun/messages.ts'
import { ACTS, decide, resolve } from './app/hall.ts'
import type { Env } from './env.ts'
import { FAULTS, PARTNERS } from './faults.ts'
import { ageAsked, CARRIERS, type Com, moveParcel, STEP_NAMES, saveParcel } from './kuaidi100/parcels.ts'
import { LegacyAccount, saveAccount } from './legacy/accounts.ts'
import { answerCode, SandboxLicence, saveLicence } from './licence/codes.ts'
import { SsoAccount, saveSsoAccount } from './sso/accounts.ts'

const Filled = v.pipe(v.string(), v.minLength(1))
const Faults = v.object({
  partner: v.picklist(PARTNERS),
  fault: v.picklist(FAULTS),
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
  /** For `late`, in milliseconds. */
  delayMs: v.optional(v.number(), 2_000),
})
const Named = v.object({ name: Filled, documentNumber: Filled })
const Population = v.object({
  people: v.optional(v.array(Named), []),
  mismatches: v.optional(v.array(Filled), []),
  unknown: v.optional(v.picklist(['match', 'no_match'])),
})
const Scanned = v.object({
  /** The scan's code, or the whole link of its QR code. */
  code: v.pipe(
    Filled,
    v.transform((code) => code.replace(/^.*\/app\/scan\//, '')),
  ),
  person: v.object({ name: Filled, documentType: Filled, documentNumber: Filled }),
  act: v.picklist(ACTS),
  purpose: v.optional(v.picklist(['face', 'sign_in']), 'face'),
  unitNumber: v.optional(v.string()),
})
/** Without a licence the holder refused. */
const LicenceScan = v.object({
  /** The code's ticket, or the whole link of its QR code. */
  ticket: v.pipe(
    Filled,
    v.transform((ticket) => ticket.replace(/^.*\/licence\/scan\//, '')),
  ),
  licence: v.optional(Filled),
  trust: v.optional(v.number(), 3),
})
const ParcelSteps = v.object({
  com: v.picklist(Object.keys(CARRIERS) as Com[]),
  num: Filled,
  phone: v.optional(v.string(), ''),
  /** In their order, at the moment of the call where none is given; `words` in place of the usual ones. */
  steps: v.array(
    v.object({ step: v.picklist(STEP_NAMES), at: v.optional(v.number()), words: v.optional(Filled) }),
  ),
})
const Aged = v.object({ seconds: v.number(), mobile: v.optional(v.string()) })

const json = <T>(schema: v.GenericSchema<unknown, T>) =>
  validator('json', (value, c) => {
    const parsed = v.safeParse(schema, value)
    if (parsed.success) return parsed.output
    return c.json({ wrong: parsed.issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`) }, 400)
  })

const EMPTIED = [
  'face_checks',
  'messages',
  'register_people',
  'register_mismatches',
  'legacy_tickets',
  'sso_codes',
  'sso_tokens',
  'sso_tickets',
  'licence_codes',
  'parcels',
  'parcel_lines',
  'nonces',
  'faults',
  'calls',
]

/** The tests' way in: what the phone shows as JSON, and faults on demand. Open to all, like the phone. */
export const control = new Hono<Env>()
  .get('/sms', async (c) => {
    const messages = await inbox(c.env.DB, c.req.query('mobile'))
    return c.json(messages.map((m) => ({ ...m, params: JSON.parse(m.params) as Record<string, string> })))
  })
  .post('/sms/age', json(Aged), async (c) => {
    const { seconds, mobile } = c.req.valid('json')
    await age(c.env.DB, seconds, mobile)
    return c.body(null, 204)
  })
  .get('/calls', async (c) => {
    const rows = await c.env.DB.prepare('SELECT partner, count FROM calls').all<{
      partner: string
      count: number
    }>()
    return c.json(Object.fromEntries(rows.results.map(({ partner, count }) => [partner, count])))
  })
  .post('/faults', json(Faults), async (c) => {
    const { partner, fault, times, delayMs } = c.req.valid('json')
    await c.env.DB.prepare('INSERT INTO faults (partner, fault, remaining, delay_ms) VALUES (?, ?, ?, ?)')
      .bind(partner, fault, times, delayMs)
      .run()
    return c.body(null, 204)
  })
  .get('/alipay', async (c) => c.json(await waitingChecks(c.env.DB)))
  .post('/alipay/:certifyId', json(v.object({ outcome: v.picklist(OUTCOMES) })), async (c) => {
    const settled = await settle(c.env.DB, c.req.param('certifyId'), c.req.valid('json').outcome)
    return settled ? c.body(null, 204) : c.json({ wrong: ['no open check of this id'] }, 409)
  })
  .post('/population', json(Population), async (c) => {
    const { people, mismatches, unknown } = c.req.valid('json')
    const db = c.env.DB
    await db.batch([
      ...people.map(({ name, documentNumber }) =>
        db.prepare('INSERT OR REPLACE INTO register_people VALUES (?, ?)').bind(documentNumber, name),
      ),
      ...mismatches.map((number) =>
        db.prepare('INSERT OR IGNORE INTO register_mismatches VALUES (?)').bind(number),
      ),
      db
        .prepare("UPDATE settings SET value = coalesce(?, value) WHERE key = 'unknown_person'")
        .bind(unknown ?? null),
    ])
    return c.body(null, 204)
  })
  .post('/legacy', json(LegacyAccount), async (c) => {
    await saveAccount(c.env.DB, c.req.valid('json'))
    return c.body(null, 204)
  })
  .post('/sso', json(SsoAccount), async (c) => {
    await saveSsoAccount(c.env.DB, c.req.valid('json'))
    return c.body(null, 204)
  })
  /** Claims that the next ID tokens get over their own. */
  .post('/sso/claims', json(v.record(v.string(), v.unknown())), async (c) => {
    await c.env.DB.prepare("UPDATE settings SET value = ? WHERE key = 'sso_claims'")
      .bind(JSON.stringify(c.req.valid('json')))
      .run()
    return c.body(null, 204)
  })
  .post('/licence', json(SandboxLicence), async (c) => {
    await saveLicence(c.env.DB, c.req.valid('json'))
    return c.body(null, 204)
  })
  .post('/licence/scan', json(LicenceScan), async (c) => {
    const { ticket, licence, trust } = c.req.valid('json')
    const settled = await answerCode(c.env.DB, ticket, licence === undefined ? null : { licence, trust })
    return settled ? c.body(null, 204) : c.json({ wrong: ['no open code of this ticket'] }, 409)
  })
  .post('/express', json(ParcelSteps), async (c) => {
    const { com, num, phone, steps } = c.req.valid('json')
    await saveParcel(c.env.DB, com, num, phone)
    for (const { step, at, words } of steps)
      await moveParcel(c.env.DB, com, num, step, at ?? Date.now(), words)
    return c.body(null, 204)
  })
  .post('/express/age', json(v.object({ minutes: v.number() })), async (c) => {
    await ageAsked(c.env.DB, c.req.valid('json').minutes)
    return c.body(null, 204)
  })
  .get('/app/scans/:code', async (c) => c.json(await resolve(c.env, c.req.param('code'))))
  .post('/app/scans', json(Scanned), async (c) => {
    const { code, ...decision } = c.req.valid('json')
    return c.json(await decide(c.env, code, decision))
  })
  .post('/reset', async (c) => {
    const db = c.env.DB
    await db.batch([
      ...EMPTIED.map((table) => db.prepare(`DELETE FROM ${table}`)),
      db.prepare("UPDATE settings SET value = 'match' WHERE key = 'unknown_person'"),
      db.prepare("UPDATE settings SET value = '{}' WHERE key = 'sso_claims'"),
    ])
    return c.body(null, 204)
  })
