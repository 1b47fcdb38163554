/** Sign-in by the province's service: going there, and coming back. */
import type { Context } from 'hono'
import type { FederationReason } from '../../schema/federation.ts'
import { base64url, randomBytes, sha256 } from '../lib/bytes.ts'
import type { Env } from '../lib/env.ts'
import { readToken, sameHash } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sessionCookie, setSessionCookie } from '../lib/session.ts'
import { goOn } from '../login/rules.ts'
import { type PartnerFault, partners } from '../partners/index.ts'
import { enterProved } from './acts.ts'
import { forgetAttempt, openAttempt, ownAttempt, take } from './attempts.ts'
import { withinLimits } from './limits.ts'
import { type Proved, provedBySso } from './proved.ts'
import { ATTEMPT_MS } from './rules.ts'

type Trouble = FederationReason | PartnerFault

const returnUrl = (c: Context<Env>) => `${c.env.ORIGIN}/login/sso/callback`

/** Begins a try; answers the provider's address to send the browser to. */
export async function startSso(c: Context<Env>): Promise<Result<string, Trouble>> {
  if (!(await withinLimits(c))) return fail('federation_too_often')
  const { sso } = partners(c.env)
  const state = base64url(randomBytes(32))
  const begun = await sso.begin({ state, returnUrl: returnUrl(c) })
  if (!begun.ok) return begun
  await openAttempt(c, {
    ...{ way: 'sso', issuer: sso.issuer, stateHash: await sha256(state), kept: begun.value.kept },
    ...{ next: goOn(c.req.query('next')), expiresAt: c.var.now + ATTEMPT_MS },
  })
  return ok(begun.value.url)
}

/** Finishes a try with what came back; answers where to go on. The session's cookie is set then. */
export async function finishSso(c: Context<Env>): Promise<Result<string, Trouble>> {
  const found = await ownAttempt(c, 'sso')
  if (!found.ok) return found
  const { sso } = partners(c.env)
  const { state = '', ...answer } = c.req.query()
  // Another browser's answer, another try's, or one begun when another provider was configured.
  const own = sameHash(await sha256(state), found.value.state_hash ?? '') && found.value.issuer === sso.issuer
  if (!own) return fail('federation_unknown')
  const taken = await take(c, found.value, 'waiting')
  if (!taken.ok) return taken

  const outcome = await sso.finish({ kept: found.value.kept, returnUrl: returnUrl(c), answer })
  if (!outcome.ok) return outcome
  if (outcome.value.kind === 'cancelled') return fail('federation_cancelled')
  if (outcome.value.kind === 'personal') return fail('federation_personal')
  return letIn(c, provedBySso(outcome.value.account), found.value.next)
}

/** Opens the session for whoever was proved, and forgets the try. */
export async function letIn(
  c: Context<Env>,
  proved: Proved,
  next: string,
): Promise<Result<string, FederationReason>> {
  const replaces = await readToken(sessionCookie(c))
  const opened = await enterProved(c.env, c.var.origin, c.var.now, proved, replaces)
  if (!opened.ok) return opened
  forgetAttempt(c, proved.way)
  setSessionCookie(c, opened.value.token)
  return ok(next)
}
