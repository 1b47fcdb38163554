/** A unit's cases, for whoever is signed in and for the unit's own software. */
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { fieldsBeside, valueInWords } from '../../schema/case-form.ts'
import { caseQueryRefusals, caseRefusals } from '../../schema/case-refusals.ts'
import { CaseCounters, CaseDetail, CaseList, CaseQuery } from '../../schema/cases.ts'
import { placeInWords } from '../../schema/fields/delivery.ts'
import { sessionRefusals } from '../../schema/session.ts'
import type { CaseRoster, Env } from '../lib/env.ts'
import { problem } from '../lib/problem.ts'
import { answers, withFacts } from '../lib/route.ts'
import { allowUnit } from '../oidc/allow-client.ts'
import { scopeOf } from './acting.ts'
import type { Owner } from './drawer.ts'
import { pageOf } from './list.ts'
import { filesFor, showCase, summaryOf } from './show.ts'
import { countCases, findCase } from './store.ts'

const takesQuery = withFacts((_c: unknown, next: () => Promise<void>) => next(), { query: CaseQuery })
const unknown = { case_unknown: caseRefusals.case_unknown }

const withoutReasons = ({ reasons: _all, ...job }: CaseRoster) => job

const unitsOwn = (c: Context<Env>): Owner => ({ drawer: 'unit_case', ownerId: c.var.unitId })

/** What the caller sees of the unit's cases: software all of them, a handler their scope. */
async function scope(c: Context<Env>): Promise<readonly string[] | undefined> {
  if (c.req.header('authorization') !== undefined) return undefined
  const operator = await c.var.signedIn()
  return operator && scopeOf(operator)
}

export const casesApi = new Hono<Env>()
  .get(
    '/cases',
    allowUnit('cases:read'),
    answers(
      'Cases of the unit, the newest first, twenty on a page',
      { 200: CaseList },
      { ...sessionRefusals, ...caseQueryRefusals },
    ),
    takesQuery,
    async (c) => {
      const query = v.safeParse(CaseQuery, c.req.query())
      if (!query.success) return problem(c, caseQueryRefusals, 'case_query_invalid')
      const { rows, next } = await pageOf(c.env.DB, unitsOwn(c), query.output, await scope(c))
      return c.json({ cases: rows.map(summaryOf), next } satisfies CaseList)
    },
  )
  .get(
    '/cases/counters',
    allowUnit('cases:read'),
    answers('How many cases of the unit stand where', { 200: CaseCounters }, sessionRefusals),
    async (c) => c.json((await countCases(c.env.DB, c.var.unitId, await scope(c))) satisfies CaseCounters),
  )
  .get(
    '/cases/:id',
    allowUnit('cases:read'),
    answers(
      'One case: form, files, all that happened',
      { 200: CaseDetail },
      { ...sessionRefusals, ...unknown },
    ),
    async (c) => {
      const row = await findCase(c.env.DB, { ...unitsOwn(c), id: c.req.param('id') })
      const may = await scope(c)
      if (!row || may?.includes(row.item) === false) return problem(c, unknown, 'case_unknown')
      const shown = await showCase(c.env, row)
      const { item, values, delivery, events } = shown
      const roster = item?.roster ? await c.var.rosterOfCase(row.owner_id, row.id) : undefined
      return c.json({
        ...summaryOf(row),
        fields: (item ? fieldsBeside(item, roster !== undefined) : []).map((field) => ({
          ...{ key: field.key, label: field.label, value: valueInWords(field, values[field.key] ?? '') },
        })),
        delivery: delivery && {
          ...{ way: delivery.way, address: delivery.way === 'express' ? placeInWords(delivery) : null },
        },
        roster: roster ? withoutReasons(roster) : null,
        files: filesFor(shown).map(({ id, materialName, type, bytes }) => ({
          ...{ id, material: materialName, type, bytes },
        })),
        timeline: events.map(({ at, event, eventName, words }) => ({
          ...{ at: new Date(at).toISOString(), event, eventName, words },
        })),
      } satisfies CaseDetail)
    },
  )
