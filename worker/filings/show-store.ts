/** Every SQL statement that reads one filing with its facts. */
import type { InsuranceCode } from '../../schema/fields/insurance.ts'
import type { FilingKind } from '../../schema/filings.ts'

export interface FactsRow {
  id: string
  kind: FilingKind
  insured_id: string
  period: string
  filed_at: number
  undoes: string | null
  undone: number
  name_sealed: string
  document_type: string
  document_sealed: string
  contract_reason: string | null
  contract: string | null
  contract_from: string | null
  contract_until: string | null
  job: string | null
  declared_fen: number | null
  base_fen: number | null
  from_month: string | null
  stop_reason: string | null
  stops_on: string | null
  enrolled_in: string | null
  old_fen: number | null
  new_fen: number | null
  /** Before the cap; none of what was filed before it was kept. */
  wanted_fen: number | null
  changed_from: string | null
}

export const readFacts = (db: D1Database, unitId: string, id: string) =>
  db
    .prepare(
      `SELECT f.id, f.kind, f.insured_id, f.period, f.filed_at, f.undoes,
         EXISTS (SELECT 1 FROM filing r WHERE r.unit_id = f.unit_id AND r.undoes = f.id) AS undone,
         i.name_sealed, i.document_type, i.document_sealed,
         e.reason AS contract_reason, e.contract, e.contract_from, e.contract_until, e.job, e.declared_fen, e.base_fen,
         e.from_month, t.reason AS stop_reason, t.stops_on, s.period AS enrolled_in,
         b.old_fen, b.base_fen AS new_fen, b.wanted_fen, b.from_month AS changed_from
       FROM filing f JOIN insured i ON i.id = f.insured_id
       LEFT JOIN enrolment e ON e.unit_id = f.unit_id AND e.filing_id = f.id
       LEFT JOIN termination t ON t.unit_id = f.unit_id AND t.filing_id = f.id
       LEFT JOIN filing s ON s.unit_id = t.unit_id AND s.id = t.enrolment_id
       LEFT JOIN base_change b ON b.unit_id = f.unit_id AND b.filing_id = f.id
       WHERE f.unit_id = ?1 AND f.id = ?2`,
    )
    .bind(unitId, id)
    .first<FactsRow>()

export interface OwedRow {
  insurance: InsuranceCode
  month: string
  kind: string
  unit_fen: number
  person_fen: number
}

/** What came with a filing at once. */
export async function owedWith(db: D1Database, unitId: string, id: string): Promise<OwedRow[]> {
  const { results } = await db
    .prepare(
      `SELECT insurance, month, kind, unit_fen, person_fen FROM contribution
       WHERE unit_id = ? AND filing_id = ? AND filing_id <> '' ORDER BY month, insurance`,
    )
    .bind(unitId, id)
    .all<OwedRow>()
  return results
}
