/** What the host and the process that holds a vendor's library say to each other. */
import type { CaAlgorithm } from '../../../schema/ca.ts'
import type { Outcome, PinState } from './driver.ts'

export type Order =
  | { order: 'look' }
  /** `bytes` is the text or its digest, as the driver's traits have it. */
  | { order: 'sign'; ref: string; algorithm: CaAlgorithm; bytes: Uint8Array; pin: Uint8Array }

/** A certificate on a token; `exchange` marks one that the token itself keeps for encryption. */
export interface Seen extends PinState {
  ref: string
  der: Uint8Array
  exchange?: boolean
}

/** `why` is for the log: the name of a function and a code. */
export type Reply = { why?: string } & (
  | { reply: 'look'; seen: Seen[] | undefined }
  | { reply: 'sign'; outcome: Outcome<Uint8Array> }
)

/** A library once it is loaded. Both may throw. */
export interface Library {
  look(): Seen[]
  sign(order: Extract<Order, { order: 'sign' }>): Outcome<Uint8Array>
}

export type LibraryKind = 'pkcs11' | 'skf'
