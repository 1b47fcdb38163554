/** Signing out where a portal sends the visitor (OpenID Connect RP-Initiated Logout 1.0). */
import type { Context } from 'hono'
import * as v from 'valibot'
import { LogoutQuery, type LogoutReason } from '../../schema/oidc.ts'
import { formOf } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { dropSessionCookie } from '../lib/session.ts'
import { end } from '../session/acts.ts'
import { loadSession } from '../session/store.ts'
import { findClient } from './client-store.ts'
import { readHint } from './hint.ts'
import { ask, refuseLogout, signedOut } from './logout-page.tsx'

export interface Wish {
  query: LogoutQuery
  /** The session that the hint is about; undefined without a good hint. */
  hinted: { sid: string; sub: string } | undefined
  /** Where to go on, an address of the client's own. */
  leadsTo: string | undefined
  clientName: string | undefined
}

/** What is wished for, judged; nothing has ended yet. */
async function wishOf(c: Context<Env>, sent: Record<string, string[]>): Promise<Wish | LogoutReason> {
  if (Object.values(sent).some((values) => values.length > 1)) return 'logout_parameter_wrong'
  const parsed = v.safeParse(
    LogoutQuery,
    Object.fromEntries(Object.entries(sent).map(([k, [one]]) => [k, one])),
  )
  if (!parsed.success) return 'logout_parameter_wrong'
  const query = parsed.output
  const hint = query.id_token_hint ? await readHint(c.env, c.var.now, query.id_token_hint) : undefined
  if (hint && query.client_id && query.client_id !== hint.aud) return 'logout_client_unknown'
  const client = await findClient(c.env.DB, query.client_id ?? hint?.aud)
  if (query.client_id && !client) return 'logout_client_unknown'
  const wanted = query.post_logout_redirect_uri
  // Without a client that asks, there is nobody's list to look it up in: it leads nowhere then.
  if (client && wanted && !client.postLogoutRedirectUris.includes(wanted)) return 'logout_address_wrong'
  return {
    // The answer to our question brings no hint along; it is for the same client.
    query: client ? { ...query, client_id: client.id } : query,
    hinted: hint && { sid: hint.sid, sub: hint.sub },
    leadsTo: client && wanted ? withState(wanted, query.state) : undefined,
    clientName: client?.name,
  }
}

function withState(uri: string, state: string | undefined): string {
  const url = new URL(uri)
  if (state !== undefined) url.searchParams.set('state', state)
  return url.href
}

/**
 * `GET` and `POST /oidc/logout`: a good hint is enough for the session that it is about. The one that is open in this
 * browser ends with it where it is the same; else the person is asked (section 2).
 */
export async function logout(c: Context<Env>) {
  const sent = c.req.method === 'GET' ? c.req.queries() : await posted(c)
  const wish = await wishOf(c, sent)
  if (typeof wish === 'string') return refuseLogout(c, wish)
  const session = await c.var.signedIn()
  if (!wish.hinted) return session ? ask(c, wish) : goOn(c, wish)
  const { sid, sub } = wish.hinted
  const meant = await loadSession(c.env.DB, sid, c.var.now)
  // The session of the token ends, also one within a portal's frame, of which this browser has no cookie.
  if (meant?.operatorId === sub) await end(c.env, c.var.origin, c.var.now, meant, sid)
  if (session && session.sessionId !== sid) return ask(c, wish)
  if (session) forget(c)
  return goOn(c, wish)
}

/** `POST /oidc/logout/confirm`: the person said yes on our own page. */
export async function confirmLogout(c: Context<Env>) {
  const wish = await wishOf(c, await posted(c))
  if (typeof wish === 'string') return refuseLogout(c, wish)
  const session = await c.var.signedIn()
  if (session) await end(c.env, c.var.origin, c.var.now, session, session.sessionId)
  forget(c)
  return goOn(c, wish)
}

/** For the browser, and for what is still drawn of this answer. */
function forget(c: Context<Env>): void {
  dropSessionCookie(c)
  c.set('signedIn', async () => undefined)
}

const goOn = (c: Context<Env>, { leadsTo }: Wish) => (leadsTo ? c.redirect(leadsTo, 303) : signedOut(c))

async function posted(c: Context<Env>): Promise<Record<string, string[]>> {
  const form = await formOf(c)
  return Object.fromEntries([...new Set(form.keys())].map((name) => [name, form.getAll(name).map(String)]))
}
