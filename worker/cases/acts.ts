/** What operators do with their unit's cases, and persons with their own: begin, fill in, submit, take back, review, evaluate. */
import { DELIVERY, type Delivery } from '../../schema/case-delivery.ts'
import { type CaseValues, checkValues, fileInput } from '../../schema/case-form.ts'
import type { CaseReason } from '../../schema/case-refusals.ts'
import { phaseOf } from '../../schema/cases.ts'
import type { Item } from '../../schema/catalogue.ts'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { currentItem } from '../catalogue/acts.ts'
import { mustChange } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import type { FieldError } from '../lib/problem.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { type Acting, attemptOn, auditOf, eventOf, standingOf } from './acting.ts'
import { sealDelivery } from './delivery.ts'
import { keyOf, whoseOf } from './drawer.ts'
import type { ByRoster } from './effects.ts'
import * as papers from './papers-store.ts'
import { DRAWS, isEditable, judgeStart, type Move, mayRate, move, numbersOf } from './rules.ts'
import * as store from './store.ts'

/** A form as it is filled in. */
export interface Filled {
  values: CaseValues
  /** Null where the item sends nothing, or nothing is chosen yet. */
  delivery: Delivery | null
}

/** Begins a draft for a region: the unit's own, or where a person wants it done. Answers its id. */
export async function startCase(
  by: Acting,
  code: string,
  region: string,
): Promise<Result<string, CaseReason>> {
  const { env, now, filer } = by
  const { drawer, ownerId } = filer
  const item = judgeStart(await currentItem(by, code), whoseOf(drawer), region)
  if (!item.ok) return item
  if (!filer.may({ file: code })) return fail('case_not_allowed')
  const { keyId, seal } = await sealer(env.SEALING_KEYS)
  const key = { drawer, ownerId, id: newId(now) }
  const statements = [
    store.insertCase(env.DB, { ...key, item: code, region, createdBy: filer.ownId, now }),
    papers.insertForm(env.DB, key, await seal('{}', 'case_form.form'), keyId),
    await auditOf(by, 'start', key.id),
  ]
  const done = await attemptOn(by, code, statements, () => 'case_drafts_full')
  return done.ok ? ok(key.id) : done
}

/** Keeps what is filled in so far, whatever is still missing. */
export async function saveCase(
  by: Acting,
  row: store.CaseRow,
  filled: Filled,
  version: number | null,
): Promise<Result<void, CaseReason>> {
  if (!by.filer.may({ file: row.item })) return fail('case_not_allowed')
  if (!isEditable(row.state)) return fail('case_moved')
  return attemptOn(by, row.item, await savingOf(by, row, filled, version), async () => {
    const now = await store.findCase(by.env.DB, keyOf(row))
    return now?.state === row.state ? 'case_kept_meanwhile' : 'case_moved'
  })
}

async function savingOf(
  { env }: Acting,
  row: store.CaseRow,
  { values, delivery }: Filled,
  version: number | null,
) {
  const { keyId, seal } = await sealer(env.SEALING_KEYS)
  const sealed = await seal(JSON.stringify(values), 'case_form.form')
  const deliverySealed = await sealDelivery(env, delivery)
  const form = { sealed, deliverySealed, keyId, version }
  return [papers.saveForm(env.DB, keyOf(row), form), mustChange(env.DB)]
}

/** Removes a draft and its files. */
export async function discardCase(
  by: Acting,
  row: store.CaseRow,
  roster?: ByRoster,
): Promise<Result<void, CaseReason>> {
  const { env } = by
  if (!by.filer.may({ file: row.item })) return fail('case_not_allowed')
  const key = keyOf(row)
  const files = await papers.listFiles(env.DB, key)
  const along = await roster?.letGo(by, row)
  const statements = [
    papers.dropFiles(env.DB, key),
    store.dropForm(env.DB, key),
    store.dropDraft(env.DB, key),
    mustChange(env.DB),
    ...(along?.statements ?? []),
    await auditOf(by, 'discard', row.id),
  ]
  const done = await attemptOn(by, row.item, statements, () => 'case_moved')
  if (!done.ok) return done
  await along?.after?.()
  await env.FILES.delete(files.map((file) => papers.pathOf(key, file.id)))
  return ok(undefined)
}

