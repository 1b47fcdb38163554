/** Whom the rows of a filing are about: found by blind index, a whole chunk at a time. */

import { dayInChina } from '../../schema/fields/calendar.ts'
import { documentNumberProblem } from '../../schema/fields/document-number.ts'
import { documentTypes } from '../../schema/fields/document-type.ts'
import { maskDocumentNumber, maskName } from '../../schema/fields/mask.ts'
import { samePersonName } from '../../schema/fields/person-name.ts'
import type { Refused } from '../../schema/filing-refused.ts'
import type { RecordChoice } from '../../schema/record-choice.ts'
import type { Bindings } from '../lib/env.ts'
import { groupBy } from '../lib/group-by.ts'
import { type Document, insuredIndexes } from '../lib/insured.ts'
import { type Sealer, sealer } from '../lib/sealed.ts'
import * as read from './read-store.ts'

/** A person as a row names them. A template without a type of document leaves it out. */
export interface Named {
  name: string
  documentType?: string
  documentNumber: string
  /** Of several records, the one that was chosen. */
  insuredId?: string | undefined
}

/** What a number may be a document of. */
export function documentsOf({ documentType, documentNumber: number }: Named, today: string): Document[] {
  if (documentType) return [{ type: documentType, number }]
  return documentTypes()
    .filter(({ code }) => documentNumberProblem(code, number, today) === undefined)
    .map(({ code }) => ({ type: code, number }))
}

/** A person's document among the personal accounts (worker/people/store.ts). */
export const personIndexes = (ring: Sealer, { type, number }: Document) =>
  ring.indexes(`${type}|${number}`, 'person.document')

/** The records of each row's number, in the order of the rows. */
export async function recordsOf(
  env: Bindings,
  rows: readonly Named[],
  now: number,
): Promise<read.InsuredRow[][]> {
  const ring = await sealer(env.SEALING_KEYS)
  const today = dayInChina(now)
  const indexes = await Promise.all(
    rows.map(async (row) => {
      const all = await Promise.all(documentsOf(row, today).map((document) => insuredIndexes(ring, document)))
      return all.flat()
    }),
  )
  const { results } = await read.findInsured(env.DB, [...new Set(indexes.flat())]).all<read.InsuredRow>()
  const byIndex = groupBy(results, ({ document_index }) => document_index)
  return indexes.map((all) => all.flatMap((index) => byIndex.get(index) ?? []))
}

/**
 * Which of the records a row means, of those whose name fits: the one that was chosen, the only one, or the one that is insured
 * here already; a name that is another's is refused before anything is told.
 */
export async function meantBy(
  env: Bindings,
  row: Named,
  records: readonly read.InsuredRow[],
  isOwn: (insuredId: string) => boolean,
  hasData: (insuredId: string) => boolean,
): Promise<{ ok: true; value: read.InsuredRow } | { ok: false; error: Refused }> {
  const { open } = await sealer(env.SEALING_KEYS)
  const refuse = (error: Refused) => ({ ok: false, error }) as const
  if (records.length === 0) return refuse({ code: 'basic_data_missing' })
  const named: read.InsuredRow[] = []
  for (const record of records)
    if (samePersonName(row.name, await open(record.name_sealed, 'insured.name'))) named.push(record)
  if (named.length === 0) return refuse({ code: 'insured_name_differs' })
  if (row.insuredId) {
    const chosen = named.find(({ id }) => id === row.insuredId)
    return chosen ? { ok: true, value: chosen } : refuse({ code: 'insured_choice_unknown' })
  }
  const own = named.filter(({ id }) => isOwn(id))
  const [only, ...others] = own.length === 1 ? own : named
  if (only && others.length === 0) return { ok: true, value: only }
  return refuse({ code: 'insured_several', choices: await choicesOf(env, named, hasData) })
}

async function choicesOf(
  env: Bindings,
  records: readonly read.InsuredRow[],
  hasData: (insuredId: string) => boolean,
): Promise<RecordChoice[]> {
  const { open } = await sealer(env.SEALING_KEYS)
  return Promise.all(
    records.map(async (record) => ({
      insuredId: record.id,
      name: maskName(await open(record.name_sealed, 'insured.name')),
      documentNumber: maskDocumentNumber(await open(record.document_sealed, 'insured.document')),
      since: dayInChina(record.created_at),
      collected: hasData(record.id),
    })),
  )
}
