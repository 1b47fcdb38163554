/** Signatures by every kind of key that the hall goes by. SHA-1 and MD5 are in no table, so nothing of theirs counts. */
import type { CaAlgorithm } from '../../../schema/ca.ts'
import { Der, reading, refuse } from '../x509/der.ts'
import { isNull, type KeyKind, type PublicKey } from '../x509/keys.ts'
import { type Algorithm, readAlgorithm, type Signed } from '../x509/values.ts'
import { verifySm2 } from './sm2.ts'

type Hash = 'SHA-256' | 'SHA-384' | 'SHA-512'
/** How a key signs; the signature of a curve is `r ‖ s` here. */
type Way =
  | { kind: 'sm2' }
  | { kind: 'rsa'; hash: Hash; salt?: number }
  | { kind: 'p256' | 'p384' | 'p521'; hash: Hash }

const CURVES = {
  p256: { namedCurve: 'P-256', bytes: 32 },
  p384: { namedCurve: 'P-384', bytes: 48 },
  p521: { namedCurve: 'P-521', bytes: 66 },
} as const

/** Verifies once the way and the key are known to fit. Never throws: a key that cannot be imported verifies nothing. */
async function verify(key: PublicKey, way: Way, message: Uint8Array, signature: Uint8Array) {
  if (key.kind !== way.kind) return false
  if (way.kind === 'sm2') return verifySm2(key.bits, message, signature)
  try {
    const { subtle } = crypto
    if (way.kind === 'rsa') {
      const { hash, salt } = way
      const name = salt === undefined ? 'RSASSA-PKCS1-v1_5' : 'RSA-PSS'
      const imported = await subtle.importKey('spki', bytes(key.spki), { name, hash }, false, ['verify'])
      return await subtle.verify({ name, saltLength: salt ?? 0 }, imported, bytes(signature), bytes(message))
    }
    const { namedCurve } = CURVES[way.kind]
    const algorithm = { name: 'ECDSA', namedCurve, hash: way.hash }
    const imported = await subtle.importKey('spki', bytes(key.spki), algorithm, false, ['verify'])
    return await subtle.verify(algorithm, imported, bytes(signature), bytes(message))
  } catch {
    return false
  }
}

/** What was read in place lies in a buffer of its own, which the types of Web Crypto ask to be told. */
const bytes = (view: Uint8Array) => view as Uint8Array<ArrayBuffer>

const TEXT_WAYS: Record<CaAlgorithm, Way> = {
  'SM2-SM3': { kind: 'sm2' },
  RS256: { kind: 'rsa', hash: 'SHA-256' },
  PS256: { kind: 'rsa', hash: 'SHA-256', salt: 32 },
  ES256: { kind: 'p256', hash: 'SHA-256' },
}

/** Whether a token's signature, `r ‖ s` or as RSA makes it, is this key's over the text. */
export const isTextSignedBy = (
  key: PublicKey,
  algorithm: CaAlgorithm,
  text: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> => verify(key, TEXT_WAYS[algorithm], text, signature)

const RSA: Record<string, Hash> = {
  '1.2.840.113549.1.1.11': 'SHA-256',
  '1.2.840.113549.1.1.12': 'SHA-384',
  '1.2.840.113549.1.1.13': 'SHA-512',
}
const ECDSA: Record<string, Hash> = {
  '1.2.840.10045.4.3.2': 'SHA-256',
  '1.2.840.10045.4.3.3': 'SHA-384',
  '1.2.840.10045.4.3.4': 'SHA-512',
}
const HASHES: Record<string, Hash> = {
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
}
const PSS = '1.2.840.113549.1.1.10'
const MGF1 = '1.2.840.113549.1.1.8'
const SM2_WITH_SM3 = '1.2.156.10197.1.501'

/** Whether a certificate, a list or an answer is signed by this key. */
export async function isSignedBy(key: PublicKey, { tbs, algorithm, signature }: Signed): Promise<boolean> {
  const way = key.kind && wayOf(key.kind, algorithm)
  if (!way) return false
  if (way.kind === 'rsa') return verify(key, way, tbs, signature)
  const raw = rawSignature(signature, way.kind === 'sm2' ? 32 : CURVES[way.kind].bytes)
  return raw !== undefined && verify(key, way, tbs, raw)
}

function wayOf(kind: KeyKind, { oid, parameters }: Algorithm): Way | undefined {
  const none = parameters === undefined
  if (kind === 'sm2') return oid === SM2_WITH_SM3 && (none || isNull(parameters)) ? { kind } : undefined
  if (kind === 'rsa') {
    if (oid === PSS) return parameters && reading(parameters, readPss)
    const hash = isNull(parameters) ? RSA[oid] : undefined
    return hash && { kind, hash }
  }
  const hash = none ? ECDSA[oid] : undefined
  return hash && { kind, hash }
}

/** RFC 4055: the same hash twice, a salt of the hash's length; what is left out stands for SHA-1. */
function readPss(outer: Der): Way {
  const der = outer.inside()
  const hash = HASHES[der.within(0, readAlgorithm).oid] ?? refuse()
  const mask = der.within(1, readAlgorithm)
  const inner = mask.oid === MGF1 && mask.parameters ? readAlgorithm(new Der(mask.parameters)) : refuse()
  if (HASHES[inner.oid] !== hash) refuse()
  const salt = der.within(2, (number) => number.small())
  der.end()
  return salt === Number(hash.slice(4)) / 8 ? { kind: 'rsa', hash, salt } : refuse()
}

/** `r ‖ s` of a SEQUENCE of two numbers, in its only form. */
export function rawSignature(signature: Uint8Array, size: number): Uint8Array | undefined {
  return reading(signature, (outer) => {
    const der = outer.inside()
    const raw = new Uint8Array(2 * size)
    for (const end of [size, 2 * size]) {
      const number = der.positive()
      if (number.length > 2 * size) refuse()
      const bytes = Uint8Array.from(number.padStart(2 * size, '0').match(/../g) ?? [], (two) =>
        Number.parseInt(two, 16),
      )
      raw.set(bytes, end - size)
    }
    der.end()
    return raw
  })
}