/** What keeps a form from being submitted, in the order of the page. */
export function complaintsOf(
  item: Item,
  { values, delivery }: Filled,
  files: readonly papers.FileRow[],
): FieldError[] {
  const missing = (item.materials ?? []).filter(
    ({ key, required }) => required && !files.some(({ material }) => material === key),
  )
  return [
    ...checkValues(item, values),
    ...missing.map(({ key }) => ({ field: fileInput(key), code: 'case_file.required' })),
    ...(item.delivers && delivery === null ? [{ field: DELIVERY, code: 'case_delivery.required' }] : []),
  ]
}

/**
 * Submits what is filled in now, for the first time or after a supplement, unless somebody kept something else since that
 * version. `hold`: what has to hold beside the form.
 */
export async function submitCase(
  by: Acting,
  row: store.CaseRow,
  item: Item,
  filled: Filled,
  version: number | null,
  hold: D1PreparedStatement[],
): Promise<Result<void, CaseReason>> {
  const key = keyOf(row)
  const required = (item.materials ?? []).filter((material) => material.required)
  const done = await moveCase(by, row, 'submit', '', [
    ...(await savingOf(by, row, filled, version)),
    papers.mustHaveFiles(
      by.env.DB,
      key,
      required.map((material) => material.key),
    ),
    papers.keepFiles(by.env.DB, key),
    ...hold,
  ])
  return !done.ok && done.error === 'case_changed' ? fail('case_submit_outdated') : done
}

/**
 * One step that whoever files takes with a case, or whoever reviews it. `first` is written before it, in the same batch; what
 * is refused of that is `case_changed`.
 */
export async function moveCase(
  by: Acting,
  row: store.CaseRow,
  name: Extract<Move, 'submit' | 'withdraw' | 'endorse' | 'send_back'>,
  words: string,
  first: D1PreparedStatement[] = [],
): Promise<Result<void, CaseReason>> {
  const { env, now, filer } = by
  const reviews = name === 'endorse' || name === 'send_back'
  if (!filer.may(reviews ? { review: row.item } : { file: row.item })) return fail('case_not_allowed')
  const to = move(name, reviews ? 'reviewer' : 'filer', standingOf(row), words)
  if (!to.ok) return to
  const { state, backTo, outcome, event } = to.value
  const chance = crypto.getRandomValues(new Uint32Array(DRAWS))
  const statements = [
    ...first,
    store.stepCase(env.DB, {
      ...{ ...keyOf(row), from: row.state, fromBack: row.back_to },
      ...{ to: state, phase: phaseOf(state), backTo, outcome, now },
      numbers: numbersOf(dayInChina(now), [...chance]),
    }),
    mustChange(env.DB),
    await eventOf(env, now, row, event, filer.actor, words),
    await auditOf(by, event, row.id),
  ]
  return attemptOn(by, row.item, statements, async () => {
    const left = await store.findCase(env.DB, keyOf(row))
    return left?.state === row.state ? 'case_changed' : 'case_moved'
  })
}

/** How content whoever filed is, once. */
export async function rate(
  by: Acting,
  row: store.CaseRow,
  rating: number,
  words: string,
): Promise<Result<void, CaseReason>> {
  const { env, now } = by
  if (!by.filer.may({ file: row.item })) return fail('case_not_allowed')
  if (!mayRate(row.state, row.rating)) return fail(row.rating === null ? 'case_moved' : 'case_rated')
  const statements = [
    store.rateCase(env.DB, keyOf(row), rating, now),
    mustChange(env.DB),
    await eventOf(env, now, row, 'rate', by.filer.actor, words),
    await auditOf(by, 'rate', row.id),
  ]
  return attemptOn(by, row.item, statements, () => 'case_rated')
}
