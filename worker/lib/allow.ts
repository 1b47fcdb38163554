/** Who may call a route: the first middleware of every one. */
import type { MiddlewareHandler } from 'hono'
import { clerkSessionRefusals } from '../../schema/counter.ts'
import { institutionSessionRefusals } from '../../schema/institutions.ts'
import { personRefusals } from '../../schema/people.ts'
import { sessionRefusals } from '../../schema/session.ts'
import type { ClerkRole } from './clerk-session.ts'
import type { Env } from './env.ts'
import { refuse } from './page/view.tsx'
import { problem } from './problem.ts'
import { withFacts } from './route.ts'

/** - `anyone`: no account needed. */
export const allow = (access: 'anyone'): MiddlewareHandler<Env> =>
  withFacts((_c: unknown, next: () => Promise<void>) => next(), { access })

/**
 * - `operator`: whoever is signed in for a unit; the handler finds them in `c.var.operator`.
 *   A page sends the visitor to sign in first and back again; the API answers 401.
 */
export const allowOperator = (): MiddlewareHandler<Env> =>
  withFacts(
    (async (c, next) => {
      const operator = await c.get('signedIn')()
      if (operator) {
        c.set('operator', operator)
        return next()
      }
      if (c.req.path.startsWith('/api/')) return problem(c, sessionRefusals, 'not_signed_in')
      const back = c.req.path + new URL(c.req.url).search
      return c.redirect(c.req.method === 'GET' ? `/login?next=${encodeURIComponent(back)}` : '/login', 303)
    }) satisfies MiddlewareHandler<Env>,
    { access: 'operator' },
  )

/** - `person`: whoever is signed in as a person; the handler finds them in `c.var.person`. */
export const allowPerson = (): MiddlewareHandler<Env> =>
  withFacts(
    (async (c, next) => {
      const person = await c.get('signedInPerson')()
      if (person) {
        c.set('person', person)
        return next()
      }
      if (c.req.path.startsWith('/api/')) return problem(c, personRefusals, 'person_not_signed_in')
      const back = c.req.method === 'GET' ? `?next=${encodeURIComponent(c.req.path)}` : ''
      return c.redirect(`/person/login${back}`, 303)
    }) satisfies MiddlewareHandler<Env>,
    { access: 'person' },
  )

/**
 * - `clerk`: whoever is signed in at the counter; the handler finds them in `c.var.clerk`.
 * - `administrator`: of them, who administers clients.
 */
export const allowClerk = (role: ClerkRole = 'clerk'): MiddlewareHandler<Env> =>
  withFacts(
    (async (c, next) => {
      const clerk = await c.get('signedInClerk')()
      if (!clerk) {
        if (c.req.path.startsWith('/api/')) return problem(c, clerkSessionRefusals, 'clerk_not_signed_in')
        return c.redirect('/counter/login', 303)
      }
      if (role === 'administrator' && clerk.role !== 'administrator') return refuse(c, 'not_found')
      c.set('clerk', clerk)
      return next()
    }) satisfies MiddlewareHandler<Env>,
    { access: role === 'clerk' ? 'clerk' : 'clerk:administrator' },
  )

/**
 * - `institution`: whoever is signed in by an institution's number; the handler finds them in `c.var.institution`. While the
 *   password is still the initial one, everything leads to its change: `initial` lets that page and the way out through.
 */
export const allowInstitution = (
  state: 'own password' | 'initial' = 'own password',
): MiddlewareHandler<Env> =>
  withFacts(
    (async (c, next) => {
      const institution = await c.get('signedInInstitution')()
      if (!institution) {
        if (c.req.path.startsWith('/api/'))
          return problem(c, institutionSessionRefusals, 'institution_not_signed_in')
        return c.redirect('/login', 303)
      }
      if (institution.initial && state !== 'initial') return c.redirect('/institution/password', 303)
      c.set('institution', institution)
      return next()
    }) satisfies MiddlewareHandler<Env>,
    { access: 'institution' },
  )
