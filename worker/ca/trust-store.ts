/** Every SQL statement on the trust list. What is known of revoked certificates is revocation-store.ts. */
import type { IssuerProfile } from '../../schema/ca-issuers.ts'

export interface NewAuthority {
  id: string
  name: string
  kind: 'root' | 'intermediate'
  /** DER in base64. */
  certificate: string
  /** SHA-256 of the certificate, and of its names in DER; hex. */
  fingerprint: string
  subjectHash: string
  issuerHash: string
  serial: string
  notAfter: number
  profile: IssuerProfile
  ocspUrl: string | null
  crlUrl: string | null
  freshHours: number
  localClient: boolean
  now: number
}

/**
 * Adds one; the database refuses a certificate that is on the list. An intermediate whose issuer is not on it adds no row:
 * follow it with `mustChange`.
 */
export const insertAuthority = (db: D1Database, a: NewAuthority) =>
  db
    .prepare(
      `INSERT INTO ca_authority (id, name, kind, certificate, fingerprint, subject_hash, issuer_hash, serial, not_after,
         profile, ocsp_url, crl_url, fresh_hours, local_client, added_at)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15
       WHERE ?3 = 'root' OR EXISTS (SELECT 1 FROM ca_authority WHERE subject_hash = ?7 AND stopped_at IS NULL)`,
    )
    .bind(
      ...[a.id, a.name, a.kind, a.certificate, a.fingerprint, a.subjectHash, a.issuerHash, a.serial],
      ...[a.notAfter, a.profile, a.ocspUrl, a.crlUrl, a.freshHours, a.localClient ? 1 : 0, a.now],
    )

/** Where and how its answers are fetched. Follow it with `mustChange`. */
export const changeAuthority = (
  db: D1Database,
  id: string,
  to: Pick<NewAuthority, 'name' | 'profile' | 'ocspUrl' | 'crlUrl' | 'freshHours' | 'localClient'>,
) =>
  db
    .prepare(
      `UPDATE ca_authority SET name = ?2, profile = ?3, ocsp_url = ?4, crl_url = ?5, fresh_hours = ?6, local_client = ?7
       WHERE id = ?1 AND stopped_at IS NULL`,
    )
    .bind(id, to.name, to.profile, to.ocspUrl, to.crlUrl, to.freshHours, to.localClient ? 1 : 0)

/** Keys of a stopped CA, and of every CA below it, sign in no more. Follow it with `mustChange`. */
export const stopAuthority = (db: D1Database, id: string, now: number) =>
  db.prepare('UPDATE ca_authority SET stopped_at = ?2 WHERE id = ?1 AND stopped_at IS NULL').bind(id, now)

/** It counts again, from nothing that it had answered before. Refused where its certificate was added anew meanwhile. */
export const resumeAuthority = (db: D1Database, id: string, now: number) =>
  db
    .prepare(
      `UPDATE ca_authority SET stopped_at = NULL WHERE id = ?1 AND stopped_at IS NOT NULL AND not_after > ?2`,
    )
    .bind(id, now)

export interface AuthorityRow {
  id: string
  name: string
  kind: 'root' | 'intermediate'
  certificate: string
  fingerprint: string
  subject_hash: string
  issuer_hash: string
  serial: string
  not_after: number
  profile: IssuerProfile
  ocsp_url: string | null
  crl_url: string | null
  fresh_hours: number
  local_client: number
}

const AUTHORITY = `id, name, kind, certificate, fingerprint, subject_hash, issuer_hash, serial, not_after, profile,
  ocsp_url, crl_url, fresh_hours, local_client`

export interface ListedAuthority extends AuthorityRow {
  added_at: number
  stopped_at: number | null
  /** Times of the last list of revoked certificates; null where none came, or none is fetched. */
  crl_this_update: number | null
  crl_next_update: number | null
  /** When a list was last asked for. */
  crl_tried_at: number | null
  revoked: number
}

/** The whole list for its administrators: those that count first, the newest first. */
export async function listAuthorities(db: D1Database): Promise<ListedAuthority[]> {
  const { results } = await db
    .prepare(
      `SELECT ${AUTHORITY}, added_at, stopped_at, nullif(this_update, 0) AS crl_this_update,
              nullif(next_update, 0) AS crl_next_update, tried_at AS crl_tried_at,
              (SELECT count(*) FROM ca_revoked r WHERE r.authority_id = a.id) AS revoked
       FROM ca_authority a LEFT JOIN ca_crl c ON c.authority_id = a.id
       ORDER BY stopped_at IS NOT NULL, added_at DESC, id DESC`,
    )
    .all<ListedAuthority>()
  return results
}

/** One that counts. */
export const findAuthority = (db: D1Database, id: string) =>
  db
    .prepare(`SELECT ${AUTHORITY} FROM ca_authority WHERE id = ? AND stopped_at IS NULL`)
    .bind(id)
    .first<AuthorityRow>()

/** Those of this name that count: more than one where a CA has changed its key. */
export async function authoritiesNamed(db: D1Database, subjectHash: string): Promise<AuthorityRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${AUTHORITY} FROM ca_authority WHERE subject_hash = ? AND stopped_at IS NULL ORDER BY id`,
    )
    .bind(subjectHash)
    .all<AuthorityRow>()
  return results
}
