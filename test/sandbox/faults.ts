import { createMiddleware } from 'hono/factory'
import type { Env } from './env.ts'

/**
 * Faults on demand:
 * - `timeout` holds the call for twenty seconds and does nothing; `500` does nothing either
 * - `late` does the work and answers after `delayMs`; `twice` does the work two times and answers once
 * - `bad_signature` answers with a broken signature; `nonsense` answers a web page with status 200
 * - `deny` refuses in the partner's own words
 */
export const FAULTS = ['timeout', '500', 'late', 'twice', 'bad_signature', 'nonsense', 'deny'] as const
// The province's sign-in has calls that follow each other at once, so each kind can be made to fail by itself.
const SSO = ['sso', 'sso_metadata', 'sso_userinfo'] as const
export const PARTNERS = [
  'alipay',
  'sms',
  'population',
  'app',
  'legacy',
  ...SSO,
  'licence',
  'express',
] as const
export type FaultName = (typeof FAULTS)[number]
export type PartnerName = (typeof PARTNERS)[number]
export type Fault = { name: FaultName; delayMs: number }

const HELD_MS = 20_000
const WEB_PAGE = '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>'

/** Takes the next ordered fault of a partner and counts the call. */
export async function takeFault(db: D1Database, partner: PartnerName): Promise<Fault | undefined> {
  const [taken] = await db.batch<{ fault: FaultName; delay_ms: number }>([
    db
      .prepare(
        `UPDATE faults SET remaining = remaining - 1
         WHERE id = (SELECT id FROM faults WHERE partner = ? AND remaining > 0 ORDER BY id LIMIT 1)
         RETURNING fault, delay_ms`,
      )
      .bind(partner),
    db.prepare('INSERT INTO calls VALUES (?, 1) ON CONFLICT DO UPDATE SET count = count + 1').bind(partner),
  ])
  const row = taken?.results[0]
  return row && { name: row.fault, delayMs: row.delay_ms }
}

/** Carries out the faults that look the same for every partner; the others are left in `c.var.fault`. */
export const faulty = (partner: PartnerName) =>
  createMiddleware<Env>(async (c, next) => {
    const fault = await takeFault(c.env.DB, partner)
    c.set('fault', fault)
    if (fault?.name === '500') return c.html(WEB_PAGE, 500)
    if (fault?.name === 'nonsense') return c.html(WEB_PAGE)
    if (fault?.name === 'timeout') {
      await scheduler.wait(HELD_MS)
      return c.html(WEB_PAGE, 504)
    }
    await next()
    if (fault?.name === 'late') await scheduler.wait(fault.delayMs)
  })

/** Remembers a nonce; false when it was seen before. */
export async function isNewNonce(db: D1Database, partner: PartnerName, nonce: string, now: number) {
  const stored = await db
    .prepare('INSERT INTO nonces VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
    .bind(partner, nonce, now)
    .run()
  return stored.meta.changes === 1
}
