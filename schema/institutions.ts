/** Institutions of a unit: registered at the counter, opened by the unit, signed in by their own number. */
import * as v from 'valibot'
import { message } from './copy.ts'
import { CreditCode } from './fields/credit-code.ts'
import { documentFields, documentMatches } from './fields/document-fields.ts'
import { InstitutionLevel, InstitutionType, institutionCopy } from './fields/institution.ts'
import { missing } from './fields/missing.ts'
import { Mobile } from './fields/mobile.ts'
import { PersonName } from './fields/person-name.ts'
import { textField } from './fields/text-field.ts'
import { foldUnitName, unitNameProblem } from './fields/unit-name.ts'
import type { Refusal } from './refusal.ts'

type Code = keyof typeof institutionCopy

/** Named like a unit, in words of its own. */
export const InstitutionName = /* @__PURE__ */ textField(
  '机构名称，2 到 120 个字',
  foldUnitName,
  (name) => unitNameProblem(name)?.replace('unit_name', 'institution_name') as Code | undefined,
)

/** At the counter, by a clerk. */
export const RegisterInstitution = v.object(
  {
    creditCode: CreditCode,
    institutionName: InstitutionName,
    type: InstitutionType,
    level: InstitutionLevel,
  },
  missing,
)
export type RegisterInstitution = v.InferOutput<typeof RegisterInstitution>

/** Whoever administers it: somebody with a personal account, which has this name, document and mobile. */
export const SetAdministrator = v.pipe(
  v.object({ name: PersonName, ...documentFields, mobile: Mobile }, missing),
  documentMatches('documentType', 'documentNumber'),
)
export type SetAdministrator = v.InferOutput<typeof SetAdministrator>

/** When the session now ends if nothing more happens, ISO 8601. */
export const InstitutionRenewed = v.object({ idleAt: v.string() })

export type InstitutionReason =
  | 'institution_unit_unknown'
  | 'institution_name_taken'
  | 'institution_numbers_taken'
  | 'institution_not_allowed'
  | 'institution_unknown'
  | 'institution_open_already'
  | 'institution_not_open'
  | 'institution_person_unknown'
  | 'institution_person_differs'
  | 'institution_same_administrator'
  | 'institution_changed'

export const institutionRefusals: Record<InstitutionReason, Refusal> = {
  institution_unit_unknown: {
    status: 409,
    field: 'creditCode',
    text: '这个统一社会信用代码还没有在大厅开户。请先为单位开户，再登记它的机构。',
  },
  institution_name_taken: {
    status: 409,
    field: 'institutionName',
    text: '这个单位已经登记过叫这个名字的机构了，每个机构只登记一次。',
  },
  institution_numbers_taken: { status: 409, text: '没有取到空的机构编号，这一次没有登记。请再提交一次。' },
  institution_not_allowed: {
    status: 403,
    text: '机构的开通和变更只能由法定代表人或管理员办理，您是经办人，可以查看。请联系本单位的法定代表人或管理员。',
  },
  institution_unknown: { status: 404, text: '没有找到这个机构，它可能不是本单位的。请回到机构列表看看。' },
  institution_open_already: {
    status: 409,
    text: '这个机构刚才已经由别人开通了，这一次没有改动。请回到机构列表，看看现在的管理员是谁。',
  },
  institution_not_open: { status: 409, text: '这个机构还没有开通，没有管理员可以变更。请先开通。' },
  institution_person_unknown: {
    status: 409,
    field: 'documentNumber',
    text: '这个证件还没有注册个人账号。机构管理员要先完成个人实名注册，再来开通。',
  },
  institution_person_differs: {
    status: 409,
    text: '姓名或手机号码和这个人注册个人账号时的不一样，没有保存。请对照证件核对姓名，手机号码请用注册时的那一个。',
  },
  institution_same_administrator: {
    status: 409,
    field: 'documentNumber',
    text: '这个人就是现在的管理员，不需要变更。忘了密码的，请用「管理员密码重置」。',
  },
  institution_changed: {
    status: 409,
    text: '刚才有人先改了这个机构的管理员，这一次没有保存。请回到机构列表，看看现在的情况。',
  },
}

export type InstitutionSessionReason = 'institution_not_signed_in'
export const institutionSessionRefusals: Record<InstitutionSessionReason, Refusal> = {
  institution_not_signed_in: {
    status: 401,
    text: '机构还没有登录，或者登录已经结束。请用机构编号登录后再继续。',
  },
}

const own: Record<string, string> = {
  ...institutionCopy,
  ...Object.fromEntries(Object.entries(institutionRefusals).map(([reason, { text }]) => [reason, text])),
}

/** The sentence for a message code on the forms of institutions, which the hall alone draws. */
export const institutionMessage = (code: string): string =>
  Object.hasOwn(own, code) ? (own[code] ?? '') : message(code)
