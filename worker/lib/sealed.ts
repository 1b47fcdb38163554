/**
 * Field encryption. A value is sealed with AES-256-GCM and found again by a keyed blind index; both keys
 * are derived (HKDF-SHA-256) from one 256-bit master of a ring, so that rotating the ring rotates both.
 *
 * The secret `SEALING_KEYS` is JSON: `{"current": "k2", "keys": {"k1": "<base64, 32 bytes>", "k2": "…"}}`.
 * New values use `current`; old ones open with the key they name until the scheduled job has moved them.
 */
import { base64url, fromBase64, randomBytes, text, utf8 } from './bytes.ts'

export interface Sealer {
  /** The ring's current key; rows that name another one wait to be moved. */
  keyId: string
  /** `keyId.iv.ciphertext`. `place` (table.column) is authenticated, so a value cannot be moved elsewhere. */
  seal(value: string, place: string): Promise<string>
  /** Throws when the value was changed, moved or sealed under a key that left the ring. */
  open(sealed: string, place: string): Promise<string>
  /** Equal values in one domain give equal texts; nothing else can be told from them. */
  index(value: string, domain: string): Promise<string>
  /** The index under every key of the ring, the current one first: what a look-up must try. */
  indexes(value: string, domain: string): Promise<string[]>
  /** Keyed hash for things that are never looked up under an older key (codes, attempts). */
  mac(value: string, domain: string): Promise<string>
}

interface Keys {
  aes: CryptoKey
  hmac: CryptoKey
}

/** Places are a handful of names in this code, and each is asked for with every row. */
const places = new Map<string, Uint8Array<ArrayBuffer>>()
function placeBytes(place: string): Uint8Array<ArrayBuffer> {
  const bytes = places.get(place) ?? utf8(place)
  places.set(place, bytes)
  return bytes
}

const rings = new Map<string, Promise<Sealer>>()

/** The sealer of a ring, made once per isolate. */
export function sealer(secret: string): Promise<Sealer> {
  const known = rings.get(secret)
  if (known) return known
  const made = makeSealer(secret)
  rings.set(secret, made)
  return made
}

async function makeSealer(secret: string): Promise<Sealer> {
  const ring = JSON.parse(secret) as { current: string; keys: Record<string, string> }
  const ids = [ring.current, ...Object.keys(ring.keys).filter((id) => id !== ring.current)]
  const keys = new Map<string, Keys>()
  for (const id of ids) keys.set(id, await derive(id, ring.keys[id]))

  const keyOf = (id: string): Keys => {
    const found = keys.get(id)
    if (!found) throw new Error('sealed under a key that is not in the ring')
    return found
  }
  const hmac = async (id: string, value: string, domain: string) => {
    const mac = await crypto.subtle.sign('HMAC', keyOf(id).hmac, utf8(`${domain}\u0000${value}`))
    return base64url(new Uint8Array(mac))
  }
  const indexUnder = async (id: string, value: string, domain: string) =>
    `${id}.${await hmac(id, value, domain)}`

  return {
    keyId: ring.current,
    async seal(value, place) {
      const iv = randomBytes(12)
      const parameters = { name: 'AES-GCM', iv, additionalData: placeBytes(place) }
      const sealed = await crypto.subtle.encrypt(parameters, keyOf(ring.current).aes, utf8(value))
      return `${ring.current}.${base64url(iv)}.${base64url(new Uint8Array(sealed))}`
    },
    async open(sealed, place) {
      const [id = '', iv = '', body = ''] = sealed.split('.')
      const parameters = { name: 'AES-GCM', iv: fromBase64(iv), additionalData: placeBytes(place) }
      return text(new Uint8Array(await crypto.subtle.decrypt(parameters, keyOf(id).aes, fromBase64(body))))
    },
    index: (value, domain) => indexUnder(ring.current, value, domain),
    indexes: (value, domain) => Promise.all(ids.map((id) => indexUnder(id, value, domain))),
    mac: (value, domain) => hmac(ring.current, value, domain),
  }
}

async function derive(id: string, master: string | undefined): Promise<Keys> {
  const bytes = fromBase64(master ?? '')
  if (bytes.length !== 32 || !/^\w{1,16}$/.test(id))
    throw new Error('SEALING_KEYS: every key is 32 bytes, its id 1–16 word characters')
  const base = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey'])
  const from = (info: string) => ({
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(32),
    info: utf8(info),
  })
  return {
    aes: await crypto.subtle.deriveKey(
      from('unit-hall seal'),
      base,
      { name: 'AES-GCM', length: 256 },
      false,
      ['encrypt', 'decrypt'],
    ),
    hmac: await crypto.subtle.deriveKey(
      from('unit-hall index'),
      base,
      { name: 'HMAC', hash: 'SHA-256', length: 256 },
      false,
      ['sign'],
    ),
  }
}
