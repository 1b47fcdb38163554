/** A way to keys. Each says for itself what it signs, how, who asks for the PIN, and what its word is worth. */

import type { CaAlgorithm, CaDriver } from '../../../schema/ca.ts'
import type { BridgeFault } from '../../../schema/ca-bridge.ts'
import type { Certificate } from '../certificate.ts'
import type { Encoding } from '../signature.ts'

export interface Traits {
  driver: CaDriver
  /** What it is called in the window and, for a vendor's client, whose window comes next. */
  name: string
  /** The text itself, or the digest of it that such a key signs. */
  signs: 'text' | 'digest'
  encoding: Encoding
  /** Our window, or the vendor's own. */
  pin: 'host' | 'vendor'
  /** Origin-bound: only this host reaches the key, and it shows the site. Relayable: any page could have asked, too. */
  assurance: 'origin-bound' | 'relayable'
}

/** What a token tells of its PIN, before one is asked for. */
export interface PinState {
  triesLeft?: number
  /** The token says that there are few, but not how many. */
  few?: boolean
  locked?: boolean
}

export interface Key extends PinState {
  /** The driver's own name for it. */
  ref: string
  traits: Traits
  /** Missing where a vendor's client tells it only after its own window. */
  certificate?: Certificate
}

export interface Found {
  keys: Key[]
  /** Certificates that may not sign were there. */
  encryptionOnly: boolean
}

export interface Signed {
  certificate: Buffer
  algorithm: CaAlgorithm
  /** In the hall's form. */
  signature: Buffer
}

export type Fault = { ok: false; fault: BridgeFault; triesLeft?: number }
export type Outcome<T> = { ok: true; value: T } | Fault

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value })
export const failed = (fault: BridgeFault, triesLeft?: number): Fault => ({
  ...{ ok: false, fault },
  ...(triesLeft === undefined ? {} : { triesLeft }),
})

/** Whether there is anything that such a driver could drive, and what it found. */
export type Look = { state: 'not_installed' | 'failed' } | { state: 'looked'; found: Found }

export interface Driver {
  traits: Traits
  look(signal: AbortSignal): Promise<Look>
  /** @param pin is overwritten when the call comes back; only where `traits.pin` is the host's */
  sign(
    key: Key,
    text: (algorithm: CaAlgorithm) => Buffer,
    pin: Buffer | undefined,
    signal: AbortSignal,
  ): Promise<Outcome<Signed>>
  close(): void
}
