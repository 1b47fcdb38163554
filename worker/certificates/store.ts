/** Every SQL statement on certificates and on what is chosen for one. */
import type { SealedTable } from '../lib/reseal.ts'

export const VIEW = 'certificate.view'
/** What the signature's key is bound to. */
export const SIGNED = 'certificate'

export interface NewCertificate {
  unitId: string
  id: string
  number: string
  codeHash: string
  digest: string
  signature: string
  persons: number
  from: string
  to: string
  by: string
  now: number
  expiresAt: number
  keyId: string
  viewSealed: string
}

export const insertCertificate = (db: D1Database, c: NewCertificate) =>
  db
    .prepare(
      `INSERT INTO certificate (unit_id, id, number, code_hash, digest, signature, persons, from_month, to_month, issued_by,
                                issued_at, expires_at, key_id, view_sealed)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      ...[c.unitId, c.id, c.number, c.codeHash, c.digest, c.signature, c.persons, c.from, c.to, c.by, c.now],
      ...[c.expiresAt, c.keyId, c.viewSealed],
    )

export interface CertificateRow {
  number: string
  digest: string
  signature: string
  expires_at: number
  view_sealed: string
}

/** By number or by code: one question, whichever was asked. */
export const findCertificate = (db: D1Database, number: string, codeHash: string) =>
  db
    .prepare(
      `SELECT number, digest, signature, expires_at, view_sealed FROM certificate WHERE number = ?
       UNION ALL SELECT number, digest, signature, expires_at, view_sealed FROM certificate WHERE code_hash = ? LIMIT 1`,
    )
    .bind(number, codeHash)
    .first<CertificateRow>()

export interface ListedRow {
  id: string
  number: string
  persons: number
  from_month: string
  to_month: string
  issued_at: number
  expires_at: number
}

/** The unit's newest. */
export async function listCertificates(db: D1Database, unitId: string, limit: number) {
  const { results } = await db
    .prepare(
      `SELECT id, number, persons, from_month, to_month, issued_at, expires_at FROM certificate
       WHERE unit_id = ? ORDER BY id DESC LIMIT ?`,
    )
    .bind(unitId, limit)
    .all<ListedRow>()
  return results
}

export const cleanCertificates = (db: D1Database, expiredBefore: number) =>
  db
    .prepare(
      `DELETE FROM certificate WHERE (unit_id, id) IN
         (SELECT unit_id, id FROM certificate WHERE expires_at < ? LIMIT 1000)`,
    )
    .bind(expiredBefore)

/** How what a verifier sees is sealed, for key rotation: signed anew as well. */
export const sealedCertificates: SealedTable = {
  table: 'certificate',
  key: ['unit_id', 'id'],
  sealed: { view_sealed: VIEW },
  indexes: {
    signature: ({ view_sealed: view }, { index }) => (view ? index(view, SIGNED) : null),
  },
}
