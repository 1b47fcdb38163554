/** Finds out, once a request and only when asked, which institution is signed in by its own cookie. */
import type { Context } from 'hono'
import type { Env } from '../lib/env.ts'
import { readToken, sameHash } from '../lib/ids.ts'
import { institutionCookie, type SignedInInstitution } from '../lib/institution-session.ts'
import { needsTouch } from '../session/rules.ts'
import * as store from './session-store.ts'

export function signedInInstitution(c: Context<Env>): void {
  const load = async (): Promise<SignedInInstitution | undefined> => {
    const token = await readToken(institutionCookie(c))
    if (!token) return undefined
    const session = await store.loadSession(c.env.DB, token.id, c.var.now)
    if (!session || !sameHash(session.secretHash, token.secretHash)) return undefined
    if (needsTouch(session.seenAt, c.var.now))
      c.executionCtx.waitUntil(store.touchSession(c.env.DB, token.id, c.var.now).run())
    return session
  }
  let once: Promise<SignedInInstitution | undefined> | undefined
  c.set('signedInInstitution', () => (once ??= load()))
}
