/** Rosters for programs: the unit's own software, and the extension with the session of whoever is signed in. */
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import * as v from 'valibot'
import { BaseLimits, ProgressQuery, RosterJob, RosterJobs, RosterProgress } from '../../schema/roster-job.ts'
import { rosterRefusals, sayStopped } from '../../schema/roster-refusals.ts'
import { sessionRefusals } from '../../schema/session.ts'
import type { Env } from '../lib/env.ts'
import { problem } from '../lib/problem.ts'
import { answers, withFacts } from '../lib/route.ts'
import { allowUnit } from '../oidc/allow-client.ts'
import { ROSTERS_SCOPE, stopForUnit } from './acting.ts'
import { handingAs, mayFile, ownRoster, scopeOf } from './acts.ts'
import { handIn } from './hand-in.ts'
import { limitsAt } from './period.ts'
import { reasonsAfter } from './results.ts'
import { type HandedBy, isByCase, isTemplate, RECENT_MS } from './rules.ts'
import { sentFile } from './sent-file.ts'
import { hasResults, isOver, jobOf } from './show.ts'
import { findRoster, listRosters } from './store.ts'

/** What a program is told of at once; no unit has so many that still run. */
const LISTED = 50

const { roster_unknown, roster_template_unknown, roster_not_allowed } = rosterRefusals
const handingIn = { ...rosterRefusals, ...sessionRefusals }

/** Who calls: software of the unit, or an operator. */
async function caller(c: Context<Env>) {
  if (c.req.header('authorization') !== undefined)
    return { by: `client:${c.var.client.id}` satisfies HandedBy, operator: undefined, scope: undefined }
  const operator = await c.var.signedIn()
  if (!operator) throw new Error('whoever is let in is signed in')
  return { by: `operator:${operator.operatorId}` satisfies HandedBy, operator, scope: scopeOf(operator) }
}

const takesQuery = withFacts((_c: unknown, next: () => Promise<void>) => next(), { query: ProgressQuery })

const notTooOften: MiddlewareHandler<Env> = async (c, next) => {
  const { success } = await c.env.LIMIT_ACCOUNT.limit({ key: `roster:${c.var.unitId}` })
  return success ? next() : problem(c, rosterRefusals, 'roster_too_often')
}

export const rostersApi = new Hono<Env>()
  .get(
    '/rosters',
    allowUnit(ROSTERS_SCOPE),
    answers(
      'Spreadsheets that the unit handed in: what still runs, and what ended in the last seven days, the newest first',
      { 200: RosterJobs },
      sessionRefusals,
    ),
    async (c) => {
      const { scope } = await caller(c)
      const rows = await listRosters(c.env.DB, c.var.unitId, { scope }, LISTED)
      const recent = rows.filter((row) => !isOver(row) || (row.ended_at ?? 0) > c.var.now - RECENT_MS)
      return c.json({ jobs: await Promise.all(recent.map((row) => jobOf(c.env, row))) } satisfies RosterJobs)
    },
  )
  .get(
    '/rosters/limits',
    allowUnit(ROSTERS_SCOPE),
    answers(
      'Bounds of a contribution base of the unit as they hold today, in fen',
      { 200: BaseLimits },
      sessionRefusals,
    ),
    async (c) => c.json((await limitsAt(c.env, c.var.unitId, c.var.now)) satisfies BaseLimits),
  )
  .get(
    '/rosters/:id',
    allowUnit(ROSTERS_SCOPE),
    answers(
      'How far one spreadsheet is, with the rows that were refused and why, a thousand at a time',
      { 200: RosterProgress },
      { ...sessionRefusals, roster_unknown },
    ),
    takesQuery,
    async (c) => {
      const { scope } = await caller(c)
      const row = await ownRoster(c.env, c.var.unitId, c.req.param('id'), scope)
      if (!row) return problem(c, rosterRefusals, 'roster_unknown')
      const query = v.safeParse(ProgressQuery, c.req.query())
      const after = query.success ? query.output.after : 0
      const found =
        hasResults(row) && row.failed > 0
          ? await reasonsAfter(c.env, row, after)
          : { reasons: [], next: null }
      return c.json({ ...(await jobOf(c.env, row)), ...found } satisfies RosterProgress)
    },
  )
  .post(
    '/rosters/:template',
    allowUnit(ROSTERS_SCOPE),
    answers(
      'Hand in a spreadsheet (.xlsx or .csv) as `file` of a form, or as the body itself. 201: a new job. 200: the job that the same file led to before',
      { 201: RosterJob, 200: RosterJob },
      handingIn,
    ),
    notTooOften,
    async (c) => {
      const template = c.req.param('template')
      if (!isTemplate(template)) return problem(c, { roster_template_unknown }, 'roster_template_unknown')
      const { by, operator } = await caller(c)
      if (operator && !mayFile(operator, template, c.var.now))
        return problem(c, { roster_not_allowed }, 'roster_not_allowed')
      if (isByCase(template)) return problem(c, rosterRefusals, 'roster_by_case')
      const stop = await stopForUnit(c.env, c.var.unitId, template, c.var.now)
      if (stop) return problem(c, { roster_stopped: sayStopped(stop.words) }, 'roster_stopped')
      const sent = await sentFile(c)
      if (!sent.ok) return problem(c, rosterRefusals, sent.error)
      const done = await handIn(handingAs(c, c.var.unitId, by), template, sent.value)
      if (!done.ok) return problem(c, rosterRefusals, done.error)
      const row = await findRoster(c.env.DB, { unitId: c.var.unitId, id: done.value.id })
      if (!row) throw new Error('what was handed in is there')
      return c.json((await jobOf(c.env, row)) satisfies RosterJob, done.value.known ? 200 : 201)
    },
  )
