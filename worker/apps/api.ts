/** What a unit may read of itself, signed in or by its own software. */
import { Hono } from 'hono'
import * as v from 'valibot'
import { Activity, ActivityQuery, queryRefusals, UnitInfo } from '../../schema/apps.ts'
import { actNames, resultName } from '../../schema/audit.ts'
import { regionName } from '../../schema/fields/region.ts'
import { sessionRefusals } from '../../schema/session.ts'
import { listActivity } from '../audit/store.ts'
import type { Env } from '../lib/env.ts'
import { problem } from '../lib/problem.ts'
import { answers, withFacts } from '../lib/route.ts'
import { allowUnit } from '../oidc/allow-client.ts'
import { findUnit } from '../units/store.ts'

const PAGE = 50

const takesActivityQuery = withFacts((_c: unknown, next: () => Promise<void>) => next(), {
  query: ActivityQuery,
})

export const appsApi = new Hono<Env>()
  .get(
    '/unit',
    allowUnit('unit:read'),
    answers('The unit that the caller acts for', { 200: UnitInfo }, sessionRefusals),
    async (c) => {
      const unit = await findUnit(c.env.DB, c.var.unitId)
      if (!unit) throw new Error('a unit that somebody acts for is there')
      const { name, region } = unit
      return c.json({
        ...{ name, creditCode: unit.credit_code, unitNumber: unit.unit_number },
        ...{ region, regionName: regionName(region) ?? null },
      } satisfies UnitInfo)
    },
  )
  .get(
    '/activity',
    allowUnit('activity:read'),
    answers(
      'What was done in the account of that unit, newest first',
      { 200: Activity },
      {
        ...sessionRefusals,
        ...queryRefusals,
      },
    ),
    takesActivityQuery,
    async (c) => {
      const query = v.safeParse(ActivityQuery, c.req.query())
      if (!query.success) return problem(c, queryRefusals, 'query_invalid')
      const { before, limit } = query.output
      const most = Number(limit ?? PAGE)
      // One more than is shown tells whether there is anything older.
      const found = await listActivity(
        c.env.DB,
        c.var.unitId,
        Number(before ?? Number.MAX_SAFE_INTEGER),
        most + 1,
      )
      const shown = found.slice(0, most)
      const entries = shown.map(({ seq, at, act, actor, result, device, place }) => ({
        ...{ id: String(seq), at: new Date(at).toISOString(), act, actName: actNames[act] ?? act, actor },
        ...{ result, resultName: resultName(result), device, place },
      }))
      const next = found.length > most ? String(shown.at(-1)?.seq) : null
      return c.json({ entries, next } satisfies Activity)
    },
  )
