/** Single filings: the forms, what one came to, those of the period, and undoing one. */
import { type Context, Hono } from 'hono'
import { itemName } from '../../schema/catalogue.ts'
import { isSingleItem, SINGLE_ITEMS, type SingleItem, singleFiling } from '../../schema/filing-forms.ts'
import { openAmong } from '../catalogue/acts.ts'
import { allowOperator } from '../lib/allow.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { centerView } from '../lib/page/center-view.tsx'
import { refuse } from '../lib/page/view.tsx'
import { typedText } from '../lib/typed-text.ts'
import { filerOf, formPage, granted, newPath, refusedPage } from './draw.tsx'
import { listPage } from './list.ts'
import { FilingList, UndoPage } from './list-page.tsx'
import { FILINGS, FilingPage } from './page.tsx'
import { itemOfKind, showFiling } from './show.ts'
import { fileOne, hindrance, kindsSeen, mayFile, taskOf, undoOne, ungranted } from './single.ts'

const may = (c: Context<Env>, item: string) => mayFile(filerOf(c), item)
const undoes = async (c: Context<Env>) => (await hindrance(filerOf(c), 'rollback')) === undefined

/** Of these items those that the operator may file and that can be had now. */
async function open<Item extends string>(c: Context<Env>, of: readonly Item[]): Promise<Item[]> {
  const granted = of.filter((item) => may(c, item))
  const found = await openAmong(filerOf(c), granted, c.var.operator.unit.region)
  return granted.filter((item) => found.includes(item))
}

/** The filing of this id, if the operator may see its kind. */
async function own(c: Context<Env>) {
  const filing = await showFiling(taskOf(filerOf(c)), c.req.param('id') ?? '')
  return filing && kindsSeen(filerOf(c)).includes(filing.facts.kind) ? filing : undefined
}

/** One item's form; posted, its filing. */
const single = (item: SingleItem) =>
  new Hono<Env>()
    .get(newPath(item), allowOperator(), granted(item), (c) => formPage(c, item))
    .post(
      newPath(item),
      allowOperator(),
      granted(item),
      body(singleFiling(item), (c, errors, values) =>
        formPage(c, item, { errors, values: typedText(values) }),
      ),
      async (c) => {
        const input = c.req.valid('json')
        const filed = await fileOne(filerOf(c), item, input as never)
        if (filed.ok) return c.redirect(`${FILINGS}/${filed.value.filingId}?filed=yes`, 303)
        return formPage(c, item, { values: typedText(await typed(c)), refused: filed.error })
      },
    )

/** As it was typed, for the form to show again: the schema has changed what it gave on. */
async function typed(c: Context<Env>): Promise<Record<string, unknown>> {
  const form = await c.req.formData().catch(() => new FormData())
  return Object.fromEntries(form)
}

export const filingRoutes = new Hono<Env>()
  .get(FILINGS, allowOperator(), async (c) => {
    const { rows, period, kinds, next } = await listPage(filerOf(c), c.req.query('before'))
    const here = await open(c, [...SINGLE_ITEMS, 'rollback' as const])
    const items = SINGLE_ITEMS.filter((item) => here.includes(item))
    const ways = items.map((item) => ({ href: newPath(item), label: itemName(item) }))
    const props = { rows, period, kinds, next, ways, undoes: here.includes('rollback') }
    return centerView(c, { title: '本期的申报' }, <FilingList {...props} />)
  })
  .route('/', single('enrolment'))
  .route('/', single('termination'))
  .route('/', single('basic-data'))
  .get(`${FILINGS}/:id`, allowOperator(), async (c) => {
    const filing = await own(c)
    if (!filing) return refuse(c, 'not_found')
    const item = itemOfKind[filing.facts.kind]
    const again = isSingleItem(item) && may(c, item) ? newPath(item) : undefined
    const { facts, current } = filing
    const undoable = current && facts.undone === 0 && facts.kind !== 'rollback' && (await undoes(c))
    const fresh = c.req.query('filed') === 'yes'
    return centerView(
      c,
      { title: itemName(item) },
      <FilingPage filing={filing} fresh={fresh} again={again} undoable={undoable} />,
    )
  })
  .get(`${FILINGS}/:id/undo`, allowOperator(), granted('rollback', ungranted), async (c) => {
    const filing = await own(c)
    if (!filing) return refuse(c, 'not_found')
    const why = await hindrance(filerOf(c), 'rollback')
    if (why) return refusedPage(c, why)
    return centerView(c, { title: '回退申报' }, <UndoPage filing={filing} />)
  })
  .post(`${FILINGS}/:id/undo`, allowOperator(), granted('rollback', ungranted), async (c) => {
    const undone = await undoOne(filerOf(c), c.req.param('id'))
    return undone.ok ? c.redirect(`${FILINGS}/${undone.value}?filed=yes`, 303) : refusedPage(c, undone.error)
  })
