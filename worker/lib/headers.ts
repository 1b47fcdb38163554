/** The security headers of every answer that the Worker gives. */
import type { Context, MiddlewareHandler } from 'hono'
import type { Env } from './env.ts'
import { refuse } from './page/view.tsx'

interface Openings {
  /** Where a form may lead, beside here. */
  forms?: string[]
  /** Whose pages may frame this one. */
  frames?: string[]
  /** What a script may connect to, beside here. */
  connects?: string[]
  /** Whether it shows frames of our own. */
  shows?: boolean
}

const policy = ({ forms = [], frames = [], connects = [], shows }: Openings = {}) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src ${["'self'", ...connects].join(' ')}`,
    `form-action ${["'self'", ...forms].join(' ')}`,
    `frame-ancestors ${frames.join(' ') || "'none'"}`,
    "base-uri 'none'",
    ...(shows ? ["frame-src 'self'"] : []),
  ].join('; ')

const CLOSED = policy()

/** Lets a form of this page lead on to another origin: Chromium holds `form-action` against redirects too. */
export const leadsTo = (c: Context<Env>, origin: string) =>
  c.header('content-security-policy', policy({ forms: [origin] }))

/** For browsers to whom `'self'` does not mean our WebSockets, too. */
const socketsOf = ({ ORIGIN }: Env['Bindings']) => [ORIGIN.replace(/^http/, 'ws')]

/** Lets this page be told over a WebSocket, and a form of it lead on to another origin. */
export const watches = (c: Context<Env>, ...forms: string[]) =>
  c.header('content-security-policy', policy({ forms, connects: socketsOf(c.env) }))

/** Lets this page show frames of our own. */
export const showsFrames = (c: Context<Env>) => c.header('content-security-policy', policy({ shows: true }))

/** Lets pages of these origins frame this one; it may be told over a WebSocket, too. */
export function frameable(c: Context<Env>, origins: string[]): void {
  c.header('content-security-policy', policy({ frames: origins, connects: socketsOf(c.env) }))
  c.header('x-frame-options', undefined)
  c.header('cross-origin-resource-policy', 'cross-origin')
}

/** Set before the route runs, so that it can change what is its own to change. */
export function headers(c: Context<Env>): void {
  c.header('content-security-policy', CLOSED)
  c.header('x-frame-options', 'DENY')
  c.header('x-content-type-options', 'nosniff')
  // Not `no-referrer`: with it a browser sends `Origin: null` on our own form posts.
  c.header('referrer-policy', 'same-origin')
  c.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()')
  c.header('cross-origin-opener-policy', 'same-origin')
  c.header('cross-origin-resource-policy', 'same-origin')
  c.header('cache-control', 'no-store')
  if (c.env.ORIGIN.startsWith('https:'))
    c.header('strict-transport-security', 'max-age=63072000; includeSubDomains')
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * A portal may send its visitor by a form (OpenID Connect Core, section 3.1.2.1, and RP-Initiated Logout, section 2).
 * Nothing happens by such a post alone: the first leads on to a page of ours, the second ends what its ID token names.
 */
const FROM_PORTALS = new Set(['/oidc/authorize', '/oidc/logout'])
const isSentByPortal = (c: Context<Env>) => FROM_PORTALS.has(c.req.path) && new URL(c.req.url).search === ''

/**
 * Refuses a form or request that another site's page sent with our cookie. Every browser of today says
 * where a post comes from (Fetch Metadata, else `Origin`); a program says neither and carries no one's cookie.
 */
export const ownForms: MiddlewareHandler<Env> = (c, next) => {
  if (READS.has(c.req.method) || isSentByPortal(c)) return next()
  const site = c.req.header('sec-fetch-site')
  const from = c.req.header('origin')
  const own =
    (site === undefined || site === 'same-origin' || site === 'none') &&
    (from === undefined || from === c.env.ORIGIN)
  return own ? next() : refuse(c, 'foreign_form')
}
