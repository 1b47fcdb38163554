/** Verifies what a CA key answered, in the order of the specification; the first thing that is wrong is the refusal. */
import { type CaAlgorithm, type CaDriver, type CaPurpose, isRelayable } from '../../schema/ca.ts'
import type { CaReason } from '../../schema/ca-refusals.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { type Authority, chainOf, isValidAt } from './chain.ts'
import { creditCodeOf } from './credit-code.ts'
import { deviceOf } from './crypto/device.ts'
import { isTextSignedBy } from './crypto/signature.ts'
import { hashOf } from './hash.ts'
import { type Standing, type Verdict, verdictOf } from './revocation.ts'
import { readToken, textOf } from './token.ts'
import { type Certificate, readCertificate, USAGE } from './x509/certificate.ts'

/** What is known beside the token: nothing in the token is believed. */
export interface Asked {
  /** JSON of a `CaToken`, as it was posted. */
  token: string
  purpose: CaPurpose
  /** Origin of the page that the challenge was given to. */
  origin: string
  /** The 32 bytes of the challenge. */
  nonce: Uint8Array
  now: number
}

/** The trust list and what CAs answered, from wherever they are kept. */
export interface Trust {
  /** The CAs of this name and all above them, and what is known of the certificate and of theirs. */
  look(issuer: Uint8Array, serial: string): Promise<{ list: Authority[]; known: Known }>
  /** Asks the CA itself for what is missing or no longer fresh. */
  ask(authority: Authority, certificate: Certificate, known: Standing | undefined): Promise<Standing>
}
/** By id of the CA and serial number. */
export type Known = (authorityId: string, serial: string) => Standing | undefined

export interface VerifiedKey {
  /** Of the trust list: who issued it. */
  authorityId: string
  /** SHA-256 over the issuer's name in DER, hex. With the serial number it names one certificate. */
  issuer: string
  serial: string
  creditCode: string
  /** The unit's name as the certificate has it, to be shown; nothing is decided by it. */
  unitName: string | undefined
  notAfter: number
  algorithm: CaAlgorithm
  driver: CaDriver
  /** `relayable`: any page could have asked for this signature, so that it needs a second proof. */
  assurance: 'origin_bound' | 'relayable'
  /** Thumbprint (RFC 7638) of the extension's key that signed the same text; whether it is enrolled is not known here. */
  device: string | undefined
}

export async function verifyToken(asked: Asked, trust: Trust): Promise<Result<VerifiedKey, CaReason>> {
  const { now } = asked
  const token = readToken(asked.token)
  if (!token) return fail('ca_token_unreadable')
  const certificate = readCertificate(token.certificate)
  // GM/T 0015 wants key usage in every certificate.
  if (certificate?.keyUsage === undefined) return fail('ca_certificate_unreadable')
  if ((certificate.keyUsage & USAGE.digitalSignature) === 0) return fail('ca_encryption_certificate')
  if (now < certificate.notBefore) return fail('ca_not_yet_valid')
  if (!isValidAt(certificate, now)) return fail('ca_expired')

  if (!mayProveUnits(certificate)) return fail('ca_untrusted')
  const { list, known } = await trust.look(certificate.issuer, certificate.serial)
  const chain = await chainOf(certificate, list, now)
  const [issuer] = chain ?? []
  if (!chain || !issuer) return fail('ca_untrusted')

  const verdict = await revocationOf(certificate, chain, known, trust, now)
  if (verdict === 'revoked') return fail('ca_revoked')
  if (verdict === 'unknown') return fail('ca_revocation_unknown')

  const text = await textOf(asked, token.algorithm)
  if (!(await isTextSignedBy(certificate.key, token.algorithm, text, token.signature)))
    return fail('ca_signature_wrong')
  const device = token.device && (await deviceOf(token.device, text))
  if (token.device && !device) return fail('ca_signature_wrong')

  const code = creditCodeOf(certificate, issuer.profile)
  if (!code.ok) return code
  return ok({
    ...{ authorityId: issuer.id, issuer: await hashOf(certificate.issuer) },
    serial: certificate.serial,
    creditCode: code.value,
    unitName: unitNameOf(certificate),
    notAfter: certificate.notAfter,
    ...{ algorithm: token.algorithm, driver: token.driver, device },
    assurance: issuer.localClient || isRelayable(token.driver) ? 'relayable' : 'origin_bound',
  })
}

const CLIENT_AUTHENTICATION = '1.3.6.1.5.5.7.3.2'
const ANY_USE = '2.5.29.37.0'

/** A key that is no CA's, and that may say who somebody is where its uses are numbered. */
function mayProveUnits({ isCa, asksTheUnknown, extendedKeyUsage, key }: Certificate): boolean {
  const uses = extendedKeyUsage ?? [ANY_USE]
  const allowed = uses.includes(CLIENT_AUTHENTICATION) || uses.includes(ANY_USE)
  return !isCa && !asksTheUnknown && allowed && key.kind !== undefined
}

/** Of the certificate and of every CA below the root, each by the CA that issued it. */
async function revocationOf(
  certificate: Certificate,
  chain: Authority[],
  known: Known,
  trust: Trust,
  now: number,
): Promise<Verdict> {
  const verdicts = await Promise.all(
    chain.map(async (issuer, i) => {
      const issued = chain[i - 1]?.certificate ?? certificate
      const standing = known(issuer.id, issued.serial)
      const verdict = verdictOf(issuer, standing, now)
      if (verdict !== 'unknown') return verdict
      return verdictOf(issuer, await trust.ask(issuer, issued, standing), now)
    }),
  )
  if (verdicts.includes('revoked')) return 'revoked'
  return verdicts.includes('unknown') ? 'unknown' : 'good'
}

const ORGANISATION = '2.5.4.10'
const COMMON_NAME = '2.5.4.3'

function unitNameOf({ attributes }: Certificate): string | undefined {
  const named = (oid: string) => attributes.find((attribute) => attribute.oid === oid)?.text
  return named(ORGANISATION) ?? named(COMMON_NAME)
}
