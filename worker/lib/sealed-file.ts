/** A file in R2, sealed with a key of its own; that key, sealed by the ring, is for the row that the file belongs to. */
import { dropInvisible } from '../../schema/fields/text.ts'
import { base64, fromBase64, randomBytes, utf8 } from './bytes.ts'
import type { Bindings } from './env.ts'
import { sealer } from './sealed.ts'

const IV_BYTES = 12
const KEY_BYTES = 32

/** Where a file lies, the id that it is bound to, and the column that holds its key. */
export interface FilePlace {
  path: string
  id: string
  /** `table.column`. */
  keyPlace: string
}

const keyFrom = (bytes: Uint8Array<ArrayBuffer>) =>
  crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])

/** Puts a file where only `readSealedFile` with the returned key can read it. */
export async function putSealedFile(
  env: Bindings,
  { path, id, keyPlace }: FilePlace,
  content: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const { seal } = await sealer(env.SEALING_KEYS)
  const [key, iv] = [randomBytes(KEY_BYTES), randomBytes(IV_BYTES)]
  const parameters = { name: 'AES-GCM', iv, additionalData: utf8(id) }
  const sealed = await crypto.subtle.encrypt(parameters, await keyFrom(key), content)
  // As a stream: a further copy of twenty megabytes would be too much for an isolate that takes in a few at once.
  const { readable, writable } = new FixedLengthStream(IV_BYTES + sealed.byteLength)
  const write = async () => {
    const writer = writable.getWriter()
    await writer.write(iv)
    await writer.write(new Uint8Array(sealed))
    await writer.close()
  }
  await Promise.all([env.FILES.put(path, readable), write()])
  return seal(base64(key), keyPlace)
}

/** The file as it came; undefined when it is gone. */
export async function readSealedFile(
  env: Bindings,
  { path, id, keyPlace }: FilePlace,
  keySealed: string,
): Promise<ArrayBuffer | undefined> {
  const { open } = await sealer(env.SEALING_KEYS)
  const file = await env.FILES.get(path)
  if (!file) return undefined
  const bytes = new Uint8Array(await file.arrayBuffer())
  const key = await keyFrom(fromBase64(await open(keySealed, keyPlace)))
  const parameters = { name: 'AES-GCM', iv: bytes.subarray(0, IV_BYTES), additionalData: utf8(id) }
  return crypto.subtle.decrypt(parameters, key, bytes.subarray(IV_BYTES))
}

const LONGEST_NAME = 120

/** What somebody else's machine calls a file, as a name and nothing more. */
export const fileName = (given: string): string =>
  dropInvisible(given)
    .replace(/[\p{Cc}/\\]/gu, ' ')
    .trim()
    .slice(0, LONGEST_NAME) || '未命名'

/** RFC 6266: what a file is called, for old programs too where RFC 8187 has to write it out. */
function named(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const whole = encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)
  return plain === name ? `filename="${name}"` : `filename="${plain}"; filename*=UTF-8''${whole}`
}

/** Sent so that it does nothing anywhere: it is from somebody else's machine. */
export const asAttachment = (type: string, name: string): Record<string, string> => ({
  'content-type': type,
  'content-disposition': `attachment; ${named(name)}`,
  'content-security-policy': "default-src 'none'; sandbox",
})
