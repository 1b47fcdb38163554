/** SM2 for those who forge: the arithmetic of a signer, without a signer's care. */
import { randomBytes } from 'node:crypto'
import { weierstrass } from '@noble/curves/abstract/weierstrass.js'
import { sm3 } from 'sm-crypto'

export const P = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn
export const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n
export const Point = weierstrass({
  ...{ p: P, n: N, h: 1n, a: P - 3n },
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
})

export const mod = (number: bigint): bigint => ((number % N) + N) % N
export const bytesOf = (...numbers: bigint[]): Buffer =>
  Buffer.from(numbers.map((number) => number.toString(16).padStart(64, '0')).join(''), 'hex')
export const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
export const randomNumber = (): bigint => mod(numberOf(randomBytes(32)) | 1n)

/** `04 ‖ x ‖ y` of a private key. */
export const publicKeyOf = (secret: bigint): Buffer => Buffer.from(Point.BASE.multiply(secret).toBytes(false))

const hash = (...parts: Uint8Array[]) => Buffer.from(sm3([...Buffer.concat(parts)]), 'hex')

/** SM3 over Z and the message, as GB/T 32918.2 has it, under a user id. */
export function digestOf(key: Uint8Array, message: Uint8Array, userId = '1234567812345678'): bigint {
  const id = Buffer.from(userId)
  const { a, b, Gx, Gy } = Point.CURVE()
  const length = Buffer.from([(8 * id.length) >> 8, (8 * id.length) & 0xff])
  return numberOf(hash(hash(length, id, bytesOf(a, b, Gx, Gy), key.subarray(1)), message))
}

/** `r ‖ s` by a private key over a digest. */
export function signDigest(secret: bigint, digest: bigint, k = randomNumber()): { r: bigint; s: bigint } {
  const r = mod(digest + Point.BASE.multiply(k).x)
  const s = mod(Point.Fn.inv(mod(1n + secret)) * mod(k - r * secret))
  return { r, s }
}
