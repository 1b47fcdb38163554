/** SM2 signatures (GB/T 32918.2-2016): verifying only, for the hall signs nothing with SM2. */
import { weierstrass } from '@noble/curves/abstract/weierstrass.js'
import { asciiToBytes, bytesToNumberBE, concatBytes, numberToBytesBE } from '@noble/curves/utils.js'
import { sm3 } from '../../../schema/sm3.ts'

/** GB/T 32918.5-2017. */
const CURVE = {
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  h: 1n,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
} as const
const Point = weierstrass(CURVE)

/** The one user id of certificates (GM/T 0009). */
const USER_ID = '1234567812345678'
/** What comes before the key in Z: the user id's length in bits, the id, a, b and the base point. */
const BEFORE_KEY = concatBytes(
  Uint8Array.of(0, 8 * USER_ID.length),
  asciiToBytes(USER_ID),
  ...[CURVE.a, CURVE.b, CURVE.Gx, CURVE.Gy].map((number) => numberToBytesBE(number, 32)),
)

/** The point of a key of 65 bytes, `04 ‖ x ‖ y`; undefined where it is none of the curve. */
function pointOf(key: Uint8Array) {
  if (key.length !== 65 || key[0] !== 4) return undefined
  try {
    // Checks the range of both coordinates and the curve's equation; infinity cannot be written so.
    return Point.fromBytes(key)
  } catch {
    return undefined
  }
}

export const isSm2Key = (key: Uint8Array): boolean => pointOf(key) !== undefined

/** SM3 over Z, which names the curve, the id and the key, and the message. */
const digestOf = (key: Uint8Array, message: Uint8Array): bigint =>
  bytesToNumberBE(sm3(concatBytes(sm3(concatBytes(BEFORE_KEY, key.subarray(1))), message)))

/**
 * Whether an SM2-with-SM3 signature is the key's.
 *
 * @param key 65 bytes, `04 ‖ x ‖ y`
 * @param signature 64 bytes, `r ‖ s`
 */
export function verifySm2(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const point = pointOf(key)
  if (!point || signature.length !== 64) return false
  const { n } = CURVE
  const r = bytesToNumberBE(signature.subarray(0, 32))
  const s = bytesToNumberBE(signature.subarray(32))
  if (r === 0n || r >= n || s === 0n || s >= n) return false
  const t = (r + s) % n
  if (t === 0n) return false
  const found = Point.BASE.mulAddUnsafe(s, point, t)
  // Infinity has no x; some libraries take it for 0, and then anybody can sign.
  if (found.is0()) return false
  return (digestOf(key, message) + found.x) % n === r
}
