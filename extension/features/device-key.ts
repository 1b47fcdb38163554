/**
 * This browser's own key, the second proof beside a vendor's client that signs for whoever asks. It is made here, never
 * leaves, and no code can read it, ours included. Each hall knows another one, so that none can tell browsers by it.
 */
import type { CaToken } from '../../schema/ca.ts'
import { base64urlOf } from './bytes.ts'

const DATABASE = 'device-keys'
const STORE = 'by-hall'
const EC = { name: 'ECDSA', namedCurve: 'P-256' } as const

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE)
  return done(request)
}

/** The hall's key, made when there is none. Of two made at once the first one stays. */
async function keyFor(hall: string): Promise<CryptoKeyPair> {
  const database = await open()
  try {
    const kept = () =>
      database.transaction(STORE).objectStore(STORE).get(hall) as IDBRequest<CryptoKeyPair | undefined>
    const found = await done(kept())
    if (found) return found
    const made = await crypto.subtle.generateKey(EC, false, ['sign'])
    await done(database.transaction(STORE, 'readwrite').objectStore(STORE).add(made, hall)).catch(
      () => undefined,
    )
    return (await done(kept())) ?? made
  } finally {
    database.close()
  }
}

/** ES256, r‖s, over the same text as the CA key's. */
export async function coSign(hall: string, text: string): Promise<NonNullable<CaToken['device']>> {
  const { privateKey, publicKey } = await keyFor(hall)
  const bytes = new TextEncoder().encode(text)
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, bytes)
  const { x, y } = await crypto.subtle.exportKey('jwk', publicKey)
  if (!x || !y) throw new Error('a P-256 key has two coordinates')
  return { x, y, signature: base64urlOf(signature) }
}
