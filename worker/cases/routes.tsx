/** The unit centre's pages about cases: lists, one case with its files, withdrawal, review, evaluation. */
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { readWords } from '../../schema/case-form.ts'
import { CaseQuery, NEEDS_REASON, ratingNames, WORDS_MAX } from '../../schema/cases.ts'
import { mayDo } from '../grants/rules.ts'
import { allowOperator } from '../lib/allow.ts'
import { formOf } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { centerView } from '../lib/page/center-view.tsx'
import { refuse } from '../lib/page/view.tsx'
import { asAttachment } from '../lib/sealed-file.ts'
import { ownCase, scopeOf, standingOf } from './acting.ts'
import { moveCase, rate } from './acts.ts'
import { Ask } from './case-page.tsx'
import { acting, casePage, casePath, pageNow, refused, reviewPage } from './draw.tsx'
import { editRoutes } from './edit-routes.tsx'
import { readFile } from './files.ts'
import { pageOf } from './list.ts'
import { Cases, Workbench } from './list-page.tsx'
import { findFile } from './papers-store.ts'
import { movesOf } from './rules.ts'
import { downloadName, keyOf, showCase } from './show.ts'
import { listToReview } from './store.ts'

/** More than that at once waits for the unit's review nowhere; the rest follows when these are done. */
const TO_REVIEW = 100

/** What a browser asks for; whatever is no condition is left out, for a form sends empty fields too. */
function queryOf(c: Context<Env>): CaseQuery {
  const entries = Object.entries(c.req.query()).filter(([name, value]) => {
    const one = v.safeParse(CaseQuery, { [name]: value })
    return value !== '' && name in CaseQuery.entries && one.success
  })
  return v.parse(CaseQuery, Object.fromEntries(entries))
}

const own = (c: Context<Env>) => ownCase(acting(c), c.req.param('id') ?? '')

async function toReview(c: Context<Env>) {
  const rows = await listToReview(c.env.DB, c.var.operator.unitId, TO_REVIEW)
  return rows.filter(({ item }) => mayDo(c.var.operator, { review: item }, c.var.now))
}

/** The case, if it waits for a review that whoever asks may make. */
async function forReview(c: Context<Env>) {
  const row = await own(c)
  return row && mayDo(c.var.operator, { review: row.item }, c.var.now) ? row : undefined
}

const reviews = new Hono<Env>()
  .get('/center/workbench', allowOperator(), async (c) =>
    centerView(c, { title: '我的工作台' }, <Workbench rows={await toReview(c)} />),
  )
  .get('/center/workbench/:id', allowOperator(), async (c) => {
    const row = await forReview(c)
    if (!row) return refused(c, 'case_unknown')
    return row.state === 'unit_review' ? reviewPage(c, row) : c.redirect(casePath(row.id), 303)
  })
  .post('/center/workbench/:id', allowOperator(), async (c) => {
    const row = await forReview(c)
    if (!row) return refused(c, 'case_unknown')
    const form = await formOf(c)
    const { words, code } = readWords(form.get('words'), WORDS_MAX)
    const name = form.get('move') === 'endorse' ? 'endorse' : 'send_back'
    if (code) return reviewPage(c, row, { values: { words }, reason: 'case_words_missing' })
    const done = await moveCase(acting(c), row, name, words)
    if (done.ok) return c.redirect('/center/workbench', 303)
    const beside = done.error === 'case_words_missing'
    return beside
      ? reviewPage(c, row, { values: { words }, reason: done.error })
      : pageNow(c, row, done.error)
  })

export const casesRoutes = new Hono<Env>()
  .get('/center/cases', allowOperator(), async (c) => {
    const [query, scope] = [queryOf(c), scopeOf(c.var.operator)]
    const { unitId } = c.var.operator
    const [page, counts] = await Promise.all([pageOf(c.env.DB, unitId, query, scope), c.var.caseCounts()])
    return centerView(
      c,
      { title: '单位办件' },
      <Cases query={query} {...page} counts={counts} scope={scope} />,
    )
  })
  .route('/', editRoutes)
  .route('/', reviews)
  .get('/center/cases/:id', allowOperator(), async (c) => {
    const row = await own(c)
    if (!row) return refused(c, 'case_unknown')
    return row.state === 'draft' ? c.redirect(`${casePath(row.id)}/edit`, 303) : casePage(c, row)
  })
  .get('/center/cases/:id/files/:file', allowOperator(), async (c) => {
    const row = await own(c)
    const file = row && (await findFile(c.env.DB, keyOf(row), c.req.param('file')))
    const content = file && (await readFile(c.env, keyOf(row), file))
    if (!row || !content) return refuse(c, 'not_found')
    const shown = await showCase(c.env, row)
    const one = shown.files.find(({ id }) => id === file.id)
    return c.body(content, 200, asAttachment(file.type, one ? downloadName(shown, one) : file.id))
  })
  .get('/center/cases/:id/withdraw', allowOperator(), async (c) => {
    const row = await own(c)
    if (!row) return refused(c, 'case_unknown')
    const path = casePath(row.id)
    if (!movesOf('filer', standingOf(row)).includes('withdraw')) return c.redirect(path, 303)
    return centerView(
      c,
      { title: '撤回办件' },
      <Ask
        title="要撤回这个办件吗？"
        words="撤回后窗口不再办理它，办件编号作废，不能恢复。要办的话，需要重新填写提交。"
        action={`${path}/withdraw`}
        act="撤回"
        back={{ href: path, label: '不撤回' }}
      />,
    )
  })
  .post('/center/cases/:id/withdraw', allowOperator(), async (c) => {
    const row = await own(c)
    if (!row) return refused(c, 'case_unknown')
    const done = await moveCase(acting(c), row, 'withdraw', '')
    return done.ok ? c.redirect(`${casePath(row.id)}?done=withdraw`, 303) : pageNow(c, row, done.error)
  })
  .post('/center/cases/:id/rating', allowOperator(), async (c) => {
    const row = await own(c)
    if (!row) return refused(c, 'case_unknown')
    const form = await formOf(c)
    const { words, code } = readWords(form.get('words'), WORDS_MAX)
    const rating = Number(form.get('rating'))
    const values = { rating: String(form.get('rating') ?? ''), words }
    const wrong = (field: string, fault: string) =>
      casePage(c, row, { status: 422, rating: { values, errors: [{ field, code: fault }] } })
    if (!(rating in ratingNames)) return wrong('rating', 'rating.required')
    if (code) return wrong('words', code)
    if (rating <= NEEDS_REASON && words === '') return wrong('words', 'rating.reason')
    const done = await rate(acting(c), row, rating, words)
    return done.ok ? c.redirect(`${casePath(row.id)}?done=rate`, 303) : pageNow(c, row, done.error)
  })
