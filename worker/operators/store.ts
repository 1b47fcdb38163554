/** The SQL on a unit's operators as those see them who keep them. Every change is a condition of its batch. */
import type { Role } from '../../schema/session.ts'

export interface OperatorRow {
  id: string
  person_id: string | null
  role: Role
  document_sealed: string | null
  name_sealed: string
  mobile_sealed: string | null
  scope: string | null
  acts_from: number
  acts_until: number
  suspended: number
  granted_by: string | null
  /** Items asked for and not yet decided (JSON). */
  asked: string | null
}

const COLUMNS = `o.id, o.person_id, o.role, o.document_sealed, o.name_sealed, o.mobile_sealed, o.scope, o.acts_from,
  o.acts_until, o.suspended, o.granted_by, r.items AS asked`
const FROM = `FROM operator o LEFT JOIN scope_request r ON r.unit_id = o.unit_id AND r.operator_id = o.id`

/** The unit's operators, the oldest first; twelve at the most. */
export async function listOperators(db: D1Database, unitId: string) {
  const { results } = await db
    .prepare(`SELECT ${COLUMNS} ${FROM} WHERE o.unit_id = ? ORDER BY o.created_at, o.id`)
    .bind(unitId)
    .all<OperatorRow>()
  return results
}

export const findOperator = (db: D1Database, unitId: string, id: string) =>
  db
    .prepare(`SELECT ${COLUMNS} ${FROM} WHERE o.unit_id = ? AND o.id = ?`)
    .bind(unitId, id)
    .first<OperatorRow>()

/** When the legal representative agreed to have several operators; null while nobody did. */
export const noticeAgreedAt = (db: D1Database, unitId: string) =>
  db
    .prepare('SELECT agreed_at FROM operators_notice WHERE unit_id = ?')
    .bind(unitId)
    .first<number>('agreed_at')

export const agreeToNotice = (db: D1Database, unitId: string, operatorId: string, now: number) =>
  db
    .prepare('INSERT INTO operators_notice (unit_id, operator_id, agreed_at) VALUES (?, ?, ?)')
    .bind(unitId, operatorId, now)

/** Who changes whose grant, and when. The row must be in the role that it was read in. */
export interface Change {
  unitId: string
  id: string
  was: Role
  by: string
  now: number
}

const keys = ({ unitId, id, was, by, now }: Omit<Change, 'by'> & { by: string | null }) => [
  unitId,
  id,
  was,
  by,
  now,
]
const WHERE = 'WHERE unit_id = ?1 AND id = ?2 AND role = ?3'
/** Whoever changes a grant answers for it from then on. */
const SIGNED = 'granted_by = ?4, changed_by = ?4, changed_at = ?5'

export const setScope = (db: D1Database, change: Change, scope: readonly string[]) =>
  db
    .prepare(`UPDATE operator SET scope = ?6, ${SIGNED} ${WHERE}`)
    .bind(...keys(change), JSON.stringify(scope))

export const setTerm = (db: D1Database, change: Change, term: { actsFrom: number; actsUntil: number }) =>
  db
    .prepare(`UPDATE operator SET acts_from = ?6, acts_until = ?7, ${SIGNED} ${WHERE}`)
    .bind(...keys(change), term.actsFrom, term.actsUntil)

export const setRole = (db: D1Database, change: Change, role: Role, scope: readonly string[] | null) =>
  db
    .prepare(`UPDATE operator SET role = ?6, scope = ?7, ${SIGNED} ${WHERE}`)
    .bind(...keys(change), role, scope && JSON.stringify(scope))

/** Lets somebody go on whose granter is gone; they act within the term of whoever confirms it now. */
export const resume = (db: D1Database, change: Change, term: { actsFrom: number; actsUntil: number }) =>
  db
    .prepare(
      `UPDATE operator SET suspended = 0, acts_from = ?6, acts_until = ?7, ${SIGNED} ${WHERE} AND suspended = 1`,
    )
    .bind(...keys(change), term.actsFrom, term.actsUntil)

/** The first signs the row, so that the history tells who removed it: an operator, or nobody where it was the counter. */
export const remove = (db: D1Database, change: Omit<Change, 'by'> & { by: string | null }) => [
  db.prepare(`UPDATE operator SET changed_by = ?4, changed_at = ?5 ${WHERE}`).bind(...keys(change)),
  db.prepare(`DELETE FROM operator ${WHERE}`).bind(change.unitId, change.id, change.was),
]

/** The lock on the account goes with it. */
export const forgetLock = (db: D1Database, id: string) =>
  db.prepare('DELETE FROM sign_in_attempt WHERE account = ?').bind(id)

export const askScope = (db: D1Database, unitId: string, id: string, items: readonly string[], now: number) =>
  db
    .prepare(
      `INSERT INTO scope_request (unit_id, operator_id, items, created_at) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT (unit_id, operator_id) DO UPDATE SET items = ?3, created_at = ?4`,
    )
    .bind(unitId, id, JSON.stringify(items), now)

/** The request as it was read; another one asked meanwhile stays. */
export const dropRequest = (db: D1Database, unitId: string, id: string, items: string) =>
  db
    .prepare('DELETE FROM scope_request WHERE unit_id = ? AND operator_id = ? AND items = ?')
    .bind(unitId, id, items)
