/** The session cookie and what a session says. The SQL is in worker/session/store.ts. */
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Role, Way } from '../../schema/session.ts'
import type { Env } from './env.ts'

export type { Way }

/** What a session says from its first moment. */
export interface JustSignedIn {
  sessionId: string
  unitId: string
  operatorId: string
  role: Role
  /** How they proved to be the operator; `amr` says by what. */
  way: Way
  /** What was proved, by RFC 8176: `pwd`, `face`, … */
  amr: string[]
  signedInAt: number
  /** The moment the session ends if nothing more happens. */
  idleAt: number
  /** The moment it ends whatever happens. */
  endsAt: number
  unit: { creditCode: string; unitNumber: string; name: string; region: string }
  nameSealed: string
}

/** With what its operator holds now, which worker/grants/rules.ts decides by. */
export interface SignedIn extends JustSignedIn {
  /** Items that a handler may do; null is every item. */
  scope: readonly string[] | null
  actsFrom: number
  actsUntil: number
  suspended: boolean
  /** The portal that it was opened for. */
  clientId: string | undefined
  /** The unit's key that it was opened by, and ends with. */
  caKey: string | undefined
}

// `__Host-`: only this host, only over TLS (or localhost), whole site, not to be set by a sibling domain.
const COOKIE = '__Host-hall'
const OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const

export const sessionCookie = (c: Context<Env>) => getCookie(c, COOKIE)
export const setSessionCookie = (c: Context<Env>, token: string) => setCookie(c, COOKIE, token, OPTIONS)
export const dropSessionCookie = (c: Context<Env>) => deleteCookie(c, COOKIE, OPTIONS)
