/** Guards a route for clients that call for themselves, by bearer token of a scope. */
import type { MiddlewareHandler } from 'hono'
import type { Env } from '../lib/env.ts'
import { withFacts } from '../lib/route.ts'
import { bearer, refuseBearer } from './bearer.ts'
import type { StoredClient } from './client-store.ts'
import { findAccessToken } from './token-store.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** Who calls, on the routes that `allowClient` guards and on no other. */
    client: StoredClient
  }
}

/** - `client:<scope>`: a program with a bearer token of that scope, got by client credentials. */
export const allowClient = (scope: string): MiddlewareHandler<Env> =>
  withFacts(
    (async (c, next) => {
      const token = await bearer(c, findAccessToken)
      if (!token || token.sessionId !== null) return refuseBearer(c, 'invalid_token')
      if (!token.scope.includes(scope)) return refuseBearer(c, 'insufficient_scope', scope)
      c.set('client', token.client)
      return next()
    }) satisfies MiddlewareHandler<Env>,
    { access: `client:${scope}` },
  )
