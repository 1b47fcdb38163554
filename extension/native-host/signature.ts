/** Every driver's signature in the one form that the hall takes: r‖s of 64 bytes, or RSA as it is. */
import type { Certificate } from './certificate.ts'
import { elements, hex, inside, OCTETS, OID, SEQUENCE, SET, unsigned } from './der.ts'

/** How a driver hands its signature over; RSA is itself in each but `pkcs7`. */
export type Encoding = 'rs' | 'der' | 'pkcs7'

const COORDINATE_BYTES = 32

/** The signature itself; nothing where it is not what its driver declares. */
export function rawSignature(given: Buffer, encoding: Encoding, key: Certificate): Buffer | undefined {
  if (encoding === 'pkcs7') {
    const value = signatureOf(given)
    return value && rawSignature(value, 'der', key)
  }
  if (key.algorithm === 'RS256') return given
  if (encoding === 'rs') return given.length === 2 * COORDINATE_BYTES ? given : undefined
  const parts = inside(given, SEQUENCE) ?? []
  const [r, s] = parts.map((part) => unsigned(part, COORDINATE_BYTES))
  return parts.length === 2 && r && s ? Buffer.concat([r, s]) : undefined
}

/** signedData of PKCS#7 and of GM/T 0010. */
const SIGNED_DATA = new Set(['2a864886f70d010702', '2a811ccf550601040202'])

/**
 * The one signer's signature. With signed attributes it would be over those and not over our text: refused, since what
 * is not our text is not what the person agreed to.
 */
function signatureOf(pkcs7: Buffer): Buffer | undefined {
  const [type, wrapped] = inside(pkcs7, SEQUENCE) ?? []
  if (type?.tag !== OID || !SIGNED_DATA.has(hex(type.content)) || !wrapped) return undefined
  const signers = inside(wrapped.content, SEQUENCE)?.findLast(({ tag }) => tag === SET)
  const [signer, ...others] = (signers && elements(signers.content)) ?? []
  const fields = signer && others.length === 0 ? elements(signer.content) : undefined
  if (!fields || fields.some(({ tag }) => tag === 0xa0)) return undefined
  const value = fields.find(({ tag }) => tag === OCTETS)
  return value && Buffer.from(value.content)
}
