/** Tells portals that a session has ended (OpenID Connect Back-Channel Logout 1.0): at least once, never for ever. */
import { SignJWT } from 'jose'
import type { Bindings } from '../lib/env.ts'
import { newId } from '../lib/ids.ts'
import { inLanes, LANES } from '../lib/lanes.ts'
import type { SigningKey } from './id-token.ts'
import { signingKey } from './keys.ts'
import * as store from './logout-store.ts'
import { MOST_TRIES, mayBeTold, pauseAfter } from './rules.ts'

const EVENT = 'http://schemas.openid.net/event/backchannel-logout'
const TOKEN_SECONDS = 2 * 60
/** A portal that is well answers in far less. */
const PATIENCE_MS = 5_000
/** At most four after another in a lane, so that a round ends within what may follow an answer (30 s). */
const ROUND = 4 * LANES
/** An invocation may send a thousand requests, and the cron does more than this. */
const MOST_ROUNDS = 25
/** Longer than a round may take; whoever dies on the way leaves its notices to the next one. */
const LEASE_MS = 60_000
/** No further round begins after this; the next minute goes on. */
const LONGEST_MS = 40_000

/**
 * Tells the clients whose turn it is: as many as a minute holds (the cron), or one round's worth right after the act that ended a
 * session.
 */
export async function deliverLogouts(env: Bindings, now: number, rounds = MOST_ROUNDS): Promise<void> {
  const started = Date.now()
  for (let round = 0; round < rounds && Date.now() - started < LONGEST_MS; round++) {
    const at = now + Date.now() - started
    const notices = await store.takeNotices(env.DB, at, at + LEASE_MS, ROUND)
    if (notices.length > 0) await deliver(env, at, notices)
    if (notices.length < ROUND) return
  }
}

async function deliver(env: Bindings, now: number, notices: store.Notice[]): Promise<void> {
  const clients = notices.map(({ client_id }) => client_id)
  const [uris, signing] = await Promise.all([store.backchannels(env.DB, clients), signingKey(env, now)])
  const settled: D1PreparedStatement[] = []
  await inLanes(notices, async (notice) => {
    const uri = uris.get(notice.client_id)
    // A client that is registered no more has nobody left to tell.
    const told = !uri || (await tell(env, now, signing, notice, uri))
    settled.push(afterTry(env, now, notice, told))
  })
  await env.DB.batch(settled)
}

function afterTry(env: Bindings, now: number, notice: store.Notice, told: boolean) {
  if (told) return store.dropNotice(env.DB, notice)
  if (notice.tries < MOST_TRIES) return store.postponeNotice(env.DB, notice, now + pauseAfter(notice.tries))
  console.error(JSON.stringify({ at: 'logout_not_delivered', client: notice.client_id }))
  return store.dropNotice(env.DB, notice)
}

async function tell(
  env: Bindings,
  now: number,
  { kid, alg, key }: SigningKey,
  { session_id, client_id, operator_id }: store.Notice,
  uri: string,
): Promise<boolean> {
  if (!mayBeTold(uri, env.ORIGIN)) return false
  const seconds = Math.floor(now / 1000)
  const logout_token = await new SignJWT({ sid: session_id, events: { [EVENT]: {} } })
    .setProtectedHeader({ alg, kid, typ: 'logout+jwt' })
    .setIssuer(env.ORIGIN)
    .setSubject(operator_id)
    .setAudience(client_id)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + TOKEN_SECONDS)
    .setJti(newId(now))
    .sign(key)
  try {
    const response = await fetch(uri, {
      ...{ method: 'POST', body: new URLSearchParams({ logout_token }), redirect: 'manual' },
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    await response.body?.cancel() // its status is all that is asked
    // Section 2.8 says 200; some frameworks answer 204 to what has no body.
    return response.status === 200 || response.status === 204
  } catch {
    return false
  }
}
