import { hex } from '../lib/bytes.ts'

/** SHA-256 in hex: how certificates and their names are found. */
export async function hashOf(bytes: Uint8Array): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)))
}
