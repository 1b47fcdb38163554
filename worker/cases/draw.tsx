/** The pages about cases, sent: on the front where the case lies. */
import type { Context } from 'hono'
import type { CaseReason } from '../../schema/case-refusals.ts'
import { findItem, itemName } from '../../schema/catalogue.ts'
import type { Refusal } from '../../schema/refusal.ts'
import { CaseOpinion, type CaseOpinionProps } from '../../widgets/case-opinion/case-opinion.tsx'
import { CaseRating, type CaseRatingProps } from '../../widgets/case-rating/case-rating.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import type { CaseRoster, Env } from '../lib/env.ts'
import { shellOf } from '../lib/page/view.tsx'
import { ErrorPage, renderPage } from '../lib/page.tsx'
import { standingOf } from './acting.ts'
import { CasePage, OwnActs } from './case-page.tsx'
import { keyOf } from './drawer.ts'
import { casePath, type Front, fronts, saidOf } from './front.tsx'
import { progressOf } from './progress.ts'
import { OwnRoster, ROSTER_ISLANDS } from './roster-part.tsx'
import { isEditable, mayRate, movesOf } from './rules.ts'
import { showCase } from './show.ts'
import type { CaseRow } from './store.ts'
import { findCase } from './store.ts'

/** The spreadsheet that goes with a case, where its item takes one. */
export const rosterOf = async (c: Context<Env>, row: CaseRow): Promise<CaseRoster | undefined> =>
  row.drawer === 'unit_case' && findItem(row.item)?.roster
    ? c.var.rosterOfCase(row.owner_id, row.id)
    : undefined

export const fileUrl = (row: CaseRow) => (file: string) => `${casePath(row)}/files/${file}`

/** How whoever looks at their own case calls those who acted. */
const whoFor = (own: string) => (actor: string) => {
  if (actor === own) return '您本人的账号'
  return actor.startsWith('clerk:') ? '人社窗口' : '本单位其他账号'
}

/** A refusal that no form on the page can say. */
export async function refused(c: Context<Env>, { drawer, path, name }: Front, reason: CaseReason) {
  const { text, status } = saidOf(reason, drawer)
  const page = (
    <ErrorPage
      kind={status === 404 ? 'not-found' : 'not-allowed'}
      happened={text}
      advice={status === 404 ? '请回到列表看看。' : '别的办件不受影响。'}
      go={{ href: path, label: `回${name}` }}
      {...(await shellOf(c))}
    />
  )
  return c.html(renderPage(page), status as 403)
}

interface CaseView {
  status?: Refusal['status'] | undefined
  /** What was just not done. */
  problem?: string | undefined
  rating?: Pick<CaseRatingProps, 'values' | 'errors'> | undefined
}

/** The page of a case; a draft has its form alone. */
export async function casePage(c: Context<Env>, row: CaseRow, { status, problem, rating }: CaseView = {}) {
  const [shown, roster] = await Promise.all([showCase(c.env, row), rosterOf(c, row)])
  const [front, path] = [fronts[row.drawer], casePath(row)]
  const moves = movesOf('filer', standingOf(row))
  const page = { title: itemName(row.item), islands: ROSTER_ISLANDS, ...(status && { status }) }
  const done = DONE[c.req.query('done') ?? '']
  return front.view(
    c,
    page,
    <CasePage
      shown={shown}
      progress={progressOf(shown, whoFor(front.filer(c).actor))}
      fileUrl={fileUrl(row)}
      roster={roster}
    >
      {problem && <Notice kind="stop" role="alert" title={problem} />}
      {done && !problem && <Notice kind="done" role="status" title={done} />}
      {roster && <OwnRoster roster={roster} />}
      <OwnActs
        path={path}
        editable={isEditable(row.state)}
        withdrawable={moves.includes('withdraw')}
        sent={shown.delivery?.way === 'express' && row.state === 'done' ? (row.case_number ?? '') : undefined}
      />
      {mayRate(row.state, row.rating) && (
        <section class="sheet stack" aria-labelledby="rate">
          <h2 id="rate">评价这次办事</h2>
          <CaseRating action={`${path}/rating`} values={{}} errors={[]} {...rating} />
        </section>
      )}
    </CasePage>,
  )
}

/** What was done on the page before. */
const DONE: Record<string, string> = {
  submit: '已经提交',
  withdraw: '已经撤回',
  rate: '谢谢您的评价',
}

interface Shown {
  values?: Record<string, string>
  reason?: CaseReason
}

const REVIEW: Pick<CaseOpinionProps, 'moves' | 'label'> = {
  label: '审核意见',
  moves: [
    { value: 'endorse', label: '审核通过，报窗口', kind: 'primary' },
    { value: 'send_back', label: '退回修改' },
  ],
}

/** The unit's own review of a case. */
export async function reviewPage(c: Context<Env>, row: CaseRow, { values, reason }: Shown = {}) {
  const [shown, roster] = await Promise.all([showCase(c.env, row), rosterOf(c, row)])
  const beside = reason === 'case_words_missing'
  const page = {
    title: '审核',
    islands: ROSTER_ISLANDS,
    ...(reason && { status: saidOf(reason, row.drawer).status }),
  }
  const front = fronts[row.drawer]
  return front.view(
    c,
    page,
    <CasePage
      shown={shown}
      progress={progressOf(shown, whoFor(front.filer(c).actor))}
      fileUrl={fileUrl(row)}
      roster={roster}
    >
      {roster && <OwnRoster roster={roster} />}
      <section class="sheet stack" aria-labelledby="review">
        <h2 id="review">本单位审核</h2>
        <CaseOpinion
          {...REVIEW}
          action={`/center/workbench/${row.id}`}
          version={shown.version}
          hint={shown.item?.review ?? '退回时必须写明要改什么，填报的人会看到。'}
          words={values?.words}
          error={beside ? 'words.required' : undefined}
          problem={reason && !beside ? saidOf(reason, row.drawer).text : undefined}
        />
      </section>
    </CasePage>,
  )
}

/** The case as it is now, after somebody else was first. */
export async function pageNow(c: Context<Env>, row: CaseRow, reason: CaseReason) {
  const now = await findCase(c.env.DB, keyOf(row))
  if (!now || reason === 'case_not_allowed')
    return refused(c, fronts[row.drawer], now ? reason : 'case_unknown')
  const { status, text } = saidOf(reason, row.drawer)
  return casePage(c, now, { status, problem: text })
}
