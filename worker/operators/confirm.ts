/** A grant that the person confirms, or does not want: their own act, with a password of their own for this unit. */
import { isCommonPassword } from '../../schema/fields/common-passwords.ts'
import type { ConfirmReason } from '../../schema/operators-refusals.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { hashPassword } from '../lib/password.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { insertGranted, type OfferRow, offersTo, takeOffer } from './offer-store.ts'

export interface By {
  env: Bindings
  origin: Origin
  now: number
  personId: string
}

/** The offer of this id, if it is for this person and waits. */
export const ownOffer = async ({ env, now, personId }: By, id: string): Promise<OfferRow | undefined> =>
  (await offersTo(env.DB, personId, now)).find((one) => one.id === id)

const entry = ({ env, origin, now, personId }: By, act: string, offer: OfferRow) =>
  audited(env, origin, now, {
    ...{
      unitId: offer.unit_id,
      actor: `person:${personId}`,
      act,
      subject: `grant:${offer.id}`,
      result: 'done',
    },
  })

/** Makes the person an operator. Their face must have been proved by whoever calls this; `proof` uses that up. */
export async function confirm(
  by: By,
  id: string,
  password: string,
  proof: D1PreparedStatement[] = [],
): Promise<Result<OfferRow, ConfirmReason>> {
  const { env, now, personId } = by
  const offer = await ownOffer(by, id)
  if (!offer) return fail('offer_unknown')
  if (isCommonPassword(password)) return fail('password_common')
  const phc = await hashPassword(password, env.PEPPERS)
  const done = await attempt(env.DB, [
    ...proof,
    takeOffer(env.DB, personId, id, now),
    mustChange(env.DB),
    insertGranted(env.DB, offer, { id: newId(now), password: phc, now }),
    await entry(by, 'grant_confirm', offer),
  ])
  if (done.ok) return ok(offer)
  return fail((await ownOffer(by, id)) ? 'offer_not_possible' : 'offer_unknown')
}

/** The person does not want it. */
export async function decline(by: By, id: string): Promise<Result<OfferRow, ConfirmReason>> {
  const offer = await ownOffer(by, id)
  if (!offer) return fail('offer_unknown')
  const done = await attempt(by.env.DB, [
    takeOffer(by.env.DB, by.personId, id, by.now),
    mustChange(by.env.DB),
    await entry(by, 'grant_decline', offer),
  ])
  return done.ok ? ok(offer) : fail('offer_unknown')
}
