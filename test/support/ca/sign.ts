/** Signs as a CA key would: the texts of tokens. */
import {
  type CaAlgorithm,
  type CaDriver,
  type CaPurpose,
  type CaToken,
  hashOf,
  signedText,
} from '../../../schema/ca.ts'
import type { Issued } from './authority.ts'
import { KINDS, type Kind, openssl } from './openssl.ts'

export const ALGORITHMS: Record<Kind, CaAlgorithm> = { sm2: 'SM2-SM3', rsa: 'RS256', ec: 'ES256' }
const PSS = ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32']

/** The signature as tokens have it: `r ‖ s` for SM2 and ES256, RSA's own otherwise. */
export async function signText(key: Issued, text: string, algorithm = ALGORITHMS[key.kind]): Promise<Buffer> {
  const { digest, sign } = KINDS[key.kind]
  const options = algorithm === 'PS256' ? PSS : sign
  const signature = await openssl('.', ['dgst', `-${digest}`, ...options, '-sign', key.keyPem], text)
  return key.kind === 'rsa' ? signature : rawOf(signature)
}

/** `r ‖ s` of what OpenSSL writes in DER: two numbers of at most 33 bytes. */
export function rawOf(der: Buffer): Buffer {
  const r = der.subarray(4, 4 + (der[3] ?? 0))
  const s = der.subarray(6 + r.length)
  const padded = (number: Buffer) => Buffer.concat([Buffer.alloc(32), number]).subarray(-32)
  return Buffer.concat([padded(r), padded(s)])
}

export interface Signing {
  purpose: CaPurpose
  origin: string
  nonce: Uint8Array
  driver?: CaDriver
  algorithm?: CaAlgorithm
}

/** The text that a token for this asking signs. */
export async function textFor({ purpose, origin, nonce }: Signing, algorithm: CaAlgorithm): Promise<string> {
  const digest = async (bytes: Uint8Array | string) =>
    (await openssl('.', ['dgst', `-${hashOf(algorithm)}`, '-binary'], bytes)).toString('hex')
  return signedText(purpose, await digest(origin), await digest(nonce))
}

/** A whole token by this key, as extension and host make it. */
export async function tokenBy(key: Issued, signing: Signing): Promise<CaToken> {
  const algorithm = signing.algorithm ?? ALGORITHMS[key.kind]
  const signature = await signText(key, await textFor(signing, algorithm), algorithm)
  return {
    format: 'unit-hall-ca/1',
    certificate: key.certificate.toString('base64url'),
    ...{ algorithm, signature: signature.toString('base64url'), driver: signing.driver ?? 'pkcs11' },
    versions: { extension: '0.1.0', host: '0.1.0' },
  }
}
