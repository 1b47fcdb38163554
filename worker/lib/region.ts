/** The region that a visitor looks at the hall from: a cookie, no account needed. */
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { regionProblem } from '../../schema/fields/region.ts'
import type { Env } from './env.ts'

const COOKIE = 'hall-region'
const YEAR_SECONDS = 365 * 24 * 60 * 60

/** Its code; undefined where none was chosen, which means the whole province. */
export function chosenRegion(c: Context<Env>): string | undefined {
  const code = getCookie(c, COOKIE) ?? ''
  return regionProblem(code) ? undefined : code
}

/** Remembers a choice; anything that is no region forgets it. */
export function chooseRegion(c: Context<Env>, code: string): void {
  const known = regionProblem(code) === undefined
  setCookie(c, COOKIE, known ? code : '', {
    ...{ path: '/', sameSite: 'Lax', httpOnly: true, secure: true },
    maxAge: known ? YEAR_SECONDS : 0,
  })
}
