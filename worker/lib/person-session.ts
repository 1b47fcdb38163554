/** The cookie of a person's own session and what that session says. The SQL is in worker/people/session-store.ts. */
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { PersonWay } from '../../schema/people.ts'
import type { Env } from './env.ts'

export interface SignedInPerson {
  sessionId: string
  personId: string
  way: PersonWay
  /** What was proved, by RFC 8176. */
  amr: string[]
  signedInAt: number
  /** The moment the session ends if nothing more happens. */
  idleAt: number
  /** The moment it ends whatever happens. */
  endsAt: number
  nameSealed: string
}

// Another name than the unit's: both may be signed in beside each other.
const COOKIE = '__Host-hall-person'
const OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const

export const personCookie = (c: Context<Env>) => getCookie(c, COOKIE)
export const setPersonCookie = (c: Context<Env>, token: string) => setCookie(c, COOKIE, token, OPTIONS)
export const dropPersonCookie = (c: Context<Env>) => deleteCookie(c, COOKIE, OPTIONS)
