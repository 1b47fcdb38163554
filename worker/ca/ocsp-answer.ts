/** Whether an OCSP answer is the CA's word on the certificate that was asked for. */
import { isValidAt } from './chain.ts'
import { isSignedBy } from './crypto/signature.ts'
import { SKEW_MS, type Standing } from './revocation.ts'
import { type Certificate, USAGE } from './x509/certificate.ts'
import { same } from './x509/der.ts'
import { type CertificateId, keyHashOf, needsNoCheck, type OcspAnswer } from './x509/ocsp.ts'

/** An answer without an end is about this moment only. */
const ENDLESS_MS = 5 * 60_000
const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9'

export interface Believed {
  ocsp: NonNullable<Standing['ocsp']>
  /** Serial number of a responder that the CA may have revoked: its list must be asked. */
  unlessRevoked: string | undefined
}

/** @param nonce hex of what was sent; a responder that knows no nonces sends none back */
export async function believed(
  answer: OcspAnswer,
  issuer: Certificate,
  asked: CertificateId & { nonce: string },
  now: number,
): Promise<Believed | undefined> {
  if (answer.nonce !== undefined && answer.nonce !== asked.nonce) return undefined
  const found = answer.answers.find(({ id }) =>
    (['algorithm', 'nameHash', 'keyHash', 'serial'] as const).every((part) => id[part] === asked[part]),
  )
  if (!found) return undefined
  const { status, thisUpdate, nextUpdate = thisUpdate + ENDLESS_MS } = found
  if (thisUpdate > now + SKEW_MS || nextUpdate < now || nextUpdate < thisUpdate) return undefined
  const signer = await signerOf(answer, issuer, now)
  if (!signer) return undefined
  const mayBeRevoked = signer !== issuer && !needsNoCheck(signer)
  return {
    ocsp: { status, thisUpdate, nextUpdate },
    unlessRevoked: mayBeRevoked ? signer.serial : undefined,
  }
}

/** The CA itself, or a responder that it gave a certificate for just this. */
async function signerOf(
  answer: OcspAnswer,
  issuer: Certificate,
  now: number,
): Promise<Certificate | undefined> {
  for (const candidate of [issuer, ...answer.certificates]) {
    const named = answer.responder.name
      ? same(answer.responder.name, candidate.subject)
      : answer.responder.keyHash === (await keyHashOf(candidate))
    if (!named || !(await isSignedBy(candidate.key, answer))) continue
    if (candidate === issuer || (await isNamedBy(issuer, candidate, now))) return candidate
  }
  return undefined
}

async function isNamedBy(issuer: Certificate, responder: Certificate, now: number): Promise<boolean> {
  const { extendedKeyUsage = [], keyUsage = USAGE.digitalSignature } = responder
  return (
    same(responder.issuer, issuer.subject) &&
    extendedKeyUsage.includes(OCSP_SIGNING) &&
    (keyUsage & USAGE.digitalSignature) !== 0 &&
    !responder.asksTheUnknown &&
    isValidAt(responder, now) &&
    isSignedBy(issuer.key, responder)
  )
}
