/** A case with all that belongs to it, opened: for its pages, the offices and the API. */
import type { Delivery } from '../../schema/case-delivery.ts'
import type { CaseValues } from '../../schema/case-form.ts'
import {
  type CaseEvent,
  type CaseSummary,
  eventNameOf,
  type FileType,
  fileTypes,
  phaseOf,
  ratingNames,
  stateNames,
} from '../../schema/cases.ts'
import { findItem, type Item, itemName } from '../../schema/catalogue.ts'
import type { Bindings } from '../lib/env.ts'
import { sealer } from '../lib/sealed.ts'
import { openDelivery } from './delivery.ts'
import { keyOf, whoseOf } from './drawer.ts'
import * as papers from './papers-store.ts'
import { RESULT } from './results-store.ts'
import type { CaseRow } from './store.ts'

export interface ShownFile {
  id: string
  material: string
  materialName: string
  name: string
  type: FileType
  bytes: number
  submitted: boolean
}

export interface ShownEvent {
  at: number
  event: CaseEvent
  eventName: string
  actor: string
  words: string | null
}

export interface ShownCase {
  row: CaseRow
  /** Undefined once it is in no catalogue. */
  item: Item | undefined
  values: CaseValues
  /** Null where the item sends nothing, or nothing is chosen yet. */
  delivery: Delivery | null
  /** Of the form, for whoever fills it in. */
  version: number
  files: ShownFile[]
  /** What it ends with, which its owner gets to see once it is decided. */
  results: ShownFile[]
  events: ShownEvent[]
}

/** What is filled in. */
export async function valuesOf(env: Bindings, row: CaseRow): Promise<CaseValues> {
  const { open } = await sealer(env.SEALING_KEYS)
  const form = await papers.findForm(env.DB, keyOf(row))
  return form ? (JSON.parse(await open(form.form_sealed, 'case_form.form')) as CaseValues) : {}
}

export async function showCase(env: Bindings, row: CaseRow): Promise<ShownCase> {
  const { open } = await sealer(env.SEALING_KEYS)
  const key = keyOf(row)
  const [form, files, events] = await Promise.all([
    papers.findForm(env.DB, key),
    papers.listFiles(env.DB, key),
    papers.listEvents(env.DB, key),
  ])
  const item = findItem(row.item)
  const labelOf = (material: string) =>
    item?.materials?.find(({ key: known }) => known === material)?.label ??
    (material === RESULT ? '结果文书' : '材料')
  const shownFiles = await Promise.all(
    files.map(async ({ id, material, type, bytes, submitted, name_sealed }) => ({
      ...{ id, material, materialName: labelOf(material), type, bytes, submitted: submitted === 1 },
      name: await open(name_sealed, 'case_file.name'),
    })),
  )
  return {
    ...{ row, item },
    values: form ? (JSON.parse(await open(form.form_sealed, 'case_form.form')) as CaseValues) : {},
    delivery: await openDelivery(env, form?.delivery_sealed ?? null),
    version: form?.version ?? 1,
    files: shownFiles.filter(({ material }) => material !== RESULT),
    results: shownFiles.filter(({ material }) => material === RESULT),
    events: await Promise.all(
      events.map(async ({ at, event, actor, words_sealed }) => ({
        ...{ at, event, actor, eventName: nameOf(event, row) },
        words: words_sealed === null ? null : await open(words_sealed, 'case_event.words'),
      })),
    ),
  }
}

/** An evaluation says what it was. */
const nameOf = (event: CaseEvent, { rating, drawer }: CaseRow) =>
  event === 'rate' && rating !== null
    ? `${eventNameOf(event, whoseOf(drawer))}：${ratingNames[rating as keyof typeof ratingNames]}`
    : eventNameOf(event, whoseOf(drawer))

const isoOf = (at: number | null) => (at === null ? null : new Date(at).toISOString())

export const summaryOf = (row: CaseRow): CaseSummary => ({
  ...{ id: row.id, caseNumber: row.case_number, item: row.item, itemName: itemName(row.item) },
  ...{ state: row.state, stateName: stateNames[row.state], outcome: row.outcome, rating: row.rating },
  ...{ submittedAt: isoOf(row.submitted_at), endedAt: isoOf(row.ended_at) },
})

const MEGABYTE = 1024 * 1024
export const sizeInWords = (bytes: number) => `${Math.max(0.01, bytes / MEGABYTE).toFixed(2)} MB`

/** A name for the downloaded file that no system trips over; what it was called stands on the page. */
export const downloadName = ({ row, files, results }: ShownCase, file: ShownFile) => {
  const [of, kind] = file.material === RESULT ? [results, 'result-'] : [files, '']
  return `${row.case_number ?? 'draft'}-${kind}${of.indexOf(file) + 1}.${fileTypes[file.type]}`
}

/** The files of a case that its owner may have now: their own, and what it ended with. */
export const filesFor = ({ row, files, results }: ShownCase): ShownFile[] =>
  phaseOf(row.state) === 'ended' ? [...files, ...results] : files
