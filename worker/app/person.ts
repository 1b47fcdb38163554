/** The registered person whom the app vouches for. */
import type { AppReason } from '../../schema/app.ts'
import { samePersonName } from '../../schema/fields/person-name.ts'
import { type Subject, subjectOf } from '../challenges/face.ts'
import type { Bindings } from '../lib/env.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { findPerson, type PersonRow } from '../people/store.ts'

/** By document and name both: a number alone may be somebody else's under another document. */
export async function registered(env: Bindings, subject: Subject): Promise<Result<PersonRow, AppReason>> {
  const { indexes, open } = await sealer(env.SEALING_KEYS)
  const person = await findPerson(env.DB, await indexes(subjectOf(subject), 'person.document'))
  if (!person) return fail('app_person_unknown')
  const name = await open(person.name_sealed, 'person.name')
  return samePersonName(name, subject.name) ? ok(person) : fail('app_person_unknown')
}
