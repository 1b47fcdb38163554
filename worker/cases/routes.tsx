/** Pages about cases, for units and for persons: lists, one case with its files, withdrawal, evaluation; a unit's own review. */
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
import { ownCase, standingOf } from './acting.ts'
import { moveCase, rate } from './acts.ts'
import { Ask } from './case-page.tsx'
import { casePage, pageNow, refused, reviewPage } from './draw.tsx'
import { keyOf } from './drawer.ts'
import { editRoutes } from './edit-routes.tsx'
import type { Effects } from './effects.ts'
import { readFile } from './files.ts'
import { acting, casePath, type Front, fronts } from './front.tsx'
import { pageOf } from './list.ts'
import { Cases, Workbench } from './list-page.tsx'
import { findFile, mustBeVersion } from './papers-store.ts'
import { movesOf, versionIn } from './rules.ts'
import { downloadName, filesFor, showCase } from './show.ts'
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

const own = (c: Context<Env>, front: Front) => ownCase(acting(c, front), c.req.param('id') ?? '')
const units = fronts.unit_case

async function toReview(c: Context<Env>) {
  const rows = await listToReview(c.env.DB, c.var.operator.unitId, TO_REVIEW)
  return rows.filter(({ item }) => mayDo(c.var.operator, { review: item }, c.var.now))
}

/** The case, if it waits for a review that whoever asks may make. */
async function forReview(c: Context<Env>) {
  const row = await own(c, units)
  return row && mayDo(c.var.operator, { review: row.item }, c.var.now) ? row : undefined
}

const reviews = new Hono<Env>()
  .get('/center/workbench', allowOperator(), async (c) =>
    centerView(c, { title: '我的工作台' }, <Workbench rows={await toReview(c)} />),
  )
  .get('/center/workbench/:id', allowOperator(), async (c) => {
    const row = await forReview(c)
    if (!row) return refused(c, units, 'case_unknown')
    return row.state === 'unit_review' ? reviewPage(c, row) : c.redirect(casePath(row), 303)
  })
  .post('/center/workbench/:id', allowOperator(), async (c) => {
    const row = await forReview(c)
    if (!row) return refused(c, units, 'case_unknown')
    const form = await formOf(c)
    const { words, code } = readWords(form.get('words'), WORDS_MAX)
    const name = form.get('move') === 'endorse' ? 'endorse' : 'send_back'
    if (code) return reviewPage(c, row, { values: { words }, reason: 'case_words_missing' })
    // What was changed after it had been looked at is not endorsed unseen.
    const seen = mustBeVersion(c.env.DB, keyOf(row), versionIn(form) ?? 0)
    const done = await moveCase(acting(c, units), row, name, words, name === 'endorse' ? [seen] : [])
    if (done.ok) return c.redirect('/center/workbench', 303)
    return done.error === 'case_words_missing' || done.error === 'case_changed'
      ? reviewPage(c, row, { values: { words }, reason: done.error })
      : pageNow(c, row, done.error)
  })

/** The list of a front, one case of it, and what its owner does with that. */
const caseRoutes = (front: Front, effects: Effects) =>
  new Hono<Env>()
    .get(front.path, front.allow(), async (c) => {
      const [query, scope, { drawer, ownerId }] = [queryOf(c), front.scope(c), front.filer(c)]
      const [page, counts] = await Promise.all([
        pageOf(c.env.DB, { drawer, ownerId }, query, scope),
        front.counts(c),
      ])
      return front.view(
        c,
        { title: front.name },
        <Cases front={front} query={query} {...page} counts={counts} scope={scope} />,
      )
    })
    .route('/', editRoutes(front, effects))
    .get(`${front.path}/:id`, front.allow(), async (c) => {
      const row = await own(c, front)
      if (!row) return refused(c, front, 'case_unknown')
      return row.state === 'draft' ? c.redirect(`${casePath(row)}/edit`, 303) : casePage(c, row)
    })
    .get(`${front.path}/:id/files/:file`, front.allow(), async (c) => {
      const row = await own(c, front)
      const shown = row && (await showCase(c.env, row))
      const one = shown && filesFor(shown).find(({ id }) => id === c.req.param('file'))
      const file = one && (await findFile(c.env.DB, keyOf(shown.row), one.id))
      const content = file && (await readFile(c.env, keyOf(shown.row), file))
      if (!content) return refuse(c, 'not_found')
      return c.body(content, 200, asAttachment(one.type, downloadName(shown, one)))
    })
    .get(`${front.path}/:id/withdraw`, front.allow(), async (c) => {
      const row = await own(c, front)
      if (!row) return refused(c, front, 'case_unknown')
      const path = casePath(row)
      if (!movesOf('filer', standingOf(row)).includes('withdraw')) return c.redirect(path, 303)
      return front.view(
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
    .post(`${front.path}/:id/withdraw`, front.allow(), async (c) => {
      const row = await own(c, front)
      if (!row) return refused(c, front, 'case_unknown')
      const done = await moveCase(acting(c, front), row, 'withdraw', '')
      return done.ok ? c.redirect(`${casePath(row)}?done=withdraw`, 303) : pageNow(c, row, done.error)
    })
    .post(`${front.path}/:id/rating`, front.allow(), async (c) => {
      const row = await own(c, front)
      if (!row) return refused(c, front, 'case_unknown')
      const form = await formOf(c)
      const { words, code } = readWords(form.get('words'), WORDS_MAX)
      const rating = Number(form.get('rating'))
      const values = { rating: String(form.get('rating') ?? ''), words }
      const wrong = (field: string, fault: string) =>
        casePage(c, row, { status: 422, rating: { values, errors: [{ field, code: fault }] } })
      if (!(rating in ratingNames)) return wrong('rating', 'rating.required')
      if (code) return wrong('words', code)
      if (rating <= NEEDS_REASON && words === '') return wrong('words', 'rating.reason')
      const done = await rate(acting(c, front), row, rating, words)
      return done.ok ? c.redirect(`${casePath(row)}?done=rate`, 303) : pageNow(c, row, done.error)
    })

export const casesRoutes = (effects: Effects) =>
  new Hono<Env>()
    .route('/', caseRoutes(units, effects))
    .route('/', reviews)
    .route('/', caseRoutes(fronts.person_case, effects))
