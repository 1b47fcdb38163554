/** What a unit says of itself, and who may change it. */
import * as v from 'valibot'
import { message } from './copy.ts'
import { missing } from './fields/missing.ts'
import { OrganisationCode, organisationCodeCopy } from './fields/organisation-code.ts'
import { RegionCode } from './fields/region.ts'
import { RegisteredAddress, registeredAddressCopy } from './fields/registered-address.ts'
import { Affiliation, Category, EconomicType, Industry, Nature, unitCodesCopy } from './fields/unit-codes.ts'
import type { Refusal } from './refusal.ts'

/** `version`: which state was changed; 0 where nothing was kept yet. */
export const SaveUnitInfo = v.object(
  {
    version: v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number)),
    organisationCode: v.optional(OrganisationCode, ''),
    economicType: EconomicType,
    region: RegionCode,
    nature: Nature,
    industry: Industry,
    affiliation: Affiliation,
    category: Category,
    address: RegisteredAddress,
  },
  missing,
)
export type SaveUnitInfo = v.InferOutput<typeof SaveUnitInfo>

export type UnitReason = 'unit_not_allowed' | 'unit_changed' | 'organisation_code_wrong' | 'region_insured'

export const unitRefusals: Record<UnitReason, Refusal> = {
  unit_not_allowed: {
    status: 403,
    text: '单位信息只能由法定代表人或管理员修改，您是经办人，可以查看。请联系本单位的法定代表人或管理员。',
  },
  unit_changed: {
    status: 409,
    text: '您打开这一页以后，本单位有人先保存了修改，这一次没有保存。您填的都在，请对照下面现在登记的内容，再决定要不要保存。',
  },
  region_insured: {
    status: 409,
    field: 'region',
    text: '登记地区现在不能改，这一次没有保存：本单位有职工在原来的地区参保，或者那里还有申报没有结算完。要迁走的，请先为职工办好退工停保，等那一期结算以后再来改。您填的都在，把登记地区选回原来的，别的内容就可以先保存。',
  },
  organisation_code_wrong: {
    status: 422,
    field: 'organisationCode',
    text: organisationCodeCopy['organisation_code.check_digit'],
  },
}

/** The tabs beside the unit's own data, as the manuals' hall has them. */
export const unitTabs = {
  insurance: { label: '参保信息' },
  payments: { label: '缴费信息' },
  benefits: { label: '待遇' },
  injuries: { label: '工伤' },
  subunits: { label: '二级单位' },
} as const
export type UnitTab = keyof typeof unitTabs

export const unitCopy = { ...organisationCodeCopy, ...registeredAddressCopy, ...unitCodesCopy } as const

/** The sentence for a message code on the unit's form, which the hall alone draws. */
export const unitMessage = (code: string): string => {
  const own: Record<string, string> = {
    ...unitCopy,
    organisation_code_wrong: unitRefusals.organisation_code_wrong.text,
    region_insured: unitRefusals.region_insured.text,
  }
  return Object.hasOwn(own, code) ? (own[code] ?? '') : message(code)
}
