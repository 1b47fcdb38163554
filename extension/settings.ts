/** What a build is made for, from its environment: `node extension/build.ts` reads it, no browser does. */
import { HOST_PATIENCE_MS } from '../schema/ca-bridge.ts'

/** What `npm start` runs on this machine. */
const DEVELOPMENT_HALL = 'http://localhost:8787'

/**
 * Gives an unpacked extension the id that `EXTENSION_IDS` names. The public half of a key whose private half nobody
 * has: nothing is signed with it.
 */
const DEVELOPMENT_KEY = [
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAoWnTQc0+/JTY4mbHNyMfXH1gUqXH2ii4gEyqUDpknA2oZC7L9ClCv6ai8Tbd',
  '5mKNTgA14+8e8ydKrwTRt1jddIf3p6mTeeIG/kIfs4bMfhQkyvXywoQdNYUKfb8yEtGhZsT9hn7nxFMm6iQKSei9A+6UBoUUE/8t4VqyU',
  'wD1uMZnoW9BtvWUjuFEj7cKzB/yJuVTPgFmT3gS0/FsuG2BlW7petYklO+c7jJjeOiODvSQ/+QjIDussTwB2NJZFa+unvU1j8qeJqUp4r',
  'f1uDBlQ3FcJXe/e9IS1mZqlE8DhoVtdFWUTnps8rGBsRN+ww/u9ZD5Q+XcJvptq9kHS0fm7wIDAQAB',
].join('')

type Variables = Record<string, string | undefined>

/** One origin as browsers write it, plain HTTP on this machine only. Throws on anything else. */
function hall(text: string): string {
  const { origin, protocol, hostname } = new URL(text)
  const safe = protocol === 'https:' || (protocol === 'http:' && hostname === 'localhost')
  // A star is a letter to a URL, and a wildcard to the browser.
  if (!safe || origin !== text || !/^[a-z\d.-]+$/.test(hostname))
    throw new Error(`not the origin of a hall: ${text}`)
  return origin
}

export interface Settings {
  /** Origins whose pages may ask for a signature, and nobody else. */
  halls: string[]
  /** How long somebody may take to choose a key and type its PIN; tests don't wait as long. */
  patience: number
  /** Public key that fixes the id of a Chromium build; none for a store that gives its own. */
  key: string | undefined
}

/**
 * - `HALL_ORIGINS`: origins, apart by spaces
 * - `EXTENSION_KEY`: the key that a store shows, or empty to name none
 * - `EXTENSION_PATIENCE_MS`
 */
export function settings(env: Variables): Settings {
  return {
    halls: (env.HALL_ORIGINS ?? DEVELOPMENT_HALL).split(/\s+/).filter(Boolean).map(hall),
    patience: Number(env.EXTENSION_PATIENCE_MS ?? HOST_PATIENCE_MS),
    key: (env.EXTENSION_KEY ?? DEVELOPMENT_KEY) || undefined,
  }
}

/** Match patterns of hosts: they hold no port, so whoever is matched still has to be on the list. */
export const matchesOf = (halls: string[]): string[] => [
  ...new Set(halls.map((origin) => new URL(origin)).map((url) => `${url.protocol}//${url.hostname}/*`)),
]
