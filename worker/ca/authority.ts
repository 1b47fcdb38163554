/** A row of the trust list, read. */
import { fromBase64 } from '../lib/bytes.ts'
import type { Authority } from './chain.ts'
import type { Standing } from './revocation.ts'
import type { StandingRow } from './revocation-store.ts'
import type { AuthorityRow } from './trust-store.ts'
import { readCertificate } from './x509/certificate.ts'

const HOUR = 60 * 60_000

/** Undefined where its certificate cannot be read, which was looked at when it was added. */
export function authorityOf(row: AuthorityRow): Authority | undefined {
  const certificate = readCertificate(fromBase64(row.certificate))
  if (!certificate) return undefined
  return {
    ...{ id: row.id, kind: row.kind, certificate, profile: row.profile },
    ...{ ocspUrl: row.ocsp_url, crlUrl: row.crl_url },
    ...{ freshMs: row.fresh_hours * HOUR, localClient: row.local_client === 1 },
  }
}

export const readStanding = (row: StandingRow): Standing => ({
  crl:
    row.crl_this === null || row.crl_next === null
      ? undefined
      : { thisUpdate: row.crl_this, nextUpdate: row.crl_next, lists: row.lists === 1 },
  ocsp:
    row.status === null || row.ocsp_this === null || row.ocsp_next === null
      ? undefined
      : { status: row.status, thisUpdate: row.ocsp_this, nextUpdate: row.ocsp_next },
})
