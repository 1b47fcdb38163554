/** Signatures as vendors' clients make them: DER for SM2 and EC, plain for RSA; and PKCS#7 around them. */
import { elements, inside, OCTETS, SEQUENCE, SET } from '../../../extension/native-host/der.ts'
import { KINDS, openssl } from '../ca/openssl.ts'
import type { UnitKey } from './certificates.ts'

export function signedByVendor({ kind, keyPem }: UnitKey, text: string): Promise<Buffer> {
  const { digest, sign } = KINDS[kind]
  return openssl('.', ['dgst', `-${digest}`, ...sign, '-sign', keyPem], text)
}

const wrap = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts)
  if (body.length < 0x80) return Buffer.concat([Buffer.of(tag, body.length), body])
  const length = Buffer.of(0x82, body.length >> 8, body.length & 0xff)
  return Buffer.concat([Buffer.of(tag), length, body])
}
const oid = (hex: string) => wrap(0x06, Buffer.from(hex, 'hex'))
const one = Buffer.of(2, 1, 1)

/** GM/T 0010: signedData by one SM2 key, its certificate in it, no signed attributes. */
export async function sm2Pkcs7(key: UnitKey, text: string): Promise<Buffer> {
  const tbs = elements(inside(key.certificate, SEQUENCE)?.[0]?.content ?? Buffer.of()) ?? []
  const [, serial, , issuer] = tbs
  const sm3 = wrap(SEQUENCE, oid('2a811ccf55018311'))
  const signer = wrap(
    SEQUENCE,
    ...[one, wrap(SEQUENCE, issuer?.whole ?? Buffer.of(), serial?.whole ?? Buffer.of()), sm3],
    wrap(SEQUENCE, oid('2a811ccf5501822d01')),
    wrap(OCTETS, await signedByVendor(key, text)),
  )
  const content = wrap(SEQUENCE, oid('2a811ccf550601040201'), wrap(0xa0, wrap(OCTETS, Buffer.from(text))))
  const data = wrap(SEQUENCE, one, wrap(SET, sm3), content, wrap(0xa0, key.certificate), wrap(SET, signer))
  return wrap(SEQUENCE, oid('2a811ccf550601040202'), wrap(0xa0, data))
}

/** PKCS#7 as OpenSSL makes it. */
export const pkcs7 = (
  { keyPem, certificatePem }: UnitKey,
  text: string,
  attributes = false,
): Promise<Buffer> =>
  openssl(
    '.',
    [
      ...['cms', '-sign', '-binary', '-nodetach', '-outform', 'DER', '-md', 'sha256'],
      ...[...(attributes ? [] : ['-noattr']), '-signer', certificatePem, '-inkey', keyPem],
    ],
    text,
  )
