/** Signing in on the hall itself: the old session of this browser ends, a new one with a new cookie begins. */
import type { Context } from 'hono'
import type { SignIn, SignInReason } from '../../schema/login.ts'
import type { Env } from '../lib/env.ts'
import { readToken } from '../lib/ids.ts'
import { ok, type Result } from '../lib/result.ts'
import { type JustSignedIn, sessionCookie, setSessionCookie } from '../lib/session.ts'
import { signIn } from './acts.ts'

export async function enter(c: Context<Env>, input: SignIn): Promise<Result<JustSignedIn, SignInReason>> {
  const replaces = await readToken(sessionCookie(c))
  const opened = await signIn(c.env, c.get('origin'), c.get('now'), input, replaces && { replaces })
  if (!opened.ok) return opened
  setSessionCookie(c, opened.value.token)
  return ok(opened.value.session)
}
