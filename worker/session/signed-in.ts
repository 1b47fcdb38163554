/** Finds out, once a request and only when asked, who is signed in by the cookie. */
import type { Context } from 'hono'
import type { Env } from '../lib/env.ts'
import { readToken, sameHash } from '../lib/ids.ts'
import { type SignedIn, sessionCookie } from '../lib/session.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'

export function signedIn(c: Context<Env>): void {
  const load = async (): Promise<SignedIn | undefined> => {
    const token = await readToken(sessionCookie(c))
    if (!token) return undefined
    const { now } = c.var
    const session = await store.loadSession(c.env.DB, token.id, now)
    if (!session || !sameHash(session.secretHash, token.secretHash)) return undefined
    if (rules.needsTouch(session.seenAt, now))
      c.executionCtx.waitUntil(store.touchSession(c.env.DB, token.id, now).run())
    return session
  }
  let once: Promise<SignedIn | undefined> | undefined
  c.set('signedIn', () => (once ??= load()))
}
