/** What the platform binds to the Worker, and what each request carries. */
import type { RosterJob, RowReason } from '../../schema/roster-job.ts'
import type { SignedInClerk } from './clerk-session.ts'
import type { SignedInInstitution } from './institution-session.ts'
import type { SignedInPerson } from './person-session.ts'
import type { SignedIn } from './session.ts'

/** A page that waits, as those see it who have something to tell it. */
export interface Watch extends Rpc.DurableObjectBranded {
  fetch(request: Request): Promise<Response>
  tell(state: string): Promise<void>
}

export interface Bindings {
  DB: D1Database
  FILES: R2Bucket
  JOBS: Queue
  ASSETS: Fetcher
  /** Pages that wait for a phone (worker/waiting/watch.ts). */
  SIGN_IN_WATCH: DurableObjectNamespace<Watch>
  LIMIT_ADDRESS: RateLimit
  LIMIT_ACCOUNT: RateLimit
  /** The hall's own origin, for example `https://hall.example.gov.cn`; also the OpenID issuer. */
  ORIGIN: string
  /** Public settings of the outside systems, JSON (worker/partners/index.ts). */
  PARTNERS: string
  /** Where extension and native host for CA keys are had, JSON (worker/ca/downloads.ts); none by default. */
  CA_DOWNLOADS?: string
  /** Name of a JPEG in FILES: the seal that certificates bear. Without it their stamp says TEST. */
  CERTIFICATE_SEAL?: string
  /** Secrets: rings of keys as JSON (sealed.ts, password.ts), the audit chain's key, the partners' keys. */
  SEALING_KEYS: string
  PEPPERS: string
  AUDIT_KEY: string
  PARTNER_SECRETS: string
}

/** Where a request comes from, as far as the audit and the sessions page need it. */
export interface Origin {
  address: string
  /** What limits count by: an IPv4 address, or the /64 that one customer has of IPv6. */
  network: string
  /** Browser and system in a few words, never the whole user-agent string. */
  device: string
  /** City or country as the edge tells it; 「未知地点」 where it does not. */
  place: string
}

/** The three counters of a unit's cases, and how many wait for its own review. */
export interface CaseCounts {
  open: number
  ended: number
  unrated: number
  waiting: number
}

/** A spreadsheet in the place of some fields of a case, with the first reasons why rows of it cannot be filed. */
export type CaseRoster = RosterJob & { reasons: readonly RowReason[] }

export interface Env {
  Bindings: Bindings
  Variables: {
    /** Milliseconds since the epoch, when a small body was there, else when the headers were: the one clock of a request. */
    now: number
    /** Short random id of this request: in the log, and small at the end of an error page. */
    requestId: string
    origin: Origin
    /** Who is signed in by cookie; asked of the database once, and only by routes that want to know. */
    signedIn: () => Promise<SignedIn | undefined>
    /** Who that is, on the routes that `allowOperator` guards and on no other. */
    operator: SignedIn
    /** The cases that the operator sees, counted; on the routes that `allowOperator` guards. */
    caseCounts: () => Promise<CaseCounts>
    /** The spreadsheet that goes with a unit's case: its trial, or what is filed of it. */
    rosterOfCase: (unitId: string, caseId: string) => Promise<CaseRoster | undefined>
    /** Which person is signed in by their own cookie, beside a unit or without one. */
    signedInPerson: () => Promise<SignedInPerson | undefined>
    /** Who that is, on the routes that `allowPerson` guards and on no other. */
    person: SignedInPerson
    /** Which institution is signed in by its own cookie. */
    signedInInstitution: () => Promise<SignedInInstitution | undefined>
    /** Who that is, on the routes that `allowInstitution` guards and on no other. */
    institution: SignedInInstitution
    /** Which counter clerk is signed in by their own cookie. */
    signedInClerk: () => Promise<SignedInClerk | undefined>
    /** Who that is, on the routes that `allowClerk` guards and on no other. */
    clerk: SignedInClerk
  }
}
