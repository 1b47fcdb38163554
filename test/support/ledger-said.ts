/** What a ledger says, without what chance and the clock put into it: ids, sealed texts, moments. */

const SAID = {
  filings: `SELECT f.kind, f.period, f.roster_row, i.document_index AS who, e.reason, e.contract, e.contract_from,
      e.base_fen, e.from_month, t.reason AS stops_for, t.stops_on, b.old_fen, b.base_fen AS raised_to, f.undoes IS NOT NULL AS undoes
    FROM filing f JOIN insured i ON i.id = f.insured_id
      LEFT JOIN enrolment e ON e.unit_id = f.unit_id AND e.filing_id = f.id
      LEFT JOIN termination t ON t.unit_id = f.unit_id AND t.filing_id = f.id
      LEFT JOIN base_change b ON b.unit_id = f.unit_id AND b.filing_id = f.id
    ORDER BY who, f.roster_row, f.kind`,
  contributions: `SELECT i.document_index AS who, c.settlement_month, c.insurance, c.month, c.kind, c.base_fen, c.unit_fen,
      c.person_fen
    FROM contribution c JOIN insured i ON i.id = c.insured_id ORDER BY 1, 2, 3, 4, 5`,
  coverage: `SELECT i.document_index AS who, c.insurance, c.since_month, c.base_fen
    FROM coverage c JOIN insured i ON i.id = c.insured_id ORDER BY 1, 2`,
  paid: `SELECT i.document_index AS who, p.insurance, p.month, p.settlement_month, p.unit_key <> '' AS of_unit
    FROM paid_month p JOIN insured i ON i.id = p.insured_id ORDER BY 1, 2, 3, 5`,
}

export type Ledger = Record<keyof typeof SAID, Record<string, unknown>[]>

/** Every row of it, ordered by person: two ledgers of which the same is true are equal. */
export async function ledgerOf(db: D1Database): Promise<Ledger> {
  const names = Object.keys(SAID) as (keyof typeof SAID)[]
  const all = await Promise.all(
    names.map(async (name) => [name, (await db.prepare(SAID[name]).all()).results]),
  )
  return Object.fromEntries(all) as Ledger
}
