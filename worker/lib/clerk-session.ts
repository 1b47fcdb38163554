/** The cookie of a counter clerk's session and what that session says. The SQL is in worker/counter/. */
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Env } from './env.ts'

export type ClerkRole = 'clerk' | 'administrator'

export interface SignedInClerk {
  sessionId: string
  clerkId: string
  /** An administrator may do what a clerk may, and administers clients. */
  role: ClerkRole
  office: string
  nameSealed: string
  signedInAt: number
  /** The moment the session ends if nothing more happens. */
  idleAt: number
  /** The moment it ends whatever happens. */
  endsAt: number
}

// Strict: nothing that a clerk does begins on another site.
const COOKIE = '__Host-hall-counter'
const OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'Strict' } as const

export const clerkCookie = (c: Context<Env>) => getCookie(c, COOKIE)
export const setClerkCookie = (c: Context<Env>, token: string) => setCookie(c, COOKIE, token, OPTIONS)
export const dropClerkCookie = (c: Context<Env>) => deleteCookie(c, COOKIE, OPTIONS)
