/**
 * Password hashes: argon2id over a peppered HMAC, kept as PHC strings.
 *
 * The secret `PEPPERS` is JSON like the sealing ring: `{"current": "p1", "keys": {"p1": "<base64, 32 bytes>"}}`.
 * A hash names its pepper in PHC's `keyid`; one made with an older pepper or other costs still verifies and
 * asks to be made again.
 */

import plainModule from 'argon2id/dist/no-simd.wasm'
import simdModule from 'argon2id/dist/simd.wasm'
import setupWasm, { type computeHash } from 'argon2id/lib/setup.js'
import { base64url, fromBase64, randomBytes, sameText, utf8 } from './bytes.ts'
import { COST } from './password-cost.ts'

const SALT_BYTES = 16

let engine: Promise<computeHash> | undefined

function argon2id(): Promise<computeHash> {
  engine ??= setupWasm(instance(simdModule), instance(plainModule))
  return engine
}

// workerd compiles no WASM at run time, so the modules are imported and only instantiated here.
const instance = (module: WebAssembly.Module) => async (imports: WebAssembly.Imports) => ({
  module,
  instance: await WebAssembly.instantiate(module, imports),
})

interface Peppers {
  current: string
  keys: Record<string, string>
}

async function peppered(password: string, peppers: Peppers, id: string): Promise<Uint8Array | undefined> {
  const pepper = peppers.keys[id]
  if (!pepper) return undefined
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', fromBase64(pepper), hmac, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8(password.normalize('NFC'))))
}

const unpadded = (bytes: Uint8Array) => base64url(bytes).replaceAll('-', '+').replaceAll('_', '/')

const header = (keyId: string) =>
  `$argon2id$v=19$m=${COST.memorySize},t=${COST.passes},p=${COST.parallelism},keyid=${unpadded(utf8(keyId))}`

/** Hashes a password under the current pepper and costs. About 40 ms of CPU and 19 MiB. */
export async function hashPassword(password: string, secret: string): Promise<string> {
  const peppers = JSON.parse(secret) as Peppers
  const input = await peppered(password, peppers, peppers.current)
  if (!input) throw new Error('PEPPERS: the current pepper is missing')
  const salt = randomBytes(SALT_BYTES)
  const hash = (await argon2id())({ password: input, salt, ...COST })
  return `${header(peppers.current)}$${unpadded(salt)}$${unpadded(hash)}`
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+),keyid=([\w+/]+)\$([\w+/]+)\$([\w+/]+)$/

/**
 * Whether the password made this hash, and whether the hash should be made again (older pepper or costs).
 * With no hash to compare, the same work is done and the answer is no: an unknown account costs as much time.
 */
export async function verifyPassword(
  password: string,
  phc: string | undefined,
  secret: string,
): Promise<{ matches: boolean; stale: boolean }> {
  const peppers = JSON.parse(secret) as Peppers
  const [, m, t, p, keyid, salt, hash] = PHC.exec(phc ?? '') ?? []
  const keyId = keyid ? new TextDecoder().decode(fromBase64(keyid)) : peppers.current
  const input = await peppered(password, peppers, keyId)
  if (!salt || !hash || !input) {
    const unused = (await peppered(password, peppers, peppers.current)) ?? utf8(password)
    ;(await argon2id())({ password: unused, salt: randomBytes(SALT_BYTES), ...COST })
    return { matches: false, stale: false }
  }
  const computed = (await argon2id())({
    password: input,
    salt: fromBase64(salt),
    memorySize: Number(m),
    passes: Number(t),
    parallelism: Number(p),
    tagLength: fromBase64(hash).length,
  })
  return {
    matches: sameText(unpadded(computed), hash),
    stale: !phc?.startsWith(`${header(peppers.current)}$`),
  }
}
