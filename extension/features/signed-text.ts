/** The text that a key signs, made here from the browser's own word on the origin: nobody else's is co-signed. */
import { type CaAlgorithm, hashOf, signedText } from '../../schema/ca.ts'
import { sm3 } from '../../schema/sm3.ts'
import { bytesOf, hexOf } from './bytes.ts'
import type { ToSign } from './host.ts'

const HASHES = {
  sm3: async (bytes: Uint8Array<ArrayBuffer>) => sm3(bytes),
  sha256: async (bytes: Uint8Array<ArrayBuffer>) =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)),
}

export async function textFor({ purpose, origin, nonce }: ToSign, algorithm: CaAlgorithm): Promise<string> {
  const hash = HASHES[hashOf(algorithm)]
  const [ofOrigin, ofNonce] = await Promise.all([
    hash(new TextEncoder().encode(origin)),
    hash(bytesOf(nonce)),
  ])
  return signedText(purpose, hexOf(ofOrigin), hexOf(ofNonce))
}
