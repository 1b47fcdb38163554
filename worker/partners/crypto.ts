import { hex, utf8 } from '../lib/bytes.ts'

/** Base64 with padding (RFC 4648, section 4), as the partners write it. */
export const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))

/** SHA-256 in lower-case hexadecimal. */
export async function sha256Hex(data: Uint8Array<ArrayBuffer>): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', data)))
}

/** HMAC-SHA256 in lower-case hexadecimal. */
export async function hmacHex(secret: Uint8Array<ArrayBuffer>, message: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign'])
  return hex(new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8(message))))
}

/** Reads JSON, or `undefined` where it is none. */
export function readJson(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}
