/** The cookie of an institution's session and what that session says. The SQL is in worker/institutions/. */
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Env } from './env.ts'

export interface SignedInInstitution {
  sessionId: string
  unitId: string
  institutionId: string
  administratorId: string
  /** The password is still the one that the hall set: nothing is open but its change. */
  initial: boolean
  signedInAt: number
  /** The moment the session ends if nothing more happens. */
  idleAt: number
  /** The moment it ends whatever happens. */
  endsAt: number
  institution: { number: string; name: string; type: string; level: string; unitName: string }
  nameSealed: string
}

// Another name than the unit's: an institution is no operator, and its session opens no page of the unit.
const COOKIE = '__Host-hall-institution'
const OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const

export const institutionCookie = (c: Context<Env>) => getCookie(c, COOKIE)
export const setInstitutionCookie = (c: Context<Env>, token: string) => setCookie(c, COOKIE, token, OPTIONS)
export const dropInstitutionCookie = (c: Context<Env>) => deleteCookie(c, COOKIE, OPTIONS)
