/** The queue of cases: take, decide, give back. Only who has taken a case sees what is in it. */
import { type Context, Hono } from 'hono'
import { readWords } from '../../schema/case-form.ts'
import { type CaseReason, caseRefusals } from '../../schema/case-refusals.ts'
import { WORDS_MAX } from '../../schema/cases.ts'
import { itemName } from '../../schema/catalogue.ts'
import { CaseOpinion, type CaseOpinionProps } from '../../widgets/case-opinion/case-opinion.tsx'
import { Button, ButtonLink } from '../../widgets/ui/button.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { standingOf } from '../cases/acting.ts'
import { CasePage } from '../cases/case-page.tsx'
import { readFile } from '../cases/files.ts'
import {
  auditedAtOffice,
  decide,
  type OfficeMove,
  officeCase,
  release,
  type Serving,
  take,
} from '../cases/office.ts'
import { findFile } from '../cases/papers-store.ts'
import { progressOf } from '../cases/progress.ts'
import { listQueue, listTaken } from '../cases/queue-store.ts'
import { mayRelease, movesOf } from '../cases/rules.ts'
import { downloadName, keyOf, showCase } from '../cases/show.ts'
import type { CaseRow } from '../cases/store.ts'
import { allowClerk } from '../lib/allow.ts'
import { formOf } from '../lib/body.ts'
import { readCursor, writeCursor } from '../lib/cursor.ts'
import type { Env } from '../lib/env.ts'
import { refuse } from '../lib/page/view.tsx'
import { asAttachment } from '../lib/sealed-file.ts'
import { findUnit } from '../units/store.ts'
import { NotMine, pathOf, QUEUED, Queue, type Queued } from './case-page.tsx'
import { desk } from './desk.tsx'

const LIST = '/counter/cases'
const PAGE = 20
/** More than that nobody has on their desk. */
const TAKEN = 50

const serving = (c: Context<Env>): Serving => ({
  ...{ env: c.env, origin: c.var.origin, now: c.var.now, clerk: c.var.clerk },
})

const find = (c: Context<Env>) => officeCase(serving(c), c.req.param('unit') ?? '', c.req.param('id') ?? '')

/** The case, if this clerk has it. */
async function mine(c: Context<Env>): Promise<CaseRow | undefined> {
  const row = await find(c)
  return row?.clerk_id === c.var.clerk.clerkId ? row : undefined
}

/** What each decision is called, the usual way on first. */
const DECISIONS: Record<OfficeMove, CaseOpinionProps['moves'][number]> = {
  accept: { value: 'accept', label: '受理', kind: 'primary' },
  examine: { value: 'examine', label: '转入业务审核', kind: 'primary' },
  pass: { value: 'pass', label: '办结，通过', kind: 'primary' },
  ask: { value: 'ask', label: '要求补正' },
  fail: { value: 'fail', label: '办结，不通过', kind: 'danger' },
  refuse: { value: 'refuse', label: '不受理', kind: 'danger' },
}

const isDecision = (name: unknown): name is OfficeMove =>
  typeof name === 'string' && Object.hasOwn(DECISIONS, name)

interface Shown {
  reason?: CaseReason | undefined
  words?: string
}

async function casePage(c: Context<Env>, row: CaseRow, { reason, words }: Shown = {}) {
  const [shown, unit] = await Promise.all([showCase(c.env, row), findUnit(c.env.DB, row.unit_id)])
  const allowed = movesOf('clerk', standingOf(row))
  const moves = Object.values(DECISIONS).filter(({ value }) => allowed.some((name) => name === value))
  const who = (actor: string) =>
    actor === `clerk:${c.var.clerk.clerkId}` ? '我' : actor.startsWith('clerk:') ? '窗口' : '单位'
  const beside = reason === 'case_words_missing'
  const status = reason && caseRefusals[reason].status
  return desk(
    c,
    { title: itemName(row.item), current: LIST, wide: true, centre: true, status },
    <CasePage
      shown={shown}
      progress={progressOf(shown, who)}
      whose={unit?.name}
      fileUrl={(file) => `${pathOf(row)}/files/${file}`}
    >
      {c.req.query('done') && !reason && <Notice kind="done" role="status" title="已经办好这一步" />}
      {row.state === 'done' && shown.delivery?.way === 'express' && (
        <div class="actions">
          <ButtonLink kind="primary" href={`/counter/parcels/new?case=${row.case_number}`}>
            登记寄出的快递
          </ButtonLink>
        </div>
      )}
      {moves.length > 0 && (
        <section class="sheet stack" aria-labelledby="decide">
          <h2 id="decide">办理</h2>
          <CaseOpinion
            action={pathOf(row)}
            moves={moves}
            label="意见"
            hint="要求补正、不受理、不通过时必须写明原因，单位会看到。"
            words={words}
            error={beside ? 'words.required' : undefined}
            problem={reason && !beside ? caseRefusals[reason].text : undefined}
          />
          <form method="post" action={`${pathOf(row)}/release`}>
            <Button kind="plain">退回队列，不由我办</Button>
          </form>
        </section>
      )}
    </CasePage>,
  )
}

