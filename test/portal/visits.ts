/** The portal's own sessions, in memory: who visits, which sign-ins are under way, who is signed in. */
import { randomBytes } from 'node:crypto'

export interface Attempt {
  state: string
  nonce: string
  verifier: string
}

export type Claims = Record<string, unknown>

export interface SignedIn {
  claims: Claims
  /** Shown to the hall again when the visitor signs out there as well. */
  idToken: string
  tokens: { accessToken: string; refreshToken: string; expiresAt: number }
  /** A renewal of the tokens that is under way. */
  renewing?: Promise<void> | undefined
}

interface Visit {
  /** By state, the oldest first: every tab has its own. */
  attempts: Map<string, Attempt & { expiresAt: number }>
  signedIn?: SignedIn
}

const ATTEMPT_MS = 10 * 60_000
const MOST_ATTEMPTS = 20
/** The oldest are forgotten beyond this: a page that is only looked at must not fill the memory. */
const MOST_VISITS = 10_000

const cookieOf = (visit: string) => `portal=${visit}; Path=/; HttpOnly; SameSite=Lax`

export class Visits {
  private readonly visits = new Map<string, Visit>()

  /** The visit of a cookie; a new one, with the cookie to set, where there is none. */
  of(cookie: string | undefined): { visit: string; cookie?: string } {
    const known = /(?:^|;\s*)portal=([\w-]{43})/.exec(cookie ?? '')?.[1]
    if (known && this.visits.has(known)) return { visit: known }
    const visit = this.add({ attempts: new Map() })
    return { visit, cookie: cookieOf(visit) }
  }

  remember(visit: string, attempt: Attempt): void {
    const attempts = this.visits.get(visit)?.attempts
    const [oldest] = attempts?.keys() ?? []
    if (attempts && oldest !== undefined && attempts.size >= MOST_ATTEMPTS) attempts.delete(oldest)
    attempts?.set(attempt.state, { ...attempt, expiresAt: Date.now() + ATTEMPT_MS })
  }

  /** A sign-in under way, once. */
  take(visit: string, state: string): Attempt | undefined {
    const attempts = this.visits.get(visit)?.attempts
    const attempt = attempts?.get(state)
    attempts?.delete(state)
    return attempt && attempt.expiresAt > Date.now() ? attempt : undefined
  }

  /** Signs in under a new cookie, so that one planted before is worth nothing; other tabs' attempts stay. */
  signIn(visit: string, signedIn: SignedIn): { cookie: string } {
    const attempts = this.visits.get(visit)?.attempts ?? new Map()
    this.visits.delete(visit)
    return { cookie: cookieOf(this.add({ attempts, signedIn })) }
  }

  signedIn(visit: string): SignedIn | undefined {
    return this.visits.get(visit)?.signedIn
  }

  /** Signs out whoever came by this session of the hall, which has ended there. */
  endSession(sid: string): void {
    for (const [visit, { signedIn }] of this.visits)
      if (signedIn?.claims.sid === sid) this.visits.delete(visit)
  }

  signOut(visit: string): void {
    this.visits.delete(visit)
  }

  private add(content: Visit): string {
    const [oldest] = this.visits.keys()
    if (oldest !== undefined && this.visits.size >= MOST_VISITS) this.visits.delete(oldest)
    const visit = randomBytes(32).toString('base64url')
    this.visits.set(visit, content)
    return visit
  }
}
