/** One-time codes by time (RFC 6238): thirty seconds, six digits, SHA-1, as every authenticator knows them. */
import { createHmac } from 'node:crypto'
import { Secret, TOTP } from 'otpauth/bare'

const PERIOD_SECONDS = 30
/** A clock may be one step off to either side. */
const WINDOW = 1

/** Whoever does not exist is computed for as well; no code of this is ever right. */
const NOBODY = 'A'.repeat(32)

/** The platform's own, so that no second library for hashes comes along. */
const hmac = (algorithm: string, key: Uint8Array, message: Uint8Array): Uint8Array =>
  createHmac(algorithm, key).update(message).digest()

/**
 * The time step that a code belongs to, or undefined where it fits none near now. Without a secret the same work
 * is done for nothing.
 */
export function stepOf(secret: string | undefined, code: string, now: number): number | undefined {
  const totp = new TOTP({
    secret: Secret.fromBase32(secret ?? NOBODY),
    ...{ algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS, hmac },
  })
  const delta = totp.validate({ token: code, timestamp: now, window: WINDOW })
  if (delta === null || secret === undefined) return undefined
  return Math.floor(now / 1000 / PERIOD_SECONDS) + delta
}
