/** Public keys as certificates hold them (SubjectPublicKeyInfo). */
import { type Der, reading, TAG } from './der.ts'
import { type Algorithm, readAlgorithm } from './values.ts'

export type KeyKind = 'sm2' | 'rsa' | 'p256' | 'p384' | 'p521'

export interface PublicKey {
  /** Undefined where it is of a kind, or so weak, that the hall does not go by it. */
  kind: KeyKind | undefined
  /** SubjectPublicKeyInfo, DER: what Web Crypto imports. */
  spki: Uint8Array
  /** The bits of the key alone: a point, or a modulus with its exponent. */
  bits: Uint8Array
}

/** NIST SP 800-131A and GM/T 0015; no CA has one of more than 8,192 bits, and those take long to verify. */
const LEAST_RSA_BITS = 2048
const MOST_RSA_BITS = 8192
/** The one exponent that CAs use. Smaller ones have broken verifiers, larger ones are slow. */
const EXPONENT = '010001'

const CURVES: Record<string, { kind: KeyKind; bytes: number }> = {
  '1.2.156.10197.1.301': { kind: 'sm2', bytes: 65 },
  '1.2.840.10045.3.1.7': { kind: 'p256', bytes: 65 },
  '1.3.132.0.34': { kind: 'p384', bytes: 97 },
  '1.3.132.0.35': { kind: 'p521', bytes: 133 },
}

export function readKey(outer: Der): PublicKey {
  const spki = outer.whole()
  const key = reading(spki, (der) => {
    const within = der.inside()
    const algorithm = readAlgorithm(within)
    const bits = within.bits()
    within.end()
    return { kind: kindOf(algorithm, bits), spki, bits }
  })
  return key ?? { kind: undefined, spki, bits: new Uint8Array() }
}

function kindOf({ oid, parameters }: Algorithm, bits: Uint8Array): KeyKind | undefined {
  if (oid === '1.2.840.113549.1.1.1') return isNull(parameters) && isSoundRsa(bits) ? 'rsa' : undefined
  if (oid !== '1.2.840.10045.2.1' || !parameters) return undefined
  const curve = CURVES[reading(parameters, (der) => der.oid()) ?? '']
  // `04`: both coordinates in full. No CA writes points in another form.
  return curve && bits.length === curve.bytes && bits[0] === 4 ? curve.kind : undefined
}

export const isNull = (parameters: Uint8Array | undefined): boolean =>
  parameters?.length === 2 && parameters[0] === TAG.null && parameters[1] === 0

function isSoundRsa(bits: Uint8Array): boolean {
  const key = reading(bits, (der) => {
    const within = der.inside()
    const [modulus, exponent] = [within.positive(), within.positive()]
    within.end()
    return { modulus, exponent }
  })
  if (!key || key.exponent.padStart(6, '0') !== EXPONENT) return false
  const length = 4 * key.modulus.length - (Math.clz32(Number.parseInt(key.modulus.charAt(0), 16)) - 28)
  return length >= LEAST_RSA_BITS && length <= MOST_RSA_BITS && /[13579bdf]$/.test(key.modulus)
}
