/** Bytes, text and the two hashes everything else is made of. */
import { Buffer } from 'node:buffer'
import { timingSafeEqual } from 'node:crypto'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text)
export const text = (bytes: Uint8Array): string => decoder.decode(bytes)

/** Base64url without padding (RFC 4648, section 5). */
export function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url')
}

/** Base64 with padding, for `data:` addresses. */
export const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')

/** Two lower-case digits a byte. */
export const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')

/** Reads base64 and base64url, padded or not. Throws on anything else. */
export function fromBase64(encoded: string): Uint8Array<ArrayBuffer> {
  const plain = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = new Uint8Array(plain.length)
  for (let i = 0; i < plain.length; i++) bytes[i] = plain.charCodeAt(i)
  return bytes
}

export const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))

/** SHA-256, as base64url. For secrets of full entropy only; passwords go through password.ts. */
export async function sha256(value: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(value))))
}

/** Compares two texts in a time that does not depend on where they differ; their lengths are no secret. */
export function sameText(a: string, b: string): boolean {
  const left = utf8(a)
  const right = utf8(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
