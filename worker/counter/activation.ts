/** How whom the counter opened comes by a password: a code to their own mobile, asked for by the clerk, used by them. */
import type { Context } from 'hono'
import { type CodeReason, codeRefusals } from '../../schema/challenges.ts'
import { type Activate, type CounterReason, counterRefusals } from '../../schema/counter.ts'
import { isCommonPassword } from '../../schema/fields/common-passwords.ts'
import type { Refusal } from '../../schema/refusal.ts'
import { checkCode, isMaybeSent, sendCode } from '../challenges/sms.ts'
import { useCode } from '../challenges/store.ts'
import { audited } from '../lib/audit.ts'
import type { Env } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { hashPassword } from '../lib/password.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { changePassword } from '../login/passwords.ts'
import { type PartnerFault, partnerMessage } from '../partners/index.ts'
import * as store from './store.ts'

const ownerOf = (openingId: string) => `activation:${openingId}`
/** Whose code is looked for where nobody waits. */
const NOBODY = 'nobody'

/** Sends the code to the mobile of an opened operator. */
export async function sendActivation(
  c: Context<Env>,
  opening: store.OpeningRow,
): Promise<Result<void, CodeReason | PartnerFault>> {
  const { open } = await sealer(c.env.SEALING_KEYS)
  const mobile = await open(opening.mobile_sealed, 'operator.mobile')
  const sent = await sendCode(c.env, c.var.origin, c.var.now, ownerOf(opening.id), mobile)
  const entry = await audited(c.env, c.var.origin, c.var.now, {
    ...{ unitId: opening.unit_id, actor: `clerk:${c.var.clerk.clerkId}`, act: 'send_activation' },
    ...{ subject: `operator:${opening.operator_id}`, result: sent.ok ? 'done' : reasonOf(sent.error) },
  })
  await entry.run()
  return sent.ok ? ok(undefined) : sent
}

const reasonOf = (error: CodeReason | PartnerFault) =>
  typeof error === 'string' ? error : `${error.partner}_${error.kind}`

/** What the clerk is told of the code that goes with an opening. */
export const tellings = ['yes', 'maybe', 'no'] as const
export type Telling = (typeof tellings)[number]

export const tellingOf = (sent: Result<void, CodeReason | PartnerFault>): Telling =>
  sent.ok ? 'yes' : isMaybeSent(sent.error) ? 'maybe' : 'no'

/** How a code that was not sent is told to the clerk. */
export const sendingRefused = (error: CodeReason | PartnerFault): Refusal =>
  typeof error === 'string' ? codeRefusals[error] : { status: 502, text: partnerMessage(error) }

/** Sets the first password. Whatever does not fit is told as one, so that nobody learns who was opened where. */
export async function activate(c: Context<Env>, input: Activate): Promise<Result<void, CounterReason>> {
  const { env } = c
  const { now, origin } = c.var
  const { success } = await env.LIMIT_ADDRESS.limit({ key: `activation:${origin.network}` })
  if (!success) return fail('activation_too_often')
  if (isCommonPassword(input.password)) return fail('activation_password')
  const { indexes } = await sealer(env.SEALING_KEYS)
  const waiting = await store.findWaiting(env.DB, input.creditCode, await indexes(input.mobile, 'mobile'))
  const owner = waiting ? ownerOf(waiting.opening_id) : NOBODY
  const code = await checkCode(env, now, owner, input.mobile, input.smsCode)
  if (!waiting || !code.ok) return fail('activation_wrong')

  const operator = { unitId: waiting.unit_id, id: waiting.id, password: null }
  const done = await attempt(env.DB, [
    useCode(env.DB, code.value, now),
    mustChange(env.DB),
    ...changePassword(env, now, operator, await hashPassword(input.password, env.PEPPERS)),
    await audited(env, origin, now, {
      ...{ unitId: waiting.unit_id, actor: `operator:${waiting.id}`, act: 'activate', result: 'done' },
    }),
  ])
  return done.ok ? ok(undefined) : fail('activation_wrong')
}

export const refusalOf = (reason: CounterReason): Refusal => counterRefusals[reason]