const isQueued = (row: CaseRow) => QUEUED.some((state) => state === row.state)

async function notMine(c: Context<Env>, row: CaseRow, reason?: CaseReason) {
  const unit = await findUnit(c.env.DB, row.unit_id)
  return desk(
    c,
    { title: itemName(row.item), current: LIST, status: reason && caseRefusals[reason].status },
    <>
      {reason && <Notice kind="stop" role="alert" title={caseRefusals[reason].text} />}
      <NotMine
        row={row}
        number={row.case_number}
        unitName={unit?.name ?? ''}
        free={row.clerk_id === null && isQueued(row)}
        releasable={isQueued(row) && mayRelease(c.var.clerk, row.clerk_id)}
      />
    </>,
  )
}

/** The case as it is now, in the way that this clerk may see it. */
async function pageNow(c: Context<Env>, shown: Shown = {}) {
  const row = await find(c)
  if (!row) return refuse(c, 'not_found')
  return row.clerk_id === c.var.clerk.clerkId ? casePage(c, row, shown) : notMine(c, row, shown.reason)
}

export const caseQueueRoutes = new Hono<Env>()
  .get(LIST, allowClerk(), async (c) => {
    const asked = c.req.query('state')
    const state: Queued = QUEUED.find((one) => one === asked) ?? 'submitted'
    const city = /^\d{4}$/.test(c.req.query('city') ?? '') ? c.req.query('city') : undefined
    const { clerkId } = c.var.clerk
    const after = readCursor(c.req.query('after'))
    const [found, taken] = await Promise.all([
      listQueue(c.env.DB, { state, city }, PAGE + 1, after),
      listTaken(c.env.DB, clerkId, TAKEN),
    ])
    const rows = found.slice(0, PAGE)
    const last = found.length > PAGE ? rows.at(-1) : undefined
    const cursor = last && writeCursor({ at: last.submitted_at, id: last.id })
    const next = cursor && `${LIST}?${new URLSearchParams({ state, city: city ?? '', after: cursor })}`
    return desk(
      c,
      { title: '办件', current: LIST, wide: true },
      <Queue state={state} city={city} rows={rows} mine={taken} clerkId={clerkId} next={next} />,
    )
  })
  .get(`${LIST}/:unit/:id`, allowClerk(), (c) => pageNow(c))
  .post(`${LIST}/:unit/:id`, allowClerk(), async (c) => {
    const row = await mine(c)
    if (!row) return pageNow(c, { reason: 'case_moved' })
    const form = await formOf(c)
    const name = form.get('move')
    const { words, code } = readWords(form.get('words'), WORDS_MAX)
    if (!isDecision(name)) return refuse(c, 'not_found')
    if (code) return casePage(c, row, { reason: 'case_words_missing', words })
    const done = await decide(serving(c), row, name, words)
    return done.ok ? c.redirect(`${pathOf(row)}?done=yes`, 303) : pageNow(c, { reason: done.error, words })
  })
  .post(`${LIST}/:unit/:id/take`, allowClerk(), async (c) => {
    const row = await find(c)
    if (!row) return refuse(c, 'not_found')
    const taken = await take(serving(c), row)
    return taken.ok ? c.redirect(pathOf(row), 303) : pageNow(c, { reason: taken.error })
  })
  .post(`${LIST}/:unit/:id/release`, allowClerk(), async (c) => {
    const row = await find(c)
    if (!row) return refuse(c, 'not_found')
    const done = await release(serving(c), row)
    return done.ok ? c.redirect(LIST, 303) : pageNow(c, { reason: done.error })
  })
  .get(`${LIST}/:unit/:id/files/:file`, allowClerk(), async (c) => {
    const row = await mine(c)
    const file = row && (await findFile(c.env.DB, keyOf(row), c.req.param('file')))
    const content = file && (await readFile(c.env, keyOf(row), file))
    if (!row || !content) return refuse(c, 'not_found')
    await (await auditedAtOffice(serving(c), row, 'read_file')).run()
    const shown = await showCase(c.env, row)
    const one = shown.files.find(({ id }) => id === file.id)
    return c.body(content, 200, asAttachment(file.type, one ? downloadName(shown, one) : file.id))
  })
