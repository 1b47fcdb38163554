/** SMS codes: sending one, and taking the one that was typed. */
import type { CodeReason, CodeSent } from '../../schema/challenges.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { newId, sameHash } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { type PartnerFault, partners } from '../partners/index.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'

// After these the message may still arrive, so the code stays good and the limits count it.
const MAYBE_SENT = new Set<PartnerFault['kind']>(['timeout', 'nonsense', 'bad_signature'])

/** Whether the message may be on its way although the carrier did not say so. */
export const isMaybeSent = (error: CodeReason | PartnerFault): boolean =>
  typeof error !== 'string' && MAYBE_SENT.has(error.kind)

/** Sends a six-digit code for a flow to a number. */
export async function sendCode(
  env: Bindings,
  origin: Origin,
  now: number,
  owner: string,
  mobile: string,
): Promise<Result<CodeSent, CodeReason | PartnerFault>> {
  const { success } = await env.LIMIT_ADDRESS.limit({ key: `sms:${origin.network}` })
  if (!success) return fail('sms_network_too_often')
  const { index, indexes, mac } = await sealer(env.SEALING_KEYS)
  const id = newId(now)
  const code = sixDigits()
  const reserved = await attempt(env.DB, [
    store.reserveCode(env.DB, {
      id,
      owner,
      now,
      expiresAt: now + rules.CODE_MS,
      mobileIndex: await index(mobile, 'mobile'),
      mobileIndexes: await indexes(mobile, 'mobile'),
      codeHash: await mac(`${id}\u0000${code}`, 'sms-code'),
    }),
    mustChange(env.DB),
  ])
  // Waiting helps where it is the number's turn to wait; a flow that has had all of its codes has to begin anew.
  if (!reserved.ok)
    return fail((await store.hasCodesLeft(env.DB, owner)) ? 'sms_too_often' : 'sms_flow_spent')

  const sent = await partners(env).sms.send(mobile, 'code', { code })
  if (sent.ok) return ok({ resendAfter: rules.RESEND_SECONDS })
  if (!isMaybeSent(sent.error)) await store.releaseCode(env.DB, id).run()
  return sent
}

/** The id of the code that was typed rightly, to be used up by the batch of what it proves. */
export async function checkCode(
  env: Bindings,
  now: number,
  owner: string,
  mobile: string,
  typed: string,
): Promise<Result<string, CodeReason>> {
  const { indexes, mac } = await sealer(env.SEALING_KEYS)
  const row = await store.tryCode(env.DB, owner)
  const code = row && {
    usedAt: row.used_at,
    expiresAt: row.expires_at,
    tries: row.tries,
    sameMobile: (await indexes(mobile, 'mobile')).includes(row.mobile_index),
    sameCode: sameHash(row.code_hash, await mac(`${row.id}\u0000${typed}`, 'sms-code')),
  }
  const judged = rules.judgeCode(code ? { code } : {}, now)
  return judged.ok && row ? ok(row.id) : (judged as Result<never, CodeReason>)
}

/** 000000–999999, each as likely as any other. */
function sixDigits(): string {
  const limit = 4_294_000_000 // the last multiple of a million below 2^32
  let drawn: number
  do drawn = crypto.getRandomValues(new Uint32Array(1))[0] ?? limit
  while (drawn >= limit)
  return String(drawn % 1_000_000).padStart(6, '0')
}
