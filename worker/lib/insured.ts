/** Insured persons as lists show them: name and number, opened many at once. */
import type { Bindings } from './env.ts'
import { sealer } from './sealed.ts'

export const NAME = 'insured.name'
export const DOCUMENT = 'insured.document'

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
