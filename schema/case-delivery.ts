/** How the paper that a case ends with comes to whoever filed it. */
import type { SaveAddress } from './settings.ts'

/** Somebody's address as it was when it was chosen, or the counter at which the paper is fetched. */
export type Delivery = { way: 'counter' } | ({ way: 'express' } & Omit<SaveAddress, 'preferred'>)

/** The name of the input; no field of an item may have it. */
export const DELIVERY = 'delivery'

/** What it posts beside the id of an address: the counter, or the address that was chosen before and is kept no more. */
export const AT_COUNTER = 'counter'
export const AS_CHOSEN = 'chosen'

/** Whether two lead to the same place and person. */
export const sameDelivery = (one: Delivery, other: Delivery): boolean =>
  one.way === 'express' && other.way === 'express'
    ? (['name', 'mobile', 'region', 'detail'] as const).every((part) => one[part] === other[part])
    : one.way === other.way
