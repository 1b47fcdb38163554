/** One-time codes by time (RFC 6238): thirty seconds, six digits, SHA-1, as every authenticator knows them. */
import { Secret, TOTP } from 'otpauth'

const PERIOD_SECONDS = 30
/** A clock may be one step off to either side. */
const WINDOW = 1

/** A code is made for whoever does not exist, too. */
const NOBODY = new Secret({ size: 20 })

/**
 * The time step that a code belongs to, or undefined where it fits none near now. Without a secret the same work
 * is done for nothing.
 */
export function stepOf(secret: string | undefined, code: string, now: number): number | undefined {
  const totp = new TOTP({
    secret: secret === undefined ? NOBODY : Secret.fromBase32(secret),
    ...{ algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS },
  })
  const delta = totp.validate({ token: code, timestamp: now, window: WINDOW })
  if (delta === null || secret === undefined) return undefined
  return Math.floor(now / 1000 / PERIOD_SECONDS) + delta
}
