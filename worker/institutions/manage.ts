/** What a unit does with its institutions: opening one, another administrator, the initial password again. */
import type { InstitutionReason, SetAdministrator } from '../../schema/institutions.ts'
import { attemptBy } from '../grants/acts.ts'
import { mayDo } from '../grants/rules.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { mustChange } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { hashPassword } from '../lib/password.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import type { SignedIn } from '../lib/session.ts'
import { dropOldHashes, keepHash } from '../login/password-store.ts'
import { forgetFailures } from '../login/store.ts'
import { registeredPerson } from '../people/registered.ts'
import { initialPassword } from './rules.ts'
import { endSessionsOf } from './session-store.ts'
import * as store from './store.ts'

type Done = Promise<Result<void, InstitutionReason>>

/** The institution, if it is the unit's and whoever asks may manage it. */
export async function manageable(
  env: Bindings,
  now: number,
  s: SignedIn,
  id: string,
): Promise<Result<store.InstitutionRow, InstitutionReason>> {
  if (!mayDo(s, 'manage_unit', now)) return fail('institution_not_allowed')
  const found = await store.findInstitution(env.DB, s.unitId, id)
  return found ? ok(found) : fail('institution_unknown')
}

const entryOf = (s: SignedIn, act: string, id: string) => ({
  ...{ unitId: s.unitId, actor: `operator:${s.operatorId}`, act },
  ...{ subject: `institution:${id}`, result: 'done' },
})

/** In one batch, while whoever manages it still may; `otherwise` where the institution is no more as it was. */
const attemptAs = (
  env: Bindings,
  s: SignedIn,
  statements: D1PreparedStatement[],
  otherwise: InstitutionReason,
): Done => attemptBy(env.DB, s, statements, { barred: 'institution_not_allowed', otherwise: () => otherwise })

export async function administratorRow(
  env: Bindings,
  now: number,
  { unitId, id: institutionId }: { unitId: string; id: string },
  input: SetAdministrator,
): Promise<Result<store.NewAdministrator, InstitutionReason>> {
  const person = await registeredPerson(env, input)
  if (!person.ok)
    return fail(person.error === 'unknown' ? 'institution_person_unknown' : 'institution_person_differs')
  const { index, seal, keyId } = await sealer(env.SEALING_KEYS)
  const { documentType, documentNumber, name, mobile } = input
  return ok({
    ...{ unitId, institutionId, id: newId(now), personId: person.value, documentType, keyId, now },
    documentIndex: await index(documentNumber, 'document'),
    documentSealed: await seal(documentNumber, 'institution_administrator.document'),
    nameSealed: await seal(name, 'institution_administrator.name'),
    mobileIndex: await index(mobile, 'mobile'),
    mobileSealed: await seal(mobile, 'institution_administrator.mobile'),
    password: await hashPassword(initialPassword(documentNumber), env.PEPPERS),
  })
}

/** Opens an institution for its first administrator. */
export async function openInstitution(
  env: Bindings,
  origin: Origin,
  now: number,
  s: SignedIn,
  id: string,
  input: SetAdministrator,
): Done {
  const found = await manageable(env, now, s, id)
  if (!found.ok) return found
  if (found.value.administrator_id !== null) return fail('institution_open_already')
  const row = await administratorRow(env, now, { unitId: s.unitId, id }, input)
  if (!row.ok) return row
  const statements = [
    store.insertAdministrator(env.DB, row.value),
    await audited(env, origin, now, entryOf(s, 'institution_open', id)),
  ]
  return attemptAs(env, s, statements, 'institution_open_already')
}

/** Another administrator, who begins with an initial password of their own; whoever was signed in is so no more. */
export async function changeAdministrator(
  env: Bindings,
  origin: Origin,
  now: number,
  s: SignedIn,
  id: string,
  input: SetAdministrator,
): Done {
  const found = await manageable(env, now, s, id)
  if (!found.ok) return found
  const old = found.value
  if (old.administrator_id === null) return fail('institution_not_open')
  const { indexes } = await sealer(env.SEALING_KEYS)
  const documents = await indexes(input.documentNumber, 'document')
  if (old.document_type === input.documentType && documents.includes(old.document_index))
    return fail('institution_same_administrator')
  const row = await administratorRow(env, now, { unitId: s.unitId, id }, input)
  if (!row.ok) return row
  const statements = [
    store.replaceAdministrator(env.DB, row.value, old.administrator_id),
    mustChange(env.DB),
    store.dropHashes(env.DB, s.unitId, old.administrator_id),
    forgetFailures(env.DB, old.administrator_id),
    endSessionsOf(env.DB, s.unitId, id),
    await audited(env, origin, now, entryOf(s, 'institution_change', id)),
  ]
  return attemptAs(env, s, statements, 'institution_changed')
}

/** The initial password again, for an administrator who forgot theirs; the lock on the account ends with it. */
export async function resetPassword(
  env: Bindings,
  origin: Origin,
  now: number,
  s: SignedIn,
  id: string,
): Done {
  const found = await manageable(env, now, s, id)
  if (!found.ok) return found
  const old = found.value
  if (old.administrator_id === null) return fail('institution_not_open')
  const { open } = await sealer(env.SEALING_KEYS)
  const number = await open(old.document_sealed, 'institution_administrator.document')
  const account = { unitId: s.unitId, institutionId: id, id: old.administrator_id, password: old.password }
  const statements = [
    keepHash(env.DB, account, now), // refused like every former one, when the next is chosen
    store.replacePassword(env.DB, account, await hashPassword(initialPassword(number), env.PEPPERS), true),
    mustChange(env.DB),
    dropOldHashes(env.DB, account),
    forgetFailures(env.DB, account.id),
    endSessionsOf(env.DB, s.unitId, id),
    await audited(env, origin, now, entryOf(s, 'institution_reset', id)),
  ]
  return attemptAs(env, s, statements, 'institution_changed')
}
