/** What is signed: built here, from the origin that the person is shown and from nothing else. */
import { createHash } from 'node:crypto'
import { type CaAlgorithm, type CaPurpose, hashOf, signedText } from '../../schema/ca.ts'
import type { Certificate } from './certificate.ts'

const digest = (hash: string, data: string | Uint8Array) => createHash(hash).update(data).digest('hex')

/** @param nonce base64url of 32 bytes, as the hall gave it */
export function textToSign(
  purpose: CaPurpose,
  origin: string,
  nonce: string,
  algorithm: CaAlgorithm,
): Buffer {
  const hash = hashOf(algorithm)
  const [site, once] = [digest(hash, origin), digest(hash, Buffer.from(nonce, 'base64url'))]
  return Buffer.from(signedText(purpose, site, once), 'ascii')
}

/** GB/T 32918.5: the curve's a, b, xG, yG. */
const SM2_CURVE = Buffer.from(
  [
    'FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC',
    '28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93',
    '32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7',
    'BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0',
  ].join(''),
  'hex',
)
const SM2_USER = Buffer.from('1234567812345678')

/** The digest that an SM2 key signs: SM3 over the signer's Z and the text (GB/T 32918.2). */
export function sm2Digest(key: Certificate, text: Uint8Array): Buffer {
  const bits = Buffer.alloc(2)
  bits.writeUInt16BE(SM2_USER.length * 8)
  // The point is 04‖x‖y.
  const z = createHash('sm3')
    .update(Buffer.concat([bits, SM2_USER, SM2_CURVE, key.publicKey.subarray(1)]))
    .digest()
  return createHash('sm3').update(z).update(text).digest()
}
