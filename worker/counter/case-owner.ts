/** Who filed a case, in words for the clerk who has taken it. */
import { DOCUMENT_TYPES, isDocumentType } from '../../schema/fields/document-type.ts'
import type { CaseRow } from '../cases/store.ts'
import type { Bindings } from '../lib/env.ts'
import { sealer } from '../lib/sealed.ts'
import { readPerson } from '../people/store.ts'
import { findUnit } from '../units/store.ts'

/** The unit's name; of a person name and document in full, for the office decides about exactly them. */
export async function whoFiled(env: Bindings, row: CaseRow): Promise<string | undefined> {
  if (row.drawer === 'unit_case') return (await findUnit(env.DB, row.owner_id))?.name
  const person = await readPerson(env.DB, row.owner_id)
  if (!person) return undefined
  const { open } = await sealer(env.SEALING_KEYS)
  const name = await open(person.name_sealed, 'person.name')
  const number = await open(person.document_sealed, 'person.document')
  const type = isDocumentType(person.document_type) ? DOCUMENT_TYPES[person.document_type] : '证件'
  return `${name}，${type} ${number}`
}
