/** The unit centre's pages about rosters: hand one in, follow it, see what came of each row, have the files. */
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { caseRefusals } from '../../schema/case-refusals.ts'
import { jobPage } from '../../schema/roster-job.ts'
import { type RosterReason, rosterRefusals, sayStopped } from '../../schema/roster-refusals.ts'
import type { TemplateCode } from '../../schema/rosters/names.ts'
import { type Acting, operatorFiling } from '../cases/acting.ts'
import { discardCase, startCase } from '../cases/acts.ts'
import { isBarred } from '../cases/effects.ts'
import { findCase } from '../cases/store.ts'
import { allowOperator } from '../lib/allow.ts'
import { audited } from '../lib/audit.ts'
import type { Env } from '../lib/env.ts'
import type { SentFile } from '../lib/form-file.ts'
import { asAttachment } from '../lib/sealed-file.ts'
import { stopForUnit } from './acting.ts'
import { handingAs, mayFile, ownRoster, scopeOf } from './acts.ts'
import { rosterOfBases } from './by-case.ts'
import { LIST, listPage, newPage, refused, showJob } from './draw.tsx'
import { blankTemplate, FILE_KINDS, fileOf, isFileKind } from './files.ts'
import { handIn } from './hand-in.ts'
import { isByCase, isTemplate } from './rules.ts'
import { sentFile } from './sent-file.ts'
import { hasResults } from './show.ts'

/** The template of this address, if whoever asks may file it. */
function templateOf(c: Context<Env>, code: string): TemplateCode | RosterReason {
  if (!isTemplate(code)) return 'roster_template_unknown'
  return mayFile(c.var.operator, code, c.var.now) ? code : 'roster_not_allowed'
}

const isRefusal = (found: string): found is RosterReason => Object.hasOwn(rosterRefusals, found)

const own = (c: Context<Env>) =>
  ownRoster(c.env, c.var.operator.unitId, c.req.param('id') ?? '', scopeOf(c.var.operator))

/** The page of a stopped item, instead of whatever was asked. */
async function stopped(c: Context<Env>, template: TemplateCode) {
  const stop = await stopForUnit(c.env, c.var.operator.unitId, template, c.var.now)
  return stop && refused(c, 'roster_stopped', sayStopped(stop.words))
}

/** Before a byte of a file is read. */
const notTooOften: MiddlewareHandler<Env> = async (c, next) => {
  const { success } = await c.env.LIMIT_ACCOUNT.limit({ key: `roster:${c.var.operator.unitId}` })
  return success ? next() : refused(c, 'roster_too_often')
}

/** Names and numbers of up to fifty thousand people go out with each. */
const mayDownload = async ({ env, var: { operator } }: Context<Env>) =>
  (await env.LIMIT_ACCOUNT.limit({ key: `roster-file:${operator.operatorId}` })).success

const toldOf = ({ env, var: { operator, origin, now } }: Context<Env>, id: string) =>
  audited(env, origin, now, {
    ...{ unitId: operator.unitId, actor: `operator:${operator.operatorId}`, act: 'roster_download' },
    ...{ subject: `roster:${id}`, result: 'done' },
  })
/** What an office has to approve: a new case with the spreadsheet, where the rest is filled in. */
async function beginCase(c: Context<Env>, template: TemplateCode, sent: SentFile) {
  const {
    env,
    var: { origin, now, operator },
  } = c
  const by: Acting = { env, origin, now, filer: operatorFiling(operator, now) }
  const id = await startCase(by, template, operator.unit.region)
  if (!id.ok) return newPage(c, template, caseRefusals[id.error])
  const row = await findCase(env.DB, { drawer: 'unit_case', ownerId: operator.unitId, id: id.value })
  if (!row) throw new Error('a case that was begun is there')
  const done = await rosterOfBases.attach(by, row, sent, {})
  if (done.ok) return c.redirect(`/center/cases/${id.value}/edit?saved=yes`, 303)
  // What was begun just now goes, also where the right to do so has gone meanwhile.
  await discardCase({ ...by, filer: { ...by.filer, writer: null } }, row, rosterOfBases)
  return newPage(c, template, isBarred(done.error) ? caseRefusals[done.error] : rosterRefusals[done.error])
}

export const rostersRoutes = new Hono<Env>()
  .get(LIST, allowOperator(), (c) => listPage(c, c.req.query('before')))
  .get(`${LIST}/new`, allowOperator(), async (c) => {
    const code = c.req.query('template')
    if (code === undefined) return newPage(c)
    const template = templateOf(c, code)
    if (isRefusal(template)) return refused(c, template)
    return (await stopped(c, template)) ?? newPage(c, template)
  })
  .post(`${LIST}/new`, allowOperator(), notTooOften, async (c) => {
    const template = templateOf(c, c.req.query('template') ?? '')
    if (isRefusal(template)) return refused(c, template)
    const stop = await stopped(c, template)
    if (stop) return stop
    const sent = await sentFile(c)
    if (isByCase(template) && sent.ok) return beginCase(c, template, sent.value)
    const by = handingAs(c, c.var.operator.unitId, `operator:${c.var.operator.operatorId}`)
    const done = sent.ok ? await handIn(by, template, sent.value) : sent
    if (!done.ok) return newPage(c, template, rosterRefusals[done.error])
    return c.redirect(`${jobPage(done.value.id)}${done.value.known ? '?known=yes' : ''}`, 303)
  })
  .get(`${LIST}/templates/:template`, allowOperator(), async (c) => {
    const template = templateOf(c, c.req.param('template'))
    if (isRefusal(template)) return refused(c, template)
    const { body, type, name } = await blankTemplate(template)
    return c.body(body, 200, asAttachment(type, name))
  })
  .get(`${LIST}/:id`, allowOperator(), async (c) => {
    const row = await own(c)
    return row ? showJob(c, row) : refused(c, 'roster_unknown')
  })
  .get(`${LIST}/:id/:rows{${FILE_KINDS.join('|')}}`, allowOperator(), async (c) => {
    const row = await own(c)
    const which = c.req.param('rows')
    if (!row || !isFileKind(which)) return refused(c, 'roster_unknown')
    if (!hasResults(row)) return refused(c, row.kept === 0 ? 'roster_gone' : 'roster_unknown')
    if (!(await mayDownload(c))) return refused(c, 'roster_files_often')
    const { body, type, name } = await fileOf(c.env, row, which)
    await (await toldOf(c, row.id)).run()
    return c.body(body, 200, asAttachment(type, name))
  })
