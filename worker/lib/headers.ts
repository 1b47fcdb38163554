/** The security headers of every answer that the Worker gives. */
import type { MiddlewareHandler } from 'hono'
import type { Env } from './env.ts'
import { commonProblem } from './problem.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** Origins that may frame this page; nobody by default. */
    frameAncestors?: string[]
    /** Origins beside our own that a form of this page may lead to (Chromium checks the redirect too). */
    formTargets?: string[]
  }
}

export const headers: MiddlewareHandler<Env> = async (c, next) => {
  await next()
  const ancestors = c.get('frameAncestors')
  const set = (name: string, value: string) => {
    if (!c.res.headers.has(name)) c.header(name, value)
  }
  c.header(
    'content-security-policy',
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
      `form-action ${["'self'", ...(c.get('formTargets') ?? [])].join(' ')}`,
      `frame-ancestors ${ancestors?.length ? ancestors.join(' ') : "'none'"}`,
      "base-uri 'none'",
    ].join('; '),
  )
  if (!ancestors) c.header('x-frame-options', 'DENY')
  c.header('x-content-type-options', 'nosniff')
  // Not `no-referrer`: with it a browser sends `Origin: null` on our own form posts.
  c.header('referrer-policy', 'same-origin')
  c.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()')
  c.header('cross-origin-opener-policy', 'same-origin')
  set('cross-origin-resource-policy', 'same-origin')
  set('cache-control', 'no-store')
  if (c.env.ORIGIN.startsWith('https:'))
    c.header('strict-transport-security', 'max-age=63072000; includeSubDomains')
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a form or request that another site's page sent with our cookie. Every browser of today says
 * where a post comes from (Fetch Metadata, else `Origin`); a program says neither and carries no one's cookie.
 */
export const ownForms: MiddlewareHandler<Env> = (c, next) => {
  if (READS.has(c.req.method)) return next()
  const site = c.req.header('sec-fetch-site')
  const from = c.req.header('origin')
  const own = site ? site === 'same-origin' || site === 'none' : from === undefined || from === c.env.ORIGIN
  return own ? next() : Promise.resolve(commonProblem(c, 'foreign_form'))
}
