/** Where the result of a case goes: chosen among one's own addresses, or fetched at the counter. */
import { AS_CHOSEN, AT_COUNTER, type Delivery, sameDelivery } from '../../schema/case-delivery.ts'
import type { Bindings } from '../lib/env.ts'
import { sealer } from '../lib/sealed.ts'
import type { Address } from '../settings/addresses.ts'
import type { Acting } from './acting.ts'

const PLACE = 'case_form.delivery'

const deliveryTo = ({ name, mobile, region, detail }: Address): Delivery => ({
  ...{ way: 'express', name, mobile, region, detail },
})

/** What can be chosen, and what is chosen as long as nobody says otherwise. */
export interface Choices {
  addresses: Address[]
  /** The address that was chosen before, where it is none of one's own (any more). */
  chosen: Extract<Delivery, { way: 'express' }> | undefined
  value: string
}

export async function choicesOf({ env, filer }: Acting, kept: Delivery | null): Promise<Choices> {
  const addresses = await filer.addresses(env)
  const own = kept && addresses.find((address) => sameDelivery(deliveryTo(address), kept))
  const chosen = kept?.way === 'express' && !own ? kept : undefined
  const preferred = addresses.find(({ isDefault }) => isDefault)?.id ?? ''
  const value = kept === null ? preferred : kept.way === 'counter' ? AT_COUNTER : (own?.id ?? AS_CHOSEN)
  return { addresses, chosen, value }
}

/** What was chosen, as it is now; nothing where it is no choice of theirs. */
export async function readDelivery(
  by: Acting,
  kept: Delivery | null,
  posted: unknown,
): Promise<Delivery | null> {
  if (posted === AT_COUNTER) return { way: 'counter' }
  if (posted === AS_CHOSEN) return kept
  const own = (await by.filer.addresses(by.env)).find(({ id }) => id === posted)
  return own ? deliveryTo(own) : null
}

export async function openDelivery(env: Bindings, sealed: string | null): Promise<Delivery | null> {
  if (sealed === null) return null
  const { open } = await sealer(env.SEALING_KEYS)
  return JSON.parse(await open(sealed, PLACE)) as Delivery
}

export async function sealDelivery(env: Bindings, delivery: Delivery | null): Promise<string | null> {
  if (delivery === null) return null
  const { seal } = await sealer(env.SEALING_KEYS)
  return seal(JSON.stringify(delivery), PLACE)
}
