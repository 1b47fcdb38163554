/** Offering somebody a grant, and taking the offer back. */
import type { Context } from 'hono'
import { endOfDay, startOfDay } from '../../schema/fields/calendar.ts'
import type { OfferGrant } from '../../schema/operators.ts'
import type { OperatorsReason } from '../../schema/operators-refusals.ts'
import { judgeGrant, MOST_HANDLERS, mayDo, OFFER_MS } from '../grants/rules.ts'
import { mustStillHold } from '../grants/store.ts'
import type { Env } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { registeredPerson } from '../people/registered.ts'
import { entry } from './acts.ts'
import { dropOver, insertOffer, listOffers, withdrawOffer } from './offer-store.ts'
import { listOperators, noticeAgreedAt } from './store.ts'

export const termOf = ({ firstDay, lastDay }: { firstDay: string; lastDay: string }) => ({
  actsFrom: startOfDay(firstDay),
  actsUntil: endOfDay(lastDay),
})

/** Offers a grant to a registered person, who has seven days to confirm it. */
export async function offer(c: Context<Env>, input: OfferGrant): Promise<Result<void, OperatorsReason>> {
  const { env } = c
  const { now, operator } = c.var
  const { unitId, operatorId: grantedBy } = operator
  const scope = input.role === 'handler' ? input.items : null
  const term = termOf(input)
  const judged = judgeGrant(operator, { role: input.role, scope, ...term }, now)
  if (!judged.ok) return judged
  if ((await noticeAgreedAt(env.DB, unitId)) === null) return fail('operators_notice_first')
  // Each try may tell who is registered: it is limited by who asks, and stands in the audit.
  const { success } = await env.LIMIT_ACCOUNT.limit({ key: `grant:${grantedBy}` })
  if (!success) return fail('grant_too_often')
  const person = await registeredPerson(env, input)
  if (!person.ok) return fail(`grant_person_${person.error}` as const)

  const { keyId, seal, index } = await sealer(env.SEALING_KEYS)
  const id = newId(now)
  const done = await attempt(env.DB, [
    mustStillHold(env.DB, operator, Date.now()),
    dropOver(env.DB, unitId, now),
    insertOffer(env.DB, {
      ...{ unitId, id, personId: person.value, role: input.role, scope, ...term, grantedBy, keyId, now },
      document: {
        type: input.documentType,
        index: await index(input.documentNumber, 'document'),
        sealed: await seal(input.documentNumber, 'operator.document'),
      },
      nameSealed: await seal(input.name, 'operator.name'),
      mobile: {
        index: await index(input.mobile, 'mobile'),
        sealed: await seal(input.mobile, 'operator.mobile'),
      },
      expiresAt: now + OFFER_MS,
    }),
    await entry(c, 'grant_offer', `grant:${id}`),
  ])
  return done.ok ? ok(undefined) : fail(await whyNot(c, person.value, input.role))
}

/** What stands in the way of an offer that the database refused. */
async function whyNot(c: Context<Env>, personId: string, role: OfferGrant['role']): Promise<OperatorsReason> {
  const { unitId } = c.var.operator
  const operators = await listOperators(c.env.DB, unitId)
  if (operators.some((one) => one.person_id === personId)) return 'grant_is_operator'
  const offers = await listOffers(c.env.DB, unitId, c.var.now)
  if (offers.some((one) => one.person_id === personId)) return 'grant_waiting'
  const taken = [...operators, ...offers].filter((one) => one.role === role).length
  if (role === 'administrator' && taken > 0) return 'grant_has_administrator'
  return taken >= MOST_HANDLERS ? 'grant_full' : 'grant_refused'
}

/** Takes an offer back that was not confirmed yet. */
export async function withdraw(c: Context<Env>, id: string): Promise<Result<void, OperatorsReason>> {
  if (!mayDo(c.var.operator, 'manage_operators', c.var.now)) return fail('operators_not_allowed')
  const done = await attempt(c.env.DB, [
    mustStillHold(c.env.DB, c.var.operator, Date.now()),
    withdrawOffer(c.env.DB, c.var.operator.unitId, id),
    mustChange(c.env.DB),
    await entry(c, 'grant_withdraw', `grant:${id}`),
  ])
  return done.ok ? ok(undefined) : fail('operator_unknown')
}
