/** Random, sortable identifiers and `id.secret` tokens. */
import { base64url, randomBytes, sameText, sha256 } from './bytes.ts'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz' // Crockford's base 32: nothing to mistake when read aloud

/** 26 characters: 48 bits of time, then 80 bits of chance. Sorts by time, tells nothing else (ULID layout). */
export function newId(now: number): string {
  let id = ''
  for (let rest = now, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) id = ALPHABET[rest % 32] + id
  for (const byte of randomBytes(16)) id += ALPHABET[byte % 32]
  return id
}

/** The moment that an id was made at. */
export const timeIn = (id: string): number =>
  [...id.slice(0, 10)].reduce((time, character) => time * 32 + ALPHABET.indexOf(character), 0)

/** An id that sorts behind another one, though both be made in one millisecond, or by clocks that differ. */
export const newIdAfter = (before: string, now: number): string =>
  newId(before === '' ? now : Math.max(now, timeIn(before) + 1))

/** A bearer secret as handed out, and what the database keeps of it. */
export interface Token {
  id: string
  /** `id.secret`; 256 bits of chance. Goes to its holder once and is stored nowhere. */
  token: string
  secretHash: string
}

export async function newToken(now: number): Promise<Token> {
  const id = newId(now)
  const secret = base64url(randomBytes(32))
  return { id, token: `${id}.${secret}`, secretHash: await sha256(secret) }
}

/** Splits a presented `id.secret`; undefined when it cannot be one. */
export async function readToken(
  presented: string | undefined,
): Promise<{ id: string; secretHash: string } | undefined> {
  const match = /^([0-9a-z]{26})\.([\w-]{43})$/.exec(presented ?? '')
  if (!match?.[1] || !match[2]) return undefined
  return { id: match[1], secretHash: await sha256(match[2]) }
}

/** The id that a presented `id.secret` names, before anything is known of its secret. */
export const idIn = (presented: string | null) => /^([0-9a-z]{26})\./.exec(presented ?? '')?.[1] ?? ''

export const sameHash = sameText
