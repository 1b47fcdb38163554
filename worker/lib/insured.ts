/** Insured persons as lists show them: name and number, opened many at once. */
import { documentTypes } from '../../schema/fields/document-type.ts'
import type { Bindings } from './env.ts'
import { type Sealer, sealer } from './sealed.ts'

export const NAME = 'insured.name'
export const DOCUMENT = 'insured.document'

export interface Document {
  type: string
  number: string
}

/** What a person of the insurance is found by; type and number are one text, for two types may bear one number. */
export const insuredIndexes = (ring: Sealer, { type, number }: Document) =>
  ring.indexes(`${type}|${number}`, DOCUMENT)

/** The same for a number of which nobody said what document it is of. */
export async function numberIndexes(env: Bindings, number: string): Promise<string[]> {
  const ring = await sealer(env.SEALING_KEYS)
  const found = documentTypes().map(({ code }) => insuredIndexes(ring, { type: code, number }))
  return (await Promise.all(found)).flat()
}

export interface SealedPerson {
  id: string
  name_sealed: string
  document_sealed: string
}

export interface Person {
  id: string
  name: string
  number: string
}

/** Opened together: each is a question to the platform's own cryptography, which answers many at once. */
export async function openPersons<Row extends SealedPerson>(
  env: Bindings,
  rows: readonly Row[],
): Promise<(Row & Person)[]> {
  const { open } = await sealer(env.SEALING_KEYS)
  return Promise.all(
    rows.map(async (row) => {
      const opened = [open(row.name_sealed, NAME), open(row.document_sealed, DOCUMENT)] as const
      const [name, number] = await Promise.all(opened)
      return { ...row, name, number }
    }),
  )
}

/** The names alone, in the order of the rows. */
export async function openNames(env: Bindings, rows: readonly SealedPerson[]): Promise<string[]> {
  const { open } = await sealer(env.SEALING_KEYS)
  return Promise.all(rows.map(({ name_sealed }) => open(name_sealed, NAME)))
}
