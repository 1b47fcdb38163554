/** Filling in a case: begin, keep, attach, submit, take away. All of it works without a script. */
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { DELIVERY } from '../../schema/case-delivery.ts'
import { readValues } from '../../schema/case-form.ts'
import { type CaseReason, caseRefusals } from '../../schema/case-refusals.ts'
import { FILE_MAX_BYTES } from '../../schema/cases.ts'
import { findItem, type Item } from '../../schema/catalogue.ts'
import { mayDo } from '../grants/rules.ts'
import { allowOperator } from '../lib/allow.ts'
import { formOf } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { centerView } from '../lib/page/center-view.tsx'
import { refuse } from '../lib/page/view.tsx'
import { newAddressPath } from '../settings/rules.ts'
import { type Acting, ownCase } from './acting.ts'
import { complaintsOf, discardCase, saveCase, startCase, submitCase } from './acts.ts'
import { Ask, Start } from './case-page.tsx'
import { openDelivery, readDelivery } from './delivery.ts'
import { acting, casePage, casePath, keyOf, pageNow, refused } from './draw.tsx'
import { editPage } from './edit-page.tsx'
import { attachFiles, detachFile, type Upload } from './files.ts'
import { findForm, listFiles } from './papers-store.ts'
import { isEditable, judgeStart } from './rules.ts'
import { type CaseRow, findCase } from './store.ts'

/** A file that is somewhat too large is still read, so that the form comes back with what was typed. */
const UPLOAD_MAX_BYTES = FILE_MAX_BYTES * 1.2

const FILE_INPUT = /^file_([A-Za-z]+)$/

function uploadsIn(form: FormData): Upload[] {
  return [...form.entries()].flatMap(([name, file]) => {
    const material = FILE_INPUT.exec(name)?.[1]
    // Browsers send an empty file where none was chosen.
    return material && file instanceof File && file.size > 0 ? [{ material, file }] : []
  })
}

/** Which version of the form was filled in; a program need not say it. */
function versionIn(form: FormData): number | null {
  const version = form.get('version')
  return typeof version === 'string' && /^\d{1,9}$/.test(version) ? Number(version) : null
}

/** The case of this address, while its form may be changed by whoever asks. */
async function editable(c: Context<Env>): Promise<CaseRow | { refused: CaseReason; row?: CaseRow }> {
  const row = await ownCase(acting(c), c.req.param('id') ?? '')
  if (!row) return { refused: 'case_unknown' }
  if (!mayDo(c.var.operator, { file: row.item }, c.var.now)) return { refused: 'case_not_allowed' }
  return isEditable(row.state) && findItem(row.item) ? row : { refused: 'case_moved', row }
}

/** Whole offices do not save so often; a program that fills the store does. Before a byte of a file is read. */
const notTooOften: MiddlewareHandler<Env> = async (c, next) => {
  const { success } = await c.env.LIMIT_ACCOUNT.limit({ key: `case:${c.var.operator.unitId}` })
  return success ? next() : refused(c, 'case_too_often')
}

const tooLarge = async (c: Context<Env>) => {
  const row = await editable(c)
  return 'refused' in row ? refused(c, row.refused) : editPage(c, row, { reason: 'file_size' })
}

/** Where the result goes, of an item that sends one; what was chosen before where nothing is said. */
async function deliveryIn(by: Acting, row: CaseRow, item: Item, choice: FormDataEntryValue | null) {
  if (!item.delivers) return null
  const kept = await openDelivery(by.env, (await findForm(by.env.DB, keyOf(row)))?.delivery_sealed ?? null)
  return choice === null ? kept : readDelivery(by, kept, choice)
}

