/** Every SQL statement of a person's sign-in. Failures are counted by worker/login/store.ts, as for operators. */

export interface Candidate {
  /** Whose failures are counted: the person's id, or the key given for nobody. */
  account: string
  lockedUntil: number
  /** Whether there is a count to forget. */
  hasFailed: boolean
  person?: CandidatePerson
}

export interface CandidatePerson {
  id: string
  password: string
  nameSealed: string
}

interface Row {
  account: string
  locked_until: number | null
  id: string | null
  password: string
  name_sealed: string
}

/**
 * Whoever answers to what was typed, and whether that account is locked: one statement, one row, whether or not
 * anybody does. Where two do, the mobile goes before a document and an identity card before other documents, so
 * that nobody shadows somebody else by a document that bears the same number.
 */
export async function findCandidate(
  db: D1Database,
  names: { mobiles: string[]; documents: string[] },
  nobody: string,
): Promise<Candidate> {
  const row = await db
    .prepare(
      `SELECT coalesce(p.id, ?1) AS account, a.locked_until, p.id, p.password, p.name_sealed
       FROM (SELECT 1)
       LEFT JOIN (
         SELECT id, password, name_sealed, 0 AS rank, document_type FROM person
           WHERE mobile_index IN (SELECT value FROM json_each(?2))
         UNION ALL
         SELECT id, password, name_sealed, 1, document_type FROM person
           WHERE document_index IN (SELECT value FROM json_each(?3))
         ORDER BY rank, document_type LIMIT 1
       ) p
       LEFT JOIN sign_in_attempt a ON a.account = coalesce(p.id, ?1)`,
    )
    .bind(nobody, JSON.stringify(names.mobiles), JSON.stringify(names.documents))
    .first<Row>()
  if (!row) throw new Error('a row is always answered')
  const { account, locked_until, id, password, name_sealed: nameSealed } = row
  const found = { account, lockedUntil: locked_until ?? 0, hasFailed: locked_until !== null }
  return id === null ? found : { ...found, person: { id, password, nameSealed } }
}

/** Replaces the hash only while it is still the one that was checked. */
export const rehash = (db: D1Database, id: string, from: string, to: string) =>
  db.prepare('UPDATE person SET password = ?3 WHERE id = ?1 AND password = ?2').bind(id, from, to)
