/** Signs as a CA key would: the texts of tokens. */
import { constants, createHash, sign } from 'node:crypto'
import { readFile } from 'node:fs/promises'
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

/** The signature as tokens have it: `r ‖ s` for SM2 and ES256, RSA's own otherwise. */
export async function signText(key: Issued, text: string, algorithm = ALGORITHMS[key.kind]): Promise<Buffer> {
  if (key.kind === 'sm2') {
    const { digest, sign: id } = KINDS.sm2
    return rawOf(await openssl('.', ['dgst', `-${digest}`, ...id, '-sign', key.keyPem], text))
  }
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
  return sign('sha256', Buffer.from(text), {
    key: await readFile(key.keyPem, 'utf8'),
    ...(key.kind === 'ec' && { dsaEncoding: 'ieee-p1363' as const }),
    ...(algorithm === 'PS256' && pss),
  })
}

/** `r ‖ s` of what OpenSSL writes in DER: two numbers of at most 33 bytes. */
function rawOf(der: Buffer): Buffer {
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
export function textFor({ purpose, origin, nonce }: Signing, algorithm: CaAlgorithm): string {
  const digest = (bytes: Uint8Array | string) => createHash(hashOf(algorithm)).update(bytes).digest('hex')
  return signedText(purpose, digest(origin), digest(nonce))
}

/** A whole token by this key, as extension and host make it. */
export async function tokenBy(key: Issued, signing: Signing): Promise<CaToken> {
  const algorithm = signing.algorithm ?? ALGORITHMS[key.kind]
  const signature = await signText(key, textFor(signing, algorithm), algorithm)
  return {
    format: 'unit-hall-ca/1',
    certificate: key.certificate.toString('base64url'),
    ...{ algorithm, signature: signature.toString('base64url'), driver: signing.driver ?? 'pkcs11' },
    versions: { extension: '0.1.0', host: '0.1.0' },
  }
}
