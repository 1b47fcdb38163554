/** Finds out, once a request and only when asked, which person is signed in by their own cookie. */
import type { Context } from 'hono'
import type { Env } from '../lib/env.ts'
import { readToken, sameHash } from '../lib/ids.ts'
import { personCookie, type SignedInPerson } from '../lib/person-session.ts'
import { needsTouch } from '../session/rules.ts'
import * as store from './session-store.ts'

export function signedInPerson(c: Context<Env>): void {
  const load = async (): Promise<SignedInPerson | undefined> => {
    const token = await readToken(personCookie(c))
    if (!token) return undefined
    const session = await store.loadSession(c.env.DB, token.id, c.var.now)
    if (!session || !sameHash(session.secretHash, token.secretHash)) return undefined
    if (needsTouch(session.seenAt, c.var.now))
      c.executionCtx.waitUntil(store.touchSession(c.env.DB, token.id, c.var.now).run())
    return session
  }
  let once: Promise<SignedInPerson | undefined> | undefined
  c.set('signedInPerson', () => (once ??= load()))
}
