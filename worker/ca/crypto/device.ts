/** The second proof of a relayable key: the extension's own key signed the same text. */
import { calculateJwkThumbprint } from 'jose'
import { base64url } from '../../lib/bytes.ts'
import type { Device } from '../token.ts'

const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** Thumbprint of the key (RFC 7638) where the signature is its own; undefined where it is not, or is no key. */
export async function deviceOf({ x, y, signature }: Device, text: Uint8Array): Promise<string | undefined> {
  const jwk = { kty: 'EC', crv: 'P-256', x: base64url(x), y: base64url(y) }
  const key = await crypto.subtle.importKey('jwk', jwk, P256, false, ['verify']).catch(() => undefined)
  const view = (bytes: Uint8Array) => bytes as Uint8Array<ArrayBuffer>
  const holds = key && (await crypto.subtle.verify(P256, key, view(signature), view(text)))
  return holds ? calculateJwkThumbprint(jwk) : undefined
}
