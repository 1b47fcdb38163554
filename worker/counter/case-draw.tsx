/** One case at the counter, sent: in full to the clerk who has taken it, the least to all others. */
import type { Context } from 'hono'
import { type CaseReason, caseRefusals } from '../../schema/case-refusals.ts'
import { itemName } from '../../schema/catalogue.ts'
import { CaseOpinion, type CaseOpinionProps } from '../../widgets/case-opinion/case-opinion.tsx'
import { Button, ButtonLink } from '../../widgets/ui/button.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { standingOf } from '../cases/acting.ts'
import { CasePage } from '../cases/case-page.tsx'
import type { Drawer } from '../cases/drawer.ts'
import { type OfficeMove, officeCase, type Serving } from '../cases/office.ts'
import { progressOf } from '../cases/progress.ts'
import { mayRelease, movesOf } from '../cases/rules.ts'
import { showCase } from '../cases/show.ts'
import type { CaseRow } from '../cases/store.ts'
import type { Env } from '../lib/env.ts'
import { refuse } from '../lib/page/view.tsx'
import { whoFiled } from './case-owner.ts'
import { LIST, NotMine, pathOf, QUEUED } from './case-page.tsx'
import { desk } from './desk.tsx'
import { ResultPapers } from './result-papers.tsx'
import { RosterSheet } from './roster-page.tsx'
import { rosterForOffice } from './roster-sheet.ts'

export const serving = (c: Context<Env>): Serving => ({
  ...{ env: c.env, origin: c.var.origin, now: c.var.now, clerk: c.var.clerk },
})

export const find = (c: Context<Env>, drawer: Drawer) => {
  const [ownerId, id] = [c.req.param('owner') ?? '', c.req.param('id') ?? '']
  return officeCase(serving(c), { drawer, ownerId, id })
}

/** The case, if this clerk has it. */
export async function mine(c: Context<Env>, drawer: Drawer): Promise<CaseRow | undefined> {
  const row = await find(c, drawer)
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

export const isDecision = (name: unknown): name is OfficeMove =>
  typeof name === 'string' && Object.hasOwn(DECISIONS, name)

/** How whoever filed is called. */
const OWNERS: Record<Drawer, string> = { unit_case: '单位', person_case: '本人' }

interface Shown {
  reason?: CaseReason | undefined
  words?: string
}

export async function casePage(c: Context<Env>, row: CaseRow, { reason, words }: Shown = {}) {
  const [shown, whose, roster] = await Promise.all([
    showCase(c.env, row),
    whoFiled(c.env, row),
    rosterForOffice(c, row),
  ])
  const allowed = movesOf('clerk', standingOf(row))
  const moves = Object.values(DECISIONS).filter(({ value }) => allowed.some((name) => name === value))
  const who = (actor: string) =>
    actor === `clerk:${c.var.clerk.clerkId}` ? '我' : actor.startsWith('clerk:') ? '窗口' : OWNERS[row.drawer]
  const beside = reason === 'case_words_missing'
  const status = reason && caseRefusals[reason].status
  return desk(
    c,
    { title: itemName(row.item), current: LIST, wide: true, centre: true, status },
    <CasePage
      shown={shown}
      progress={progressOf(shown, who)}
      whose={whose}
      fileUrl={(file) => `${pathOf(row)}/files/${file}`}
      roster={roster?.job}
    >
      {c.req.query('done') && !reason && <Notice kind="done" role="status" title="已经办好这一步" />}
      {row.state === 'done' && shown.delivery?.way === 'express' && (
        <div class="actions">
          <ButtonLink kind="primary" href={`/counter/parcels/new?case=${row.case_number}`}>
            登记寄出的快递
          </ButtonLink>
        </div>
      )}
      {roster && <RosterSheet path={`${pathOf(row)}/roster`} {...roster} />}
      {row.state === 'in_review' && <ResultPapers shown={shown} />}
      {moves.length > 0 && (
        <section class="sheet stack" aria-labelledby="decide">
          <h2 id="decide">办理</h2>
          <CaseOpinion
            action={pathOf(row)}
            moves={moves}
            label="意见"
            hint={`要求补正、不受理、不通过时必须写明原因，${OWNERS[row.drawer]}会看到。`}
            words={words}
            version={shown.version}
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
  const unitName = row.drawer === 'unit_case' ? await whoFiled(c.env, row) : undefined
  return desk(
    c,
    { title: itemName(row.item), current: LIST, status: reason && caseRefusals[reason].status },
    <>
      {reason && <Notice kind="stop" role="alert" title={caseRefusals[reason].text} />}
      <NotMine
        row={row}
        number={row.case_number}
        unitName={unitName}
        free={row.clerk_id === null && isQueued(row)}
        releasable={isQueued(row) && mayRelease(c.var.clerk, row.clerk_id)}
      />
    </>,
  )
}

/** The case as it is now, in the way that this clerk may see it. */
export async function pageNow(c: Context<Env>, drawer: Drawer, shown: Shown = {}) {
  const row = await find(c, drawer)
  if (!row) return refuse(c, 'not_found')
  return row.clerk_id === c.var.clerk.clerkId ? casePage(c, row, shown) : notMine(c, row, shown.reason)
}
