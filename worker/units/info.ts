/** What a unit says of itself: shown to all of its operators, changed by whoever answers for it. */
import { maskDocumentNumber, maskMobile, maskName } from '../../schema/fields/mask.ts'
import { organisationCodeProblem } from '../../schema/fields/organisation-code.ts'
import type { SaveUnitInfo, UnitReason } from '../../schema/units.ts'
import { attemptBy } from '../grants/acts.ts'
import { mayDo } from '../grants/rules.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { mustChange } from '../lib/guard.ts'
import { fail, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import type { SignedIn } from '../lib/session.ts'
import * as store from './info-store.ts'

const ADDRESS = 'unit_info.address'

/** The form's fields, as they are kept; empty where nothing was filled in. */
export type Kept = Record<Exclude<keyof SaveUnitInfo, 'version'>, string>

export interface UnitData {
  name: string
  creditCode: string
  unitNumber: string
  version: number
  kept: Kept
}

export async function unitData(env: Bindings, s: SignedIn): Promise<UnitData> {
  const row = await store.readUnit(env.DB, s.unitId)
  if (!row) throw new Error('a unit that somebody acts for is there')
  const { name, credit_code: creditCode, unit_number: unitNumber, region } = row
  const unit = { name, creditCode, unitNumber }
  const { open } = await sealer(env.SEALING_KEYS)
  if (row.version === null) {
    const nothing = { organisationCode: '', economicType: '', nature: '', industry: '' }
    return { ...unit, version: 0, kept: { ...nothing, affiliation: '', category: '', address: '', region } }
  }
  const { organisation_code, economic_type, nature, industry, affiliation, category, address_sealed } = row
  const kept = {
    ...{ organisationCode: organisation_code ?? '', economicType: economic_type, nature, industry },
    ...{ affiliation, category, region, address: await open(address_sealed, ADDRESS) },
  }
  return { ...unit, version: row.version, kept }
}

export interface Representative {
  name: string
  documentType: string | undefined
  documentNumber: string | undefined
  mobile: string | undefined
}

/** The legal representative, masked; undefined where none is known yet. */
export async function representativeOf(env: Bindings, s: SignedIn): Promise<Representative | undefined> {
  const row = await store.findRepresentative(env.DB, s.unitId)
  if (!row) return undefined
  const { open } = await sealer(env.SEALING_KEYS)
  const { document_type, document_sealed, name_sealed, mobile_sealed } = row
  return {
    name: maskName(await open(name_sealed, 'operator.name')),
    documentType: document_type ?? undefined,
    documentNumber: document_sealed
      ? maskDocumentNumber(await open(document_sealed, 'operator.document'))
      : undefined,
    mobile: mobile_sealed ? maskMobile(await open(mobile_sealed, 'operator.mobile')) : undefined,
  }
}

export async function saveUnit(
  env: Bindings,
  origin: Origin,
  now: number,
  s: SignedIn,
  { version, organisationCode, region, address, ...codes }: SaveUnitInfo,
): Promise<Result<void, UnitReason>> {
  if (!mayDo(s, 'manage_unit', now)) return fail('unit_not_allowed')
  if (organisationCodeProblem(organisationCode, s.unit.creditCode)) return fail('organisation_code_wrong')
  const { seal, keyId } = await sealer(env.SEALING_KEYS)
  const { unitId, operatorId } = s
  const by = `operator:${operatorId}`
  const info = {
    ...{ unitId, version, ...codes, keyId, now, by },
    organisationCode: organisationCode || null,
    addressSealed: await seal(address, ADDRESS),
  }
  const statements = [
    store.saveInfo(env.DB, info),
    mustChange(env.DB),
    store.setRegion(env.DB, unitId, region),
    await audited(env, origin, now, { unitId, actor: by, act: 'unit_change', result: 'done' }),
  ]
  return attemptBy(env.DB, s, statements, {
    barred: 'unit_not_allowed',
    // Either somebody saved first, or the database keeps the unit where it insures people.
    otherwise: async () => {
      const row = await store.readUnit(env.DB, unitId)
      return (row?.version ?? 0) === version && row?.region !== region ? 'region_insured' : 'unit_changed'
    },
  })
}
