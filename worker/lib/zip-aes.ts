/** WinZip's encryption of a zip entry, version AE-2 (winzip.com/aes_info): AES-256 in counter mode, HMAC-SHA-1 over it. */
import { createCipheriv, createHmac } from 'node:crypto'
import { randomBytes, utf8 } from './bytes.ts'

type Bytes = Uint8Array<ArrayBuffer>

const SALT_BYTES = 16
const KEY_BYTES = 32
const CHECK_BYTES = 2
const SEAL_BYTES = 10
/** What the format prescribes. It slows nobody down who guesses a mobile number: see the decision. */
const ROUNDS = 1000
const BLOCK = 16
/** Blocks of key stream made at a time. */
const AHEAD = 4096

async function keysOf(password: string, salt: Bytes) {
  const base = await crypto.subtle.importKey('raw', utf8(password), 'PBKDF2', false, ['deriveBits'])
  const how = { name: 'PBKDF2', hash: 'SHA-1', salt, iterations: ROUNDS }
  const bits = await crypto.subtle.deriveBits(how, base, 8 * (2 * KEY_BYTES + CHECK_BYTES))
  return {
    cipher: new Uint8Array(bits, 0, KEY_BYTES),
    seal: new Uint8Array(bits, KEY_BYTES, KEY_BYTES),
    check: new Uint8Array(bits, 2 * KEY_BYTES, CHECK_BYTES),
  }
}

/**
 * The key stream: the counter's blocks, encrypted. WinZip counts with the least byte first, from one, which no counter mode
 * of the platform does; so the blocks are written here and encrypted there, many at once.
 */
function* keyStream(key: Bytes): Generator<Uint8Array, never> {
  const cipher = createCipheriv('aes-256-ecb', key, null)
  cipher.setAutoPadding(false)
  for (let first = 1; ; first += AHEAD) {
    const blocks = new Uint8Array(BLOCK * AHEAD)
    const view = new DataView(blocks.buffer)
    for (let n = 0; n < AHEAD; n++) {
      view.setUint32(BLOCK * n, (first + n) >>> 0, true)
      view.setUint32(BLOCK * n + 4, Math.floor((first + n) / 2 ** 32), true)
    }
    yield cipher.update(blocks)
  }
}

/** Salt and check, the content in disguise, and a seal over that. */
export async function* encrypted(
  content: AsyncIterable<Bytes>,
  password: string,
): AsyncGenerator<Bytes, void> {
  const salt = randomBytes(SALT_BYTES)
  const keys = await keysOf(password, salt)
  const seal = createHmac('sha1', keys.seal)
  const stream = keyStream(keys.cipher)
  yield salt
  yield keys.check
  let [key, used] = [stream.next().value, 0]
  for await (const part of content) {
    const hidden = new Uint8Array(part.length)
    for (let n = 0; n < part.length; n++, used++) {
      if (used === key.length) [key, used] = [stream.next().value, 0]
      hidden[n] = (part[n] ?? 0) ^ (key[used] ?? 0)
    }
    seal.update(hidden)
    yield hidden
  }
  yield new Uint8Array(seal.digest()).slice(0, SEAL_BYTES)
}
