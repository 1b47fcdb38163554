/** The registered person with a document, if there is one. */
import { subjectOf } from '../challenges/face.ts'
import type { Bindings } from '../lib/env.ts'
import { sealer } from '../lib/sealed.ts'
import { findPerson } from '../people/store.ts'
import type { Document } from './proved.ts'

export async function personOf(env: Bindings, document: Document): Promise<string | null> {
  const { indexes } = await sealer(env.SEALING_KEYS)
  const subject = subjectOf({ name: '', ...document })
  return (await findPerson(env.DB, await indexes(subject, 'person.document')))?.id ?? null
}
