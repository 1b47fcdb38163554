/** The trust list's acts: reading a certificate that an administrator offers, before it is added. */
import type { AuthorityProblem } from '../../schema/ca-trust.ts'
import { base64, fromBase64, text } from '../lib/bytes.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { isSignedBy } from './crypto/signature.ts'
import { hashOf } from './hash.ts'
import { authoritiesNamed, type NewAuthority } from './trust-store.ts'
import { type Certificate, isSelfIssued, readCertificate, USAGE } from './x509/certificate.ts'

/** What an administrator compares with what the CA published, and what is then added. */
export interface AuthorityPreview
  extends Pick<
    NewAuthority,
    'kind' | 'certificate' | 'fingerprint' | 'subjectHash' | 'issuerHash' | 'serial' | 'notAfter'
  > {
  /** From the certificate's subject, in its order. */
  subject: string[]
  key: NonNullable<Certificate['key']['kind']>
  notBefore: number
}

/** Reads a certificate as PEM or DER. A root must have signed itself, an intermediate be signed by one of the list. */
export async function previewAuthority(
  db: D1Database,
  file: Uint8Array,
  now: number,
): Promise<Result<AuthorityPreview, AuthorityProblem>> {
  const certificate = readCertificate(derOf(file))
  if (!certificate) return fail('authority_unreadable')
  const { key, der } = certificate
  const { keyUsage = 0, isCa } = certificate
  if (!isCa || (keyUsage & USAGE.keyCertSign) === 0 || certificate.asksTheUnknown)
    return fail('authority_no_ca')
  if (key.kind === undefined) return fail('authority_weak')
  if (now < certificate.notBefore || now > certificate.notAfter) return fail('authority_over')

  const issuerHash = await hashOf(certificate.issuer)
  const isRoot = isSelfIssued(certificate) && (await isSignedBy(key, certificate))
  if (!isRoot && !(await isSignedByOneOf(await knownIssuers(db, issuerHash), certificate)))
    return fail(isSelfIssued(certificate) ? 'authority_weak' : 'authority_issuer_unknown')
  return ok({
    kind: isRoot ? 'root' : 'intermediate',
    ...{ certificate: base64(der), fingerprint: await hashOf(der), issuerHash, serial: certificate.serial },
    subjectHash: await hashOf(certificate.subject),
    subject: certificate.attributes.flatMap(({ text }) => text ?? []),
    ...{ key: key.kind, notBefore: certificate.notBefore, notAfter: certificate.notAfter },
  })
}

async function knownIssuers(db: D1Database, issuerHash: string): Promise<Certificate[]> {
  const rows = await authoritiesNamed(db, issuerHash)
  return rows.flatMap(({ certificate }) => readCertificate(fromBase64(certificate)) ?? [])
}

async function isSignedByOneOf(issuers: Certificate[], certificate: Certificate): Promise<boolean> {
  for (const { key } of issuers) if (await isSignedBy(key, certificate)) return true
  return false
}

const PEM = /^\s*-----BEGIN CERTIFICATE-----([\sA-Za-z0-9+/=]+)-----END CERTIFICATE-----\s*$/

/** DER as it is, or what one PEM block holds. */
function derOf(file: Uint8Array): Uint8Array {
  // Eight bytes of PEM hold six; its lines and marks take less than the rest.
  if (file[0] === 0x30 || file.length > 10_000) return file
  const found = PEM.exec(text(file))?.[1]?.replace(/\s/g, '')
  try {
    return found ? fromBase64(found) : file
  } catch {
    return file
  }
}
