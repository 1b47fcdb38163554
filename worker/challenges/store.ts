/** Every SQL statement on face checks and SMS codes. */
import type { FaceMethod, FaceStatus } from '../../schema/challenges.ts'
import { CODE_LIMITS, CODES_PER_FLOW, FACE_TRIES } from './rules.ts'

export interface NewCode {
  id: string
  /** The registration (or other flow) that it proves something for. */
  owner: string
  mobileIndex: string
  mobileIndexes: string[]
  codeHash: string
  now: number
  expiresAt: number
}

/** Whether a number may be sent one more, by each of the limits. */
export const ROOM = CODE_LIMITS.map(
  ({
    within,
    most,
  }) => `(SELECT count(*) FROM sms_code WHERE mobile_index IN (SELECT value FROM json_each(?7))
    AND created_at > ?5 - ${within}) < ${most}`,
).join(' AND ')

/** Reserves one code for a number within its limits; follow it with `mustChange`. */
export const reserveCode = (db: D1Database, code: NewCode) =>
  db
    .prepare(
      `INSERT INTO sms_code (id, owner, mobile_index, code_hash, created_at, expires_at)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE ${ROOM}
         AND (SELECT count(*) FROM sms_code WHERE owner = ?2) < ${CODES_PER_FLOW}`,
    )
    .bind(
      ...[code.id, code.owner, code.mobileIndex, code.codeHash, code.now, code.expiresAt],
      JSON.stringify(code.mobileIndexes),
    )

/** Whether a flow may be sent one more, as far as it is concerned. */
export const hasCodesLeft = async (db: D1Database, owner: string) =>
  (await db
    .prepare(`SELECT 1 WHERE (SELECT count(*) FROM sms_code WHERE owner = ?) < ${CODES_PER_FLOW}`)
    .bind(owner)
    .first()) !== null

/** Gives a reservation back when nothing was sent. */
export const releaseCode = (db: D1Database, id: string) =>
  db.prepare('DELETE FROM sms_code WHERE id = ?').bind(id)

export interface CodeRow {
  id: string
  mobile_index: string
  code_hash: string
  tries: number
  expires_at: number
  used_at: number | null
}

/** Counts a try of the flow's latest code before it is compared, so that parallel guesses count as well. */
export const tryCode = (db: D1Database, owner: string) =>
  db
    .prepare(
      `UPDATE sms_code SET tries = tries + 1
       WHERE id = (SELECT id FROM sms_code WHERE owner = ? ORDER BY created_at DESC, id DESC LIMIT 1)
       RETURNING id, mobile_index, code_hash, tries, expires_at, used_at`,
    )
    .bind(owner)
    .first<CodeRow>()

/** Uses a code up; follow it with `mustChange` in the batch of what it is used for. */
export const useCode = (db: D1Database, id: string, now: number) =>
  db
    .prepare('UPDATE sms_code SET used_at = ?2 WHERE id = ?1 AND used_at IS NULL AND expires_at > ?2')
    .bind(id, now)

export const isCodeUsed = async (db: D1Database, id: string) =>
  (await db.prepare('SELECT 1 FROM sms_code WHERE id = ? AND used_at IS NOT NULL').bind(id).first()) !== null

export interface FaceRow {
  id: string
  owner: string
  flow: string
  method: FaceMethod
  subject_index: string
  ticket: string
  url: string
  asks: string
  status: Exclude<FaceStatus, 'expired'>
  expires_at: number
}

export interface NewFace {
  id: string
  owner: string
  flow: string
  method: FaceMethod
  subjectIndex: string
  asks: string
  now: number
  expiresAt: number
}

/** Opens a check while the flow has tries left; follow it with `mustChange`. The partner fills ticket and URL. */
export const openFace = (db: D1Database, face: NewFace) =>
  db
    .prepare(
      `INSERT INTO face_check
         (id, owner, method, subject_index, ticket, url, asks, status, asked_at, created_at, expires_at, flow)
       SELECT ?1, ?2, ?3, ?4, '', '', ?7, 'pending', ?5, ?5, ?6, ?8
       WHERE (SELECT count(*) FROM face_check WHERE owner = ?2) < ${FACE_TRIES}`,
    )
    .bind(face.id, face.owner, face.method, face.subjectIndex, face.now, face.expiresAt, face.asks, face.flow)

/** Gives a try back when the partner opened nothing. */
export const releaseFace = (db: D1Database, id: string) =>
  db.prepare('DELETE FROM face_check WHERE id = ?').bind(id)

export const fillFace = (db: D1Database, id: string, ticket: string, url: string) =>
  db.prepare('UPDATE face_check SET ticket = ?2, url = ?3 WHERE id = ?1').bind(id, ticket, url)

/** The flow's latest check that a phone can answer. */
export const latestFace = (db: D1Database, owner: string) =>
  db
    .prepare(
      `SELECT * FROM face_check WHERE owner = ? AND url <> '' ORDER BY created_at DESC, id DESC LIMIT 1`,
    )
    .bind(owner)
    .first<FaceRow>()

export const findFace = (db: D1Database, id: string) =>
  db.prepare('SELECT * FROM face_check WHERE id = ?').bind(id).first<FaceRow>()

/** True for one caller at a time: who may ask the partner now. */
export const claimAsking = async (db: D1Database, id: string, now: number, every: number) =>
  (await db
    .prepare(
      `UPDATE face_check SET asked_at = ?2 WHERE id = ?1 AND status = 'pending' AND asked_at <= ?2 - ?3 RETURNING id`,
    )
    .bind(id, now, every)
    .first()) !== null

/** Settles a check once, within its time; follow it with `mustChange`. */
export const settleFace = (
  db: D1Database,
  id: string,
  status: Exclude<FaceStatus, 'expired' | 'pending'>,
  now: number,
) =>
  db
    .prepare(`UPDATE face_check SET status = ?2 WHERE id = ?1 AND status = 'pending' AND expires_at > ?3`)
    .bind(id, status, now)

/** Codes stay a day for the limits per number; face checks as long as their flow. */
export const cleanChallenges = (db: D1Database, now: number) => [
  db
    .prepare('DELETE FROM sms_code WHERE id IN (SELECT id FROM sms_code WHERE expires_at < ? LIMIT 1000)')
    .bind(now - CODE_LIMITS[2].within),
  db
    .prepare('DELETE FROM face_check WHERE id IN (SELECT id FROM face_check WHERE expires_at < ? LIMIT 1000)')
    .bind(now - 60 * 60_000),
]
