/** Whether somebody who is named is a registered person: document, name and mobile of their own account. */
import { samePersonName } from '../../schema/fields/person-name.ts'
import { type Subject, subjectOf } from '../challenges/face.ts'
import type { Bindings } from '../lib/env.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { findPerson, hasMobile } from './store.ts'

/** The person's id. Which of name and mobile differs is not told. */
export async function registeredPerson(
  env: Bindings,
  named: Subject & { mobile: string },
): Promise<Result<string, 'unknown' | 'differs'>> {
  const { indexes, open } = await sealer(env.SEALING_KEYS)
  const person = await findPerson(env.DB, await indexes(subjectOf(named), 'person.document'))
  if (!person) return fail('unknown')
  const sameName = samePersonName(await open(person.name_sealed, 'person.name'), named.name)
  const sameMobile = await hasMobile(env.DB, person.id, await indexes(named.mobile, 'mobile'))
  return sameName && sameMobile ? ok(person.id) : fail('differs')
}
