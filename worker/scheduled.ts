/** What the clock does, once a minute: links the audit, rotates keys, removes what has expired, follows parcels. */
import { linkAudit } from './audit/chain.ts'
import { renewLists } from './ca/ask.ts'
import { cleanOcsp } from './ca/revocation-store.ts'
import { cleanCaChallenges } from './ca/store.ts'
import { cleanDrafts } from './certificates/draft-store.ts'
import { DRAFT_MS, EXPIRED_MS } from './certificates/rules.ts'
import { cleanCertificates } from './certificates/store.ts'
import { cleanChallenges } from './challenges/store.ts'
import { cleanClerkSessions } from './counter/session-store.ts'
import { followParcels } from './express/follow.ts'
import { cleanAttempts as cleanFederation } from './federation/attempt-store.ts'
import { ATTEMPT_MS } from './federation/rules.ts'
import { askToSettle } from './filings/settle.ts'
import { FLOW_MS, KEPT_MS } from './flows/rules.ts'
import { cleanFlows } from './flows/store.ts'
import { cleanInstitutionSessions } from './institutions/session-store.ts'
import { askToMove, sealedTables } from './jobs.ts'
import type { Bindings } from './lib/env.ts'
import { logFault } from './lib/log.ts'
import { FORGET_MS } from './login/rules.ts'
import { cleanAttempts, cleanNotices } from './login/store.ts'
import { deliverLogouts } from './oidc/acts.ts'
import { rotateKeys } from './oidc/keys.ts'
import { cleanOidc } from './oidc/store.ts'
import { cleanConfirmations } from './operators/confirmation-store.ts'
import { cleanOffers } from './operators/offer-store.ts'
import { cleanPersonSessions } from './people/session-store.ts'
import { cleanPuzzles } from './puzzle/store.ts'
import { askForLost, dropOldRosters } from './rosters/clock.ts'
import { cleanSessions } from './session/store.ts'
import { cleanChanges } from './settings/store.ts'
import { FORGET_MS as FORGET_TRIES_MS } from './upgrade/rules.ts'
import { cleanTries } from './upgrade/store.ts'
import { FOLLOW_MS } from './waiting/rules.ts'
import { cleanWaiting } from './waiting/store.ts'

/** What has had its time, a thousand rows of a table at the most. */
const expired = (db: D1Database, now: number) => [
  cleanSessions(db, now),
  cleanPersonSessions(db, now),
  cleanClerkSessions(db, now),
  cleanInstitutionSessions(db, now),
  cleanAttempts(db, now - FORGET_MS, now),
  cleanNotices(db, now - FORGET_MS),
  cleanFlows(db, now - KEPT_MS),
  cleanTries(db, now - FORGET_TRIES_MS, now),
  cleanOffers(db, now),
  cleanFederation(db, now - ATTEMPT_MS),
  cleanPuzzles(db, now - FLOW_MS),
  cleanWaiting(db, now - FOLLOW_MS),
  cleanCaChallenges(db, now),
  cleanChanges(db, now - KEPT_MS),
  cleanConfirmations(db, now - KEPT_MS),
  cleanOcsp(db, now),
  cleanCertificates(db, now - EXPIRED_MS),
  cleanDrafts(db, now - DRAFT_MS),
  ...cleanChallenges(db, now),
  ...cleanOidc(db, now),
]

const AT_A_TIME = 1_000
/** In one minute; what is left then, the next one takes. */
const MOST_TIMES = 25

/** Removes until of no table there is more: one that fills faster than a thousand rows a minute would grow for ever. */
async function clean(db: D1Database, statements: readonly D1PreparedStatement[]): Promise<void> {
  let full = [...statements]
  for (let times = 0; times < MOST_TIMES && full.length > 0; times++) {
    const done = await db.batch(full)
    full = full.filter((_, place) => (done[place]?.meta.changes ?? 0) >= AT_A_TIME)
  }
}

export async function everyMinute(env: Bindings, now: number): Promise<void> {
  const jobs = {
    audit: () => linkAudit(env.DB, env.FILES, env.AUDIT_KEY),
    ...Object.fromEntries(sealedTables.map((table) => [table, () => askToMove(env, table)])),
    rotation: () => rotateKeys(env, now),
    cleaning: () => clean(env.DB, expired(env.DB, now)),
    revocation: () => renewLists(env, now),
    logouts: () => deliverLogouts(env, now),
    express: () => followParcels(env, now),
    rosters: () => askForLost(env, now),
    'old rosters': () => dropOldRosters(env, now),
    settlement: () => askToSettle(env, now),
  }
  // One job's trouble keeps no other from running.
  for (const [name, job] of Object.entries(jobs))
    await job().catch((error) => logFault(`cron:${name}`, error))
}
