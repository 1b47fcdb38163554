/** Single filings for the unit's operators, as JSON. */
import { type Context, Hono } from 'hono'
import { type SingleItem, singleFiling, singleFilingShape } from '../../schema/filing-forms.ts'
import { filingRefusals } from '../../schema/filing-refusals.ts'
import { Filed, FilingList } from '../../schema/filings.ts'
import { commonRefusals } from '../../schema/refusal.ts'
import { sessionRefusals } from '../../schema/session.ts'
import { allowOperator } from '../lib/allow.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { commonProblem } from '../lib/problem.ts'
import { answers, withFacts } from '../lib/route.ts'
import { filerOf, granted, refusedCall } from './draw.tsx'
import { listPage } from './list.ts'
import { entryOf, filedOf, showFiling } from './show.ts'
import { fileOne, kindsSeen, taskOf, undoOne, ungranted } from './single.ts'

async function shown(c: Context<Env>, id: string, status: 200 | 201) {
  const filing = await showFiling(taskOf(filerOf(c)), id)
  if (!filing || !kindsSeen(filerOf(c)).includes(filing.facts.kind)) return commonProblem(c, 'not_found')
  return c.json(filedOf(filing) satisfies Filed, status)
}

const ABOUT: Record<SingleItem, string> = {
  enrolment: 'Enrol one person',
  termination: 'End one person’s insurance',
  'basic-data': 'Collect one person’s basic data',
}
const refusals = { ...sessionRefusals, ...filingRefusals }

const single = (item: SingleItem) =>
  new Hono<Env>().post(
    `/filings/${item}`,
    allowOperator(),
    granted(item),
    answers(ABOUT[item], { 201: Filed }, refusals),
    // The body's own schema asks for the day; the document gets one that does not.
    withFacts(body(singleFiling(item)), { takes: singleFilingShape(item) }),
    async (c) => {
      const filed = await fileOne(filerOf(c), item, c.req.valid('json') as never)
      return filed.ok ? shown(c, filed.value.filingId, 201) : refusedCall(c, filed.error)
    },
  )

export const filingsApi = new Hono<Env>()
  .get(
    '/filings',
    allowOperator(),
    answers(
      'Filings of the current period, the newest first, fifty on a page',
      { 200: FilingList },
      sessionRefusals,
    ),
    async (c) => {
      const { rows, period, next = null } = await listPage(filerOf(c), c.req.query('before'))
      const filings = await Promise.all(rows.map((row) => entryOf(c.env, row)))
      return c.json({ settlementMonth: period.month, filings, next } satisfies FilingList)
    },
  )
  .get(
    '/filings/:id',
    allowOperator(),
    answers(
      'One filing: what it costs, and what is to be known of it',
      { 200: Filed },
      {
        ...sessionRefusals,
        not_found: commonRefusals.not_found,
      },
    ),
    (c) => shown(c, c.req.param('id'), 200),
  )
  .route('/', single('enrolment'))
  .route('/', single('termination'))
  .route('/', single('basic-data'))
  .post(
    '/filings/:id/rollback',
    allowOperator(),
    granted('rollback', ungranted),
    answers('Undo a filing of the current period', { 201: Filed }, refusals),
    async (c) => {
      const undone = await undoOne(filerOf(c), c.req.param('id'))
      return undone.ok ? shown(c, undone.value, 201) : refusedCall(c, undone.error)
    },
  )
