/** Filling in a case: begin, keep, attach, submit, take away. All of it works without a script. */
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { DELIVERY } from '../../schema/case-delivery.ts'
import { ROSTER_INPUT, readValues } from '../../schema/case-form.ts'
import type { CaseReason } from '../../schema/case-refusals.ts'
import { FILE_MAX_BYTES } from '../../schema/cases.ts'
import { findItem, type Item } from '../../schema/catalogue.ts'
import { currentItem } from '../catalogue/acts.ts'
import { formOf } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { refuse } from '../lib/page/view.tsx'
import { ok } from '../lib/result.ts'
import { newAddressPath } from '../settings/rules.ts'
import { type Acting, ownCase } from './acting.ts'
import { complaintsOf, discardCase, saveCase, startCase, submitCase } from './acts.ts'
import { Ask } from './case-page.tsx'
import { openDelivery, readDelivery } from './delivery.ts'
import { casePage, pageNow, refused, rosterOf } from './draw.tsx'
import { keyOf } from './drawer.ts'
import { editPage } from './edit-page.tsx'
import { aboutRoster, besideRoster, rosterFault } from './edit-roster.ts'
import { type Effects, isBarred } from './effects.ts'
import { attachFiles, detachFile, type Upload } from './files.ts'
import { acting, casePath, type Front, fronts, saidOf } from './front.tsx'
import { findForm, listFiles } from './papers-store.ts'
import { isEditable, judgeStart, versionIn } from './rules.ts'
import { valuesOf } from './show.ts'
import { startPage } from './start-page.tsx'
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

/** The case of this address, while its form may be changed by whoever asks. */
async function editable(
  c: Context<Env>,
  front: Front,
): Promise<CaseRow | { refused: CaseReason; row?: CaseRow }> {
  const by = acting(c, front)
  const row = await ownCase(by, c.req.param('id') ?? '')
  if (!row) return { refused: 'case_unknown' }
  if (!by.filer.may({ file: row.item })) return { refused: 'case_not_allowed' }
  return isEditable(row.state) && findItem(row.item) ? row : { refused: 'case_moved', row }
}

/** Whole offices do not save so often; a program that fills the store does. Before a byte of a file is read. */
const notTooOften =
  (front: Front): MiddlewareHandler<Env> =>
  async (c, next) => {
    const { success } = await c.env.LIMIT_ACCOUNT.limit({ key: `case:${front.filer(c).ownerId}` })
    return success ? next() : refused(c, front, 'case_too_often')
  }

const tooLarge = async (c: Context<Env>, front: Front) => {
  const row = await editable(c, front)
  return 'refused' in row ? refused(c, front, row.refused) : editPage(c, row, { reason: 'file_size' })
}

/** Where the result goes, of an item that sends one; what was chosen before where nothing is said. */
async function deliveryIn(by: Acting, row: CaseRow, item: Item, choice: FormDataEntryValue | null) {
  if (!item.delivers) return null
  const kept = await openDelivery(by.env, (await findForm(by.env.DB, keyOf(row)))?.delivery_sealed ?? null)
  return choice === null ? kept : readDelivery(by, kept, choice)
}

