/** Guards a route for clients that call for themselves, by bearer token of a scope. */
import type { Context, MiddlewareHandler } from 'hono'
import { sessionRefusals } from '../../schema/session.ts'
import type { Env } from '../lib/env.ts'
import { problem } from '../lib/problem.ts'
import { withFacts } from '../lib/route.ts'
import { bearer, refuseBearer } from './bearer.ts'
import type { StoredClient } from './client-store.ts'
import { findAccessToken } from './token-store.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** Which program calls, on the routes that `allowClient` guards, and where `allowUnit` let a token in. */
    client: StoredClient
    /** For which unit, on the routes that `allowUnit` guards and on no other. */
    unitId: string
  }
}

/** The token of a client that calls for itself, or what is answered instead. */
async function ownToken(c: Context<Env>, scope: string) {
  const token = await bearer(c, findAccessToken)
  if (!token || token.sessionId !== null) return refuseBearer(c, 'invalid_token')
  return token.scope.includes(scope) ? token : refuseBearer(c, 'insufficient_scope', scope)
}

/** - `client:<scope>`: a program with a bearer token of that scope, got by client credentials. */
export const allowClient = (scope: string): MiddlewareHandler<Env> =>
  withFacts(
    (async (c, next) => {
      const token = await ownToken(c, scope)
      if (token instanceof Response) return token
      c.set('client', token.client)
      return next()
    }) satisfies MiddlewareHandler<Env>,
    { access: `client:${scope}` },
  )

/**
 * - `operator client:<scope>`: whoever is signed in for a unit, or software of a unit with a bearer token of that
 *   scope; the handler finds the unit in `c.var.unitId`.
 */
export const allowUnit = (scope: string): MiddlewareHandler<Env> =>
  withFacts(
    (async (c, next) => {
      if (c.req.header('authorization') === undefined) {
        const operator = await c.get('signedIn')()
        if (!operator) return problem(c, sessionRefusals, 'not_signed_in')
        c.set('unitId', operator.unitId)
        return next()
      }
      const token = await ownToken(c, scope)
      if (token instanceof Response) return token
      if (token.client.unitId === null) return refuseBearer(c, 'invalid_token')
      c.set('unitId', token.client.unitId)
      c.set('client', token.client)
      return next()
    }) satisfies MiddlewareHandler<Env>,
    { access: `operator client:${scope}` },
  )
