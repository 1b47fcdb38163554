/** An institution out of an approved case: registered and opened at once, for the administrator whom the unit named. */
import * as v from 'valibot'
import type { CaseValues } from '../../schema/case-form.ts'
import { RegisterInstitution, SetAdministrator } from '../../schema/institutions.ts'
import type { Effect } from '../cases/effects.ts'
import { audited } from '../lib/audit.ts'
import { mustChange } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import type { FieldError } from '../lib/problem.ts'
import { fail, ok } from '../lib/result.ts'
import { registeredPerson } from '../people/registered.ts'
import { administratorRow } from './manage.ts'
import { registering } from './register.ts'
import * as store from './store.ts'

const Institution = v.omit(RegisterInstitution, ['creditCode'])

/** What the two schemas of the counter and of 机构管理 have to say of the same fields. */
function read(values: CaseValues) {
  const [institution, administrator] = [
    v.safeParse(Institution, values),
    v.safeParse(SetAdministrator, values),
  ]
  const issues = [...(institution.issues ?? []), ...(administrator.issues ?? [])]
  const errors: FieldError[] = issues.map((issue) => ({
    ...{ field: v.getDotPath(issue) ?? '', code: issue.message },
  }))
  return institution.success && administrator.success
    ? ok({ institution: institution.output, administrator: administrator.output })
    : fail(errors)
}

export const institutionByCase: Effect = {
  async check(env, row, values) {
    const asked = read(values)
    if (!asked.ok) return asked.error
    const { institution, administrator } = asked.value
    if (await store.nameTaken(env.DB, row.owner_id, institution.institutionName))
      return [{ field: 'institutionName', code: 'case_institution.taken' }]
    const person = await registeredPerson(env, administrator)
    if (person.ok) return []
    const field = person.error === 'unknown' ? 'documentNumber' : 'name'
    return [{ field, code: `case_person.${person.error}` }]
  },

  async apply({ env, origin, now, clerk }, { owner_id: unitId }, values) {
    const asked = read(values)
    if (!asked.ok) return fail('case_effect_refused')
    const { institution, administrator } = asked.value
    const id = newId(now)
    const row = await administratorRow(env, now, { unitId, id }, administrator)
    if (!row.ok) return fail('case_effect_refused')
    const opened = { unitId, actor: `clerk:${clerk.clerkId}`, act: 'institution_open' }
    return ok({
      statements: [
        ...(await registering({ env, origin, now, clerk }, { unitId, id, ...institution })),
        store.insertAdministrator(env.DB, row.value),
        mustChange(env.DB),
        await audited(env, origin, now, { ...opened, subject: `institution:${id}`, result: 'done' }),
      ],
    })
  },
}
