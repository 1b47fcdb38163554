/** Every SQL statement on lists of filings and on undoing them. */
import type { FilingKind } from '../../schema/filings.ts'
import type { Cursor } from '../lib/cursor.ts'

export interface FilingRow {
  id: string
  kind: FilingKind
  insured_id: string
  period: string
  filed_at: number
  undoes: string | null
  undone: number
  name_sealed: string
  document_sealed: string
}

const ROW = `f.id, f.kind, f.insured_id, f.period, f.filed_at, f.undoes, i.name_sealed, i.document_sealed,
  EXISTS (SELECT 1 FROM filing r WHERE r.unit_id = f.unit_id AND r.undoes = f.id) AS undone`

/** A unit's filings of a period, the newest first; `kinds` where some kinds alone are wanted. */
export async function listFilings(
  db: D1Database,
  unitId: string,
  period: string,
  kinds: readonly FilingKind[] | undefined,
  limit: number,
  before?: Pick<Cursor, 'id'>,
): Promise<FilingRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${ROW} FROM filing f JOIN insured i ON i.id = f.insured_id
       WHERE f.unit_id = ?1 AND f.period = ?2 AND f.id < ?3
         AND (?4 IS NULL OR f.kind IN (SELECT value FROM json_each(?4)))
       ORDER BY f.id DESC LIMIT ?5`,
    )
    .bind(unitId, period, before?.id ?? '~', kinds ? JSON.stringify(kinds) : null, limit)
    .all<FilingRow>()
  return results
}

export const findFiling = (db: D1Database, unitId: string, id: string) =>
  db
    .prepare(
      `SELECT ${ROW} FROM filing f JOIN insured i ON i.id = f.insured_id WHERE f.unit_id = ?1 AND f.id = ?2`,
    )
    .bind(unitId, id)
    .first<FilingRow>()

/** The unit's newest filing about a person that holds, and the newest of all. */
export const newestOf = (db: D1Database, unitId: string, insuredId: string) =>
  db
    .prepare(
      `SELECT f.id, f.kind, f.filed_at,
         (SELECT max(a.id) FROM filing a WHERE a.unit_id = ?1 AND a.insured_id = ?2) AS latest
       FROM filing f WHERE f.unit_id = ?1 AND f.insured_id = ?2 AND f.kind <> 'rollback'
         AND NOT EXISTS (SELECT 1 FROM filing r WHERE r.unit_id = f.unit_id AND r.undoes = f.id)
       ORDER BY f.id DESC LIMIT 1`,
    )
    .bind(unitId, insuredId)
    .first<{ id: string; kind: FilingKind; filed_at: number; latest: string }>()

/** Whether a person's pension or unemployment insurance is somebody else's now, by whichever of their records. */
export const isCoveredElsewhere = async (db: D1Database, unitId: string, insuredId: string) =>
  (await db
    .prepare(
      `SELECT 1 FROM insured i JOIN coverage c ON c.holder = i.holder
       WHERE i.id = ?2 AND c.insurance IN ('110', '210') AND c.unit_id <> ?1 LIMIT 1`,
    )
    .bind(unitId, insuredId)
    .first()) !== null

/**
 * Whether another unit's filing rests on this one: it left out a month of pension or unemployment insurance that this one made
 * count, or insures the person by basic data that nobody else collected.
 */
export const isRestedOn = async (
  db: D1Database,
  unitId: string,
  { id, insured_id }: Pick<FilingRow, 'id' | 'insured_id'>,
) =>
  (await db
    .prepare(
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM paid_month p
           JOIN paid_month o ON o.holder = p.holder AND o.insurance = '410' AND o.month = p.month AND o.unit_key <> p.unit_id
         WHERE p.unit_id = ?1 AND p.filing_id = ?2 AND p.filing_id <> '' AND p.insurance IN ('110', '210'))
       OR EXISTS (SELECT 1 FROM insured_data d
         WHERE d.insured_id = ?3 AND d.unit_id = ?1 AND d.filing_id = ?2
           AND NOT EXISTS (SELECT 1 FROM insured_data o WHERE o.insured_id = d.insured_id AND o.id <> d.id
             AND NOT EXISTS (SELECT 1 FROM filing r WHERE r.unit_id = o.unit_id AND r.undoes = o.filing_id))
           AND EXISTS (SELECT 1 FROM insured i JOIN coverage c ON c.holder = i.holder
             WHERE i.id = d.insured_id AND c.insured_id = d.insured_id AND c.unit_id NOT IN ('', ?1)))`,
    )
    .bind(unitId, id, insured_id)
    .first()) !== null

interface Undoing {
  unitId: string
  /** The filing that is undone. */
  undoes: string
  /** The rollback's own id. */
  id: string
  period: string
  now: number
}

/** What it owed, with the sign turned. */
export const reverse = (db: D1Database, u: Undoing) =>
  db
    .prepare(
      `INSERT INTO contribution (unit_id, settlement_month, insured_id, insurance, month, filing_id, kind, base_fen,
         unit_fen, person_fen, created_at)
       SELECT unit_id, ?4, insured_id, insurance, month, ?3, 'reversal', -base_fen, -unit_fen, -person_fen, ?5
       FROM contribution WHERE unit_id = ?1 AND filing_id = ?2 AND filing_id <> ''`,
    )
    .bind(u.unitId, u.undoes, u.id, u.period, u.now)

/** Its months count no longer. */
export const uncountMonths = (db: D1Database, { unitId, undoes }: Undoing) =>
  db
    .prepare(`DELETE FROM paid_month WHERE unit_id = ? AND filing_id = ? AND filing_id <> ''`)
    .bind(unitId, undoes)

/** Of an enrolment: whoever was covered by it is so no longer. Of nothing else does it delete a row. */
export const uncoverEnrolment = (db: D1Database, { unitId, undoes }: Undoing, insuredId: string) =>
  db
    .prepare('DELETE FROM coverage WHERE unit_id = ? AND insured_id = ? AND enrolment_id = ?')
    .bind(unitId, insuredId, undoes)

/** The enrolment that a termination ended, or whose base was raised. */
export const enrolmentBehind = async (db: D1Database, unitId: string, filingId: string) =>
  (await db
    .prepare(
      `SELECT enrolment_id FROM termination WHERE unit_id = ?1 AND filing_id = ?2
       UNION ALL SELECT enrolment_id FROM base_change WHERE unit_id = ?1 AND filing_id = ?2`,
    )
    .bind(unitId, filingId)
    .first<string>('enrolment_id')) ?? undefined
