/** From a certificate up to a root of the trust list (RFC 5280, section 6, without policies and names that constrain). */
import type { IssuerProfile } from '../../schema/ca-issuers.ts'
import { isSignedBy } from './crypto/signature.ts'
import { type Certificate, isSelfIssued, USAGE } from './x509/certificate.ts'
import { same } from './x509/der.ts'

/** A CA of the trust list. */
export interface Authority {
  id: string
  kind: 'root' | 'intermediate'
  certificate: Certificate
  profile: IssuerProfile
  ocspUrl: string | null
  crlUrl: string | null
  /** How long an answer counts after it was made, in milliseconds. */
  freshMs: number
  /** A client on localhost signs with its keys for any page. */
  localClient: boolean
}

/** More than any CA of a province has between a key and its root. */
const MOST_AUTHORITIES = 4
/** Names can be doubled by whoever changes keys; tries cannot, or a name would cost as much as it likes. */
const MOST_TRIES = 8

export const isValidAt = ({ notBefore, notAfter }: Certificate, now: number): boolean =>
  notBefore <= now && now <= notAfter

/** The CAs from the one that issued the certificate to a root; undefined where the list has no such way. */
export async function chainOf(
  certificate: Certificate,
  list: Authority[],
  now: number,
): Promise<Authority[] | undefined> {
  let tries = 0
  const climb = async (
    from: Certificate,
    below: number,
    height: number,
  ): Promise<Authority[] | undefined> => {
    if (height > MOST_AUTHORITIES) return undefined
    for (const authority of list) {
      if (!mayHaveIssued(authority.certificate, from, below, now) || ++tries > MOST_TRIES) continue
      if (!(await isSignedBy(authority.certificate.key, from))) continue
      if (authority.kind === 'root') return [authority]
      const next = isSelfIssued(authority.certificate) ? below : below + 1
      const above = await climb(authority.certificate, next, height + 1)
      if (above) return [authority, ...above]
    }
    return undefined
  }
  return climb(certificate, 0, 1)
}

/** Everything but the signature. `below`: CAs between this one and the last certificate. */
function mayHaveIssued(ca: Certificate, issued: Certificate, below: number, now: number): boolean {
  const { subjectKeyId, keyUsage = 0 } = ca
  return (
    same(ca.subject, issued.issuer) &&
    (subjectKeyId === undefined ||
      issued.authorityKeyId === undefined ||
      subjectKeyId === issued.authorityKeyId) &&
    ca.isCa &&
    (keyUsage & USAGE.keyCertSign) !== 0 &&
    !ca.asksTheUnknown &&
    isValidAt(ca, now) &&
    (ca.pathLength === undefined || below <= ca.pathLength)
  )
}
