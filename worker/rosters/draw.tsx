/** The pages about rosters, sent. */
import type { Context } from 'hono'
import type { Refusal } from '../../schema/refusal.ts'
import { jobPage, ROSTERS_API, uploadPage } from '../../schema/roster-job.ts'
import { type RosterReason, rosterRefusals } from '../../schema/roster-refusals.ts'
import { TEMPLATE_CODES, TEMPLATE_NAMES, type TemplateCode } from '../../schema/rosters/names.ts'
import { FAULT_OF } from '../../schema/rosters/reading/faults.ts'
import { Island } from '../../widgets/island.tsx'
import { RosterProgress } from '../../widgets/roster-progress/roster-progress.tsx'
import { ButtonLink } from '../../widgets/ui/button.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { openAmong } from '../catalogue/acts.ts'
import type { Env } from '../lib/env.ts'
import { centerView } from '../lib/page/center-view.tsx'
import { shellOf } from '../lib/page/view.tsx'
import { ErrorPage, renderPage } from '../lib/page.tsx'
import { mayFile, scopeOf } from './acts.ts'
import { JobHead, JobRows } from './job-page.tsx'
import { Choose, HandInForm, Rosters } from './page.tsx'
import { rowsPage, type Which } from './results.ts'
import { openHead } from './rows.ts'
import { hasResults, isOver, jobOf } from './show.ts'
import { listRosters, type RosterRow } from './store.ts'

export const LIST = '/center/rosters'

/** Jobs on a page. */
const JOBS = 20
/** Rows on a page: about what a chunk has would be long to look through. */
const ROWS = 50
/** How often the page comes anew where no script follows the work, in seconds. */
const REFRESH_SECONDS = 5

/** Templates that whoever asks may file, of items that can be had now. */
async function mine({ env, var: { operator, now } }: Context<Env>): Promise<TemplateCode[]> {
  const granted = TEMPLATE_CODES.filter((code) => mayFile(operator, code, now))
  const open = await openAmong({ env, now }, granted, operator.unit.region)
  return granted.filter((code) => open.includes(code))
}

/** A refusal that no form on the page can say. */
export async function refused(c: Context<Env>, reason: RosterReason, refusal = rosterRefusals[reason]) {
  const { text, status } = refusal
  const page = (
    <ErrorPage
      kind={status === 404 || status === 410 ? 'not-found' : 'not-allowed'}
      happened={text}
      advice="别的批量办理不受影响。"
      go={{ href: LIST, label: '回批量办理' }}
      {...(await shellOf(c))}
    />
  )
  return c.html(renderPage(page), status as 403)
}

export async function listPage(c: Context<Env>, before: string | undefined) {
  const { unitId } = c.var.operator
  const known = /^[0-9a-z]{26}$/.test(before ?? '') ? before : undefined
  const rows = await listRosters(
    c.env.DB,
    unitId,
    { scope: scopeOf(c.var.operator), before: known },
    JOBS + 1,
  )
  const jobs = await Promise.all(rows.slice(0, JOBS).map((row) => jobOf(c.env, row)))
  return centerView(
    c,
    { title: '批量办理' },
    <Rosters
      jobs={jobs}
      next={rows.length > JOBS ? (jobs.at(-1)?.id ?? null) : null}
      templates={await mine(c)}
    />,
  )
}

export async function newPage(c: Context<Env>, template?: TemplateCode, refusal?: Refusal) {
  const title = template ? `批量${TEMPLATE_NAMES[template]}` : '批量办理'
  return centerView(
    c,
    { title, ...(refusal && { status: refusal.status }) },
    template ? <HandInForm template={template} refusal={refusal} /> : <Choose templates={await mine(c)} />,
  )
}

/** How far it is, and what came of its rows; without a script the page comes anew by itself. */
export async function showJob(c: Context<Env>, row: RosterRow) {
  const job = await jobOf(c.env, row)
  const { state, rows, done, failed, problem } = job
  const statusUrl = `${ROSTERS_API}/${row.id}`
  // What goes with a case is handed in there.
  const open = row.case_id === null && isOver(row) && (state === 'failed' || failed > 0) ? await mine(c) : []
  const again = open.includes(row.template)
  const other = open.find((code) => FAULT_OF[code] === problem?.code)
  const refresh = (
    <noscript>
      <meta http-equiv="refresh" content={String(REFRESH_SECONDS)} />
    </noscript>
  )
  return centerView(
    c,
    {
      title: `${job.trial ? '核对：' : '批量'}${TEMPLATE_NAMES[row.template]}`,
      islands: ['roster-progress'],
      ...(!isOver(row) && { head: refresh }),
    },
    <div class="stack">
      <JobHead job={job} row={row} />
      {c.req.query('known') === 'yes' && (
        <Notice kind="info" role="status" title="这个文件以前上传过">
          <p>
            内容一模一样的文件，同一个申报期里只办一次，这次没有重复办理。下面就是那一次的办理情况。办好以后又回退了、想再办的，请单个申报，
            或者把这些人另存成一个文件上传。
          </p>
        </Notice>
      )}
      <section class="sheet stack" aria-labelledby="progress">
        <h2 id="progress">{job.trial ? '核对进度' : '办理进度'}</h2>
        <Island
          name="roster-progress"
          component={RosterProgress}
          props={{ statusUrl, trial: job.trial, state, rows, done, failed, problem: problem?.text }}
        />
        {again && (
          <div class="actions">
            {other && <ButtonLink href={uploadPage(other)}>到批量{TEMPLATE_NAMES[other]}</ButtonLink>}
            <ButtonLink href={uploadPage(row.template)}>改好了，再上传</ButtonLink>
          </div>
        )}
      </section>
      {row.kept === 0 && <Notice kind="info" title={rosterRefusals.roster_gone.text} />}
      {hasResults(row) && isOver(row) && (await results(c, row))}
    </div>,
  )
}

async function results(c: Context<Env>, row: RosterRow) {
  const asked = c.req.query('rows')
  const which: Which = asked === 'done' || asked === 'failed' ? asked : row.failed > 0 ? 'failed' : 'done'
  const after = /^\d{1,7}$/.test(c.req.query('after') ?? '') ? Number(c.req.query('after')) : 0
  const found = await rowsPage(c.env, row, which, { after, size: ROWS })
  return (
    <JobRows row={row} path={jobPage(row.id)} which={which} head={await openHead(c.env, row)} {...found} />
  )
}