/** Reads what was sent and does what was asked: keep, attach, take a file away, go for an address, submit. */
async function edit(c: Context<Env>, row: CaseRow, effects: Effects) {
  const [whole, front, effect] = [findItem(row.item), fronts[row.drawer], effects[row.item]]
  if (!whole) return refused(c, front, 'case_unknown')
  const [by, form, path] = [acting(c, front), await formOf(c), casePath(row)]
  // A body that could not be read would empty the form.
  if (!form.has('act') && !form.has('remove')) return refuse(c, 'broken_json')
  const before = await rosterOf(c, row)
  const item = besideRoster(whole, before)
  // What a spreadsheet stands for is kept meanwhile, and there again when it is taken away.
  const kept = before ? await valuesOf(c.env, row) : {}
  const typed = readValues(item, Object.fromEntries(form))
  const values = { ...kept, ...typed }
  const choice = form.get(DELIVERY)
  const filled = { values, delivery: await deliveryIn(by, row, item, choice) }
  const version = versionIn(form)
  const saved = await saveCase(by, row, filled, version)
  if (!saved.ok)
    return saved.error === 'case_kept_meanwhile'
      ? editPage(c, row, { values, choice, reason: saved.error })
      : pageNow(c, row, saved.error)
  const judged = effect ? await aboutRoster(by, row, effect, form, values) : ok(undefined)
  if (!judged.ok) {
    if (isBarred(judged.error)) return pageNow(c, row, judged.error)
    return editPage(c, row, { values, choice, errors: [rosterFault(judged.error)], status: 422 })
  }
  const attached = await attachFiles(by, row, item, uploadsIn(form))
  if (!attached.ok)
    return attached.error === 'case_not_allowed'
      ? pageNow(c, row, attached.error)
      : editPage(c, row, { values, reason: attached.error })
  const removed = form.get('remove')
  if (typeof removed === 'string' && removed !== ROSTER_INPUT) {
    const gone = await detachFile(by, row, removed)
    if (!gone.ok) return pageNow(c, row, gone.error)
  }
  if (form.get('act') === 'address') return c.redirect(newAddressPath(row.id), 303)
  if (form.get('act') !== 'submit') return c.redirect(`${path}/edit?saved=yes`, 303)
  // What was switched off since it was begun is not sent; the draft stays.
  const still = judgeStart(await currentItem(by, item.code), front.whose, row.region)
  if (row.state === 'draft' && !still.ok) return editPage(c, row, { values, choice, reason: still.error })
  const roster = await rosterOf(c, row)
  const asked = besideRoster(whole, roster)
  const final = { ...filled, values: readValues(asked, values) }
  const errors = complaintsOf(asked, final, await listFiles(c.env.DB, keyOf(row)))
  // What is wrong with a spreadsheet, which stands first, is known whatever else is missing.
  if (errors.length === 0 || roster)
    errors.unshift(...((await effect?.check?.(c.env, row, final.values, by.now)) ?? []))
  if (errors.length > 0) return editPage(c, row, { values, errors, status: 422 })
  const hold = effect?.roster ? [effect.roster.hold(by, row, roster?.id ?? null)] : []
  // Papers take their time: a colleague may have kept something since it was saved above.
  const done = await submitCase(by, row, asked, final, version && version + 1, hold)
  if (done.ok) return c.redirect(`${path}?done=submit`, 303)
  return done.error === 'case_submit_outdated'
    ? editPage(c, row, { values, choice, reason: done.error })
    : pageNow(c, row, done.error)
}

export const editRoutes = (front: Front, effects: Effects) =>
  new Hono<Env>()
    .get(`${front.path}/new/:item`, front.allow(), (c) => startPage(c, front))
    .post(`${front.path}/new/:item`, front.allow(), notTooOften(front), async (c) => {
      const region = front.region(c, String((await formOf(c)).get('region') ?? ''))
      if (region === '') return startPage(c, front, 'region.required')
      const id = await startCase(acting(c, front), c.req.param('item') ?? '', region)
      return id.ok ? c.redirect(`${front.path}/${id.value}/edit`, 303) : refused(c, front, id.error)
    })
    .get(`${front.path}/:id/edit`, front.allow(), async (c) => {
      const row = await editable(c, front)
      if (!('refused' in row)) return editPage(c, row)
      return row.row ? c.redirect(casePath(row.row), 303) : refused(c, front, row.refused)
    })
    .post(
      `${front.path}/:id/edit`,
      front.allow(),
      notTooOften(front),
      bodyLimit({ maxSize: UPLOAD_MAX_BYTES, onError: (c) => tooLarge(c as Context<Env>, front) }),
      async (c) => {
        const row = await editable(c, front)
        if (!('refused' in row)) return edit(c, row, effects)
        const { text, status } = saidOf(row.refused, front.drawer)
        return row.row ? casePage(c, row.row, { status, problem: text }) : refused(c, front, row.refused)
      },
    )
    .get(`${front.path}/:id/discard`, front.allow(), async (c) => {
      const row = await editable(c, front)
      if ('refused' in row || row.state !== 'draft') return refused(c, front, 'case_unknown')
      const path = casePath(row)
      return front.view(
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
    .post(`${front.path}/:id/discard`, front.allow(), async (c) => {
      const row = await ownCase(acting(c, front), c.req.param('id') ?? '')
      if (!row) return refused(c, front, 'case_unknown')
      const gone = await discardCase(acting(c, front), row, effects[row.item]?.roster)
      if (gone.ok) return c.redirect(`${front.path}?status=draft`, 303)
      return (await findCase(c.env.DB, keyOf(row)))
        ? pageNow(c, row, gone.error)
        : refused(c, front, 'case_unknown')
    })
