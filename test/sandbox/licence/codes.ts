/** The licences on people's phones, and the codes that wait to be scanned. */
import { randomBytes } from 'node:crypto'
import * as v from 'valibot'

const Filled = v.pipe(v.string(), v.minLength(1))
export const SandboxLicence = v.object({
  ...{ id: Filled, creditCode: Filled, unitName: Filled, legalRepresentativeName: Filled },
})

export interface LicenceRow {
  id: string
  credit_code: string
  unit_name: string
  legal_name: string
  note: string
}

export interface CodeRow {
  ticket: string
  site: string
  device: string
  place: string
  state: '0' | '1' | '2'
  auth_code: string | null
  ends_at: number
}

/** A code waits five minutes to be scanned. */
const CODE_MS = 5 * 60_000

const random = () => randomBytes(24).toString('base64url')

export const saveLicence = (db: D1Database, licence: v.InferOutput<typeof SandboxLicence>) =>
  db
    .prepare('INSERT OR REPLACE INTO licences VALUES (?, ?, ?, ?, ?)')
    .bind(licence.id, licence.creditCode, licence.unitName, licence.legalRepresentativeName, '')
    .run()

export const demoLicences = async (db: D1Database) =>
  (await db.prepare("SELECT * FROM licences WHERE note <> '' ORDER BY id").all<LicenceRow>()).results

export async function openCode(db: D1Database, asks: { site: string; device: string; place: string }) {
  const ticket = random()
  const ends_at = Date.now() + CODE_MS
  await db
    .prepare('INSERT INTO licence_codes (ticket, site, device, place, ends_at) VALUES (?, ?, ?, ?, ?)')
    .bind(ticket, asks.site, asks.device, asks.place, ends_at)
    .run()
  return { ticket, ends_at }
}

export const findCode = (db: D1Database, ticket: string) =>
  db.prepare('SELECT * FROM licence_codes WHERE ticket = ?').bind(ticket).first<CodeRow>()

/** Codes that wait for a phone, newest first. */
export const waitingCodes = async (db: D1Database) =>
  (
    await db
      .prepare("SELECT * FROM licence_codes WHERE state = '0' AND ends_at > ? ORDER BY ends_at DESC LIMIT 8")
      .bind(Date.now())
      .all<CodeRow>()
  ).results

/** Answers a code that waits, once; no licence means that the holder refused. */
export async function answerCode(
  db: D1Database,
  ticket: string,
  answer: { licence: string; trust: number } | null,
): Promise<boolean> {
  const changed = await db
    .prepare(
      `UPDATE licence_codes SET state = ?2, licence = ?3, trust = ?4, auth_code = ?5
       WHERE ticket = ?1 AND state = '0' AND ends_at > ?6`,
    )
    .bind(
      ...[ticket, answer ? '1' : '2', answer?.licence ?? null, answer?.trust ?? null],
      ...[answer ? random() : null, Date.now()],
    )
    .run()
  return changed.meta.changes === 1
}

/** The licence behind a one-time code: given out once. */
export async function exchangeCode(db: D1Database, authCode: string) {
  const taken = await db
    .prepare('UPDATE licence_codes SET used = 1 WHERE auth_code = ? AND used = 0 RETURNING licence, trust')
    .bind(authCode)
    .first<{ licence: string; trust: number }>()
  if (!taken) return undefined
  const row = await db.prepare('SELECT * FROM licences WHERE id = ?').bind(taken.licence).first<LicenceRow>()
  return row ? { row, trust: taken.trust } : undefined
}
