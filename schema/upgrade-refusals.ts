/** Why a field of the upgrade's forms is refused. A file of its own: the forms load these sentences and no schema with them. */
import { message } from './copy.ts'
import type { Refusal } from './refusal.ts'

export type UpgradeFieldReason =
  | 'unit_code_unknown'
  | 'representative_differs'
  | 'administrator_unknown'
  | 'administrator_represents'
  | 'administrator_mobile'
  | 'administrator_password'

export const upgradeFieldRefusals: Record<UpgradeFieldReason, Refusal> = {
  unit_code_unknown: {
    status: 422,
    field: 'unitCode',
    text: '这个账户名下没有这个单位编号，请对照原网办大厅里的单位编号再核一遍。',
  },
  representative_differs: {
    status: 422,
    field: 'documentNumber',
    text: '证件号码和原网办大厅登记的法定代表人对不上，请对照证件再核一遍。法定代表人换过的，请由新的法定代表人直接注册单位。',
  },
  administrator_unknown: {
    status: 409,
    field: 'documentNumber',
    text: '管理员还没有个人账号。请本人先完成个人实名注册，再回来设置。',
  },
  administrator_represents: {
    status: 409,
    field: 'documentNumber',
    text: '管理员要是法定代表人以外的人。法定代表人本人使用的，请通过单位注册开通，不用升级。',
  },
  administrator_mobile: {
    status: 409,
    field: 'mobile',
    text: '这个手机号码在上一步填作法定代表人的了，两个人要用不同的号码。填错的话，请返回上一步修改。',
  },
  administrator_password: {
    status: 422,
    field: 'password',
    text: '这个密码太常见，别人很容易猜到，请换一个。',
  },
}

/** The sentence for a message code on the upgrade's forms. Other pages need not carry these. */
export function upgradeMessage(code: string): string {
  const refusals: Record<string, Refusal> = upgradeFieldRefusals
  return Object.hasOwn(refusals, code) ? (refusals[code]?.text ?? '') : message(code)
}
