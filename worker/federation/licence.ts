/** Sign-in by the electronic business licence: a code to scan, waiting for the phone, coming in. */
import type { Context } from 'hono'
import type { FederationReason } from '../../schema/federation.ts'
import type { ScanState } from '../../schema/waiting.ts'
import type { Env } from '../lib/env.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { goOn } from '../login/rules.ts'
import { type PartnerFault, partnerMessage, partners } from '../partners/index.ts'
import { refused } from './acts.ts'
import { claimAsking, settleAttempt } from './attempt-store.ts'
import { type Attempt, openAttempt, ownAttempt, sealKept, take } from './attempts.ts'
import { withinLimits } from './limits.ts'
import { provedByLicence } from './proved.ts'
import { ASK_EVERY_MS, LICENCE_MS, LOWEST_TRUST } from './rules.ts'
import { letIn } from './sso.ts'

type Trouble = FederationReason | PartnerFault

/** What only we know of a try: the code to scan, and what the phone's answer is exchanged with. */
interface Kept {
  ticket: string
  qrUrl: string
  code?: string
}

const keptOf = ({ kept }: Attempt) => JSON.parse(kept) as Kept

/** Begins a try with a code to scan. */
export async function startLicence(c: Context<Env>): Promise<Result<true, Trouble>> {
  if (!(await withinLimits(c))) return fail('federation_too_often')
  const { licence } = partners(c.env)
  const { device, place } = c.var.origin
  const started = await licence.start({ site: '江苏人社网上办事大厅', device, place })
  if (!started.ok) return started
  const { ticket, qrUrl, expiresAt } = started.value
  await openAttempt(c, {
    ...{ way: 'licence', issuer: licence.issuer, stateHash: null, next: goOn(c.req.query('next')) },
    kept: JSON.stringify({ ticket, qrUrl } satisfies Kept),
    expiresAt: Math.min(expiresAt, c.var.now + LICENCE_MS),
  })
  return ok(true)
}

export interface Followed {
  attempt: Attempt
  link: string
  status: ScanState
  /** Why the state could not be asked for just now. */
  trouble?: string
}

/** How this browser's try stands; asks the licence system when it is time to. */
export async function followLicence(c: Context<Env>): Promise<Result<Followed, FederationReason>> {
  const found = await ownAttempt(c, 'licence')
  if (!found.ok) return found
  const attempt = found.value
  if (attempt.status === 'taken') return fail('federation_used')
  const kept = keptOf(attempt)
  const seen = { attempt, link: kept.qrUrl }
  if (c.var.now >= attempt.expires_at) return ok({ ...seen, status: 'expired' })
  if (attempt.status !== 'waiting') return ok({ ...seen, status: attempt.status })
  if (!(await claimAsking(c.env.DB, attempt.id, c.var.now, ASK_EVERY_MS)))
    return ok({ ...seen, status: 'waiting' })

  const answer = await partners(c.env).licence.poll(kept.ticket)
  if (!answer.ok) return ok({ ...seen, status: 'waiting', trouble: partnerMessage(answer.error) })
  if (answer.value.status === 'pending') return ok({ ...seen, status: 'waiting' })
  const { status } = answer.value
  const known = answer.value.status === 'confirmed' ? { ...kept, code: answer.value.code } : kept
  await settleAttempt(c.env.DB, attempt.id, status, await sealKept(c.env, JSON.stringify(known))).run()
  return ok({ ...seen, status })
}

/** Comes in with the phone's answer; answers where to go on, or nothing while there is none. */
export async function finishLicence(c: Context<Env>): Promise<Result<string | undefined, Trouble>> {
  const followed = await followLicence(c)
  if (!followed.ok) return followed
  if (followed.value.status === 'refused') return fail('licence_refused')
  if (followed.value.status === 'expired') return fail('federation_expired')
  if (followed.value.status === 'waiting') return ok(undefined)
  const found = await ownAttempt(c, 'licence') // with the code that the phone's answer brought
  if (!found.ok) return found
  const taken = await take(c, found.value, 'confirmed')
  if (!taken.ok) return taken

  const { licence } = partners(c.env)
  const shown = await licence.exchange(keptOf(found.value).code ?? '')
  if (!shown.ok) return shown
  const proved = provedByLicence(shown.value)
  if (shown.value.trustLevel < LOWEST_TRUST) {
    await refused(c.env, c.var.origin, c.var.now, proved, 'licence_trust_low', null)
    return fail('licence_trust_low')
  }
  return letIn(c, proved, found.value.next)
}