/** Reads what was sent and does what was asked: keep, attach, take a file away, go for an address, submit. */
async function edit(c: Context<Env>, row: CaseRow) {
  const item = findItem(row.item)
  if (!item) return refused(c, 'case_unknown')
  const [by, form, path] = [acting(c), await formOf(c), casePath(row.id)]
  // A body that could not be read would empty the form.
  if (!form.has('act') && !form.has('remove')) return refuse(c, 'broken_json')
  const values = readValues(item, Object.fromEntries(form))
  const choice = form.get(DELIVERY)
  const filled = { values, delivery: await deliveryIn(by, row, item, choice) }
  const kept = await saveCase(by, row, filled, versionIn(form))
  if (!kept.ok)
    return kept.error === 'case_kept_meanwhile'
      ? editPage(c, row, { values, choice, reason: kept.error })
      : pageNow(c, row, kept.error)
  const attached = await attachFiles(by, row, item, uploadsIn(form))
  if (!attached.ok) return editPage(c, row, { values, reason: attached.error })
  const removed = form.get('remove')
  if (typeof removed === 'string') {
    const gone = await detachFile(by, row, removed)
    if (!gone.ok) return pageNow(c, row, gone.error)
  }
  if (form.get('act') === 'address') return c.redirect(newAddressPath(row.id), 303)
  if (form.get('act') !== 'submit') return c.redirect(`${path}/edit?saved=yes`, 303)
  const errors = complaintsOf(item, filled, await listFiles(c.env.DB, keyOf(row)))
  if (errors.length > 0) return editPage(c, row, { values, errors, status: 422 })
  const done = await submitCase(by, row, item, filled)
  return done.ok ? c.redirect(`${path}?done=submit`, 303) : pageNow(c, row, done.error)
}

export const editRoutes = new Hono<Env>()
  .get('/center/cases/new/:item', allowOperator(), async (c) => {
    const item = judgeStart(findItem(c.req.param('item')), c.var.operator.unit.region)
    if (!item.ok) return refused(c, item.error)
    if (!mayDo(c.var.operator, { file: item.value.code }, c.var.now)) return refused(c, 'case_not_allowed')
    return centerView(c, { title: item.value.name }, <Start item={item.value} />)
  })
  .post('/center/cases/new/:item', allowOperator(), notTooOften, async (c) => {
    const id = await startCase(acting(c), c.req.param('item'))
    return id.ok ? c.redirect(`${casePath(id.value)}/edit`, 303) : refused(c, id.error)
  })
  .get('/center/cases/:id/edit', allowOperator(), async (c) => {
    const row = await editable(c)
    if (!('refused' in row)) return editPage(c, row)
    return row.row ? c.redirect(casePath(row.row.id), 303) : refused(c, row.refused)
  })
  .post(
    '/center/cases/:id/edit',
    allowOperator(),
    notTooOften,
    bodyLimit({ maxSize: UPLOAD_MAX_BYTES, onError: (c) => tooLarge(c as Context<Env>) }),
    async (c) => {
      const row = await editable(c)
      if (!('refused' in row)) return edit(c, row)
      const { text, status } = caseRefusals[row.refused]
      return row.row ? casePage(c, row.row, { status, problem: text }) : refused(c, row.refused)
    },
  )
  .get('/center/cases/:id/discard', allowOperator(), async (c) => {
    const row = await editable(c)
    if ('refused' in row || row.state !== 'draft') return refused(c, 'case_unknown')
    const path = casePath(row.id)
    return centerView(
      c,
      { title: '删除草稿' },
      <Ask
        title="要删除这个草稿吗？"
        words="填写的内容和上传的文件都会删除，不能恢复。它还没有提交，不影响别的办件。"
        action={`${path}/discard`}
        act="删除草稿"
        back={{ href: `${path}/edit`, label: '不删除，继续填写' }}
      />,
    )
  })
  .post('/center/cases/:id/discard', allowOperator(), async (c) => {
    const row = await ownCase(acting(c), c.req.param('id'))
    if (!row) return refused(c, 'case_unknown')
    const gone = await discardCase(acting(c), row)
    if (gone.ok) return c.redirect('/center/cases?status=draft', 303)
    return (await findCase(c.env.DB, row.unit_id, row.id))
      ? pageNow(c, row, gone.error)
      : refused(c, 'case_unknown')
  })
