/** Bearer tokens (RFC 6750): reading one, and what is answered when it does not do. */
import type { Context } from 'hono'
import type { Env } from '../lib/env.ts'
import { readToken, sameHash } from '../lib/ids.ts'
import type { StoredToken } from './token-store.ts'

/** The token that a request carries, while it is good; `find` says what is wanted with it. */
export async function bearer<T extends StoredToken>(
  c: Context<Env>,
  find: (db: D1Database, id: string, now: number) => Promise<T | undefined>,
): Promise<T | undefined> {
  const [, presented] = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
  const read = await readToken(presented)
  const token = read && (await find(c.env.DB, read.id, c.var.now))
  return token && sameHash(token.secretHash, read.secretHash) && token.expiresAt > c.var.now
    ? token
    : undefined
}

export function refuseBearer(c: Context<Env>, error: 'invalid_token' | 'insufficient_scope', scope?: string) {
  // Without any token only the scheme is named (section 3.1).
  const named = c.req.header('authorization') ? ` error="${error}"${scope ? `, scope="${scope}"` : ''}` : ''
  c.header('www-authenticate', `Bearer${named}`)
  return c.json({ error }, error === 'invalid_token' ? 401 : 403)
}
