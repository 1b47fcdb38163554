/** A key's word, for the page that asked for it: the challenge is taken, then what was signed is verified. */
import type { ProveKey } from '../../schema/ca.ts'
import type { CaReason } from '../../schema/ca-refusals.ts'
import { fromBase64 } from '../lib/bytes.ts'
import type { Bindings } from '../lib/env.ts'
import { ok, type Result } from '../lib/result.ts'
import { trustOf } from './ask.ts'
import { type For, redeemChallenge } from './challenge.ts'
import type { Certificate } from './store.ts'

import { verifyToken } from './verify.ts'

export interface Certified extends Certificate {
  creditCode: string
  /** Somebody else than the person may have asked for the signature. */
  relayable: boolean
  /** Of the browser that co-signed (RFC 7638). */
  thumbprint?: string
}

/** Where somebody signs in. */
export interface SignInPage {
  /** The portal that it is for. */
  portal?: { id: string; name: string } | undefined
  /** Its frame: the session is opened for the portal alone. */
  framed?: boolean
  /** The session of this browser that ends with it. */
  replaces?: { id: string; secretHash: string } | undefined
}

export async function certify(
  env: Bindings,
  now: number,
  { challenge, token }: ProveKey,
  whose: For,
): Promise<Result<Certified, CaReason>> {
  const redeemed = await redeemChallenge(env, now, challenge, whose)
  if (!redeemed.ok) return redeemed
  const nonce = fromBase64(redeemed.value)
  const asked = { token, purpose: whose.purpose, origin: env.ORIGIN, nonce, now }
  const verified = await verifyToken(asked, trustOf(env, now))
  if (!verified.ok) return verified
  const { issuer, serial, creditCode, notAfter, assurance, device } = verified.value
  return ok({
    ...{ issuer, serial, creditCode, validUntil: notAfter, relayable: assurance === 'relayable' },
    ...(device && { thumbprint: device }),
  })
}
