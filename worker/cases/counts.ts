/** A unit's counters for a page: asked of the database once, and only by pages that show them. */
import type { MiddlewareHandler } from 'hono'
import type { CaseCounts, Env } from '../lib/env.ts'
import { scopeOf } from './acting.ts'
import { countCases } from './store.ts'

export const countsCases: MiddlewareHandler<Env> = (c, next) => {
  let once: Promise<CaseCounts> | undefined
  c.set('caseCounts', () => {
    const { operator } = c.var
    once ??= countCases(c.env.DB, operator.unitId, scopeOf(operator))
    return once
  })
  return next()
}
