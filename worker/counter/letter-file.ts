/** The scanned letter in R2: sealed with a key of its own, which only the row of its opening holds. */
import { base64, fromBase64, randomBytes, utf8 } from '../lib/bytes.ts'
import type { Bindings } from '../lib/env.ts'
import { sealer } from '../lib/sealed.ts'

const pathOf = (openingId: string) => `letters/${openingId}`
const IV_BYTES = 12
const KEY_BYTES = 32

const keyFrom = (bytes: Uint8Array<ArrayBuffer>) =>
  crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])

/** Puts a letter where only `readLetter` with the returned key can read it. */
export async function putLetter(
  env: Bindings,
  openingId: string,
  letter: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const { seal } = await sealer(env.SEALING_KEYS)
  const [key, iv] = [randomBytes(KEY_BYTES), randomBytes(IV_BYTES)]
  const parameters = { name: 'AES-GCM', iv, additionalData: utf8(openingId) }
  const sealed = await crypto.subtle.encrypt(parameters, await keyFrom(key), letter)
  const file = new Uint8Array(IV_BYTES + sealed.byteLength)
  file.set(iv)
  file.set(new Uint8Array(sealed), IV_BYTES)
  await env.FILES.put(pathOf(openingId), file)
  return seal(base64(key), 'counter_opening.letter_key')
}

/** The letter as it came; undefined when the file is gone. */
export async function readLetter(
  env: Bindings,
  openingId: string,
  keySealed: string,
): Promise<ArrayBuffer | undefined> {
  const { open } = await sealer(env.SEALING_KEYS)
  const file = await env.FILES.get(pathOf(openingId))
  if (!file) return undefined
  const bytes = new Uint8Array(await file.arrayBuffer())
  const key = await keyFrom(fromBase64(await open(keySealed, 'counter_opening.letter_key')))
  const parameters = { name: 'AES-GCM', iv: bytes.subarray(0, IV_BYTES), additionalData: utf8(openingId) }
  return crypto.subtle.decrypt(parameters, key, bytes.subarray(IV_BYTES))
}

/** Takes a letter away again whose opening came to nothing. */
export const dropLetter = (env: Bindings, openingId: string) => env.FILES.delete(pathOf(openingId))
