/** Legacy upgrade: an account of one of three old halls becomes a unit of this one, in five steps. */
import * as v from 'valibot'
import { CurrentPassword } from './fields/current-password.ts'
import { documentFields, documentMatches } from './fields/document-fields.ts'
import { DocumentNumber } from './fields/document-number.ts'
import { missing } from './fields/missing.ts'
import { Mobile } from './fields/mobile.ts'
import { OldUnitCode, OldUserName } from './fields/old-account.ts'
import { Password, PasswordRepeat, passwordsMatch } from './fields/password.ts'
import { PersonName } from './fields/person-name.ts'
import { SmsCode } from './fields/sms-code.ts'
import type { Refusal } from './refusal.ts'
import { type UpgradeFieldReason, upgradeFieldRefusals } from './upgrade-refusals.ts'

export const UpgradeHall = v.picklist(['province', 'fund', 'taizhou'], 'hall.required')
export type UpgradeHall = v.InferOutput<typeof UpgradeHall>

export const hallNames: Record<UpgradeHall, string> = {
  province: '江苏省人社网办大厅',
  fund: '江苏省社会保险基金管理中心网上业务大厅',
  taizhou: '泰州市人社网办大厅',
}

export const ChooseHall = v.object({ hall: UpgradeHall }, missing)
export type ChooseHall = v.InferOutput<typeof ChooseHall>

/** Goes to the old hall and nowhere else; the password is kept by nobody. */
export const CheckAccount = v.object({ userName: OldUserName, oldPassword: CurrentPassword }, missing)
export type CheckAccount = v.InferOutput<typeof CheckAccount>

export const ChooseUnit = v.object({ unitCode: OldUnitCode }, missing)
export type ChooseUnit = v.InferOutput<typeof ChooseUnit>

/** The representative's full number, which the old hall compares, and the mobile that it may not have. */
export const ConfirmRepresentative = v.object({ documentNumber: DocumentNumber, mobile: Mobile }, missing)
export type ConfirmRepresentative = v.InferOutput<typeof ConfirmRepresentative>

const administrator = { ...documentFields, name: PersonName, mobile: Mobile }

/** The code goes to nobody but a registered person of just this data. */
export const SendAdministratorCode = v.pipe(
  v.object(administrator, missing),
  documentMatches('documentType', 'documentNumber'),
)
export type SendAdministratorCode = v.InferOutput<typeof SendAdministratorCode>

export const SetAdministrator = v.pipe(
  v.object(
    { ...administrator, smsCode: SmsCode, password: Password, passwordRepeat: PasswordRepeat },
    missing,
  ),
  documentMatches('documentType', 'documentNumber'),
  passwordsMatch('password', 'passwordRepeat'),
)
export type SetAdministrator = v.InferOutput<typeof SetAdministrator>

/** What the server waits for: `unit` only where the account holds several. */
export const UpgradeStep = v.picklist(['account', 'unit', 'representative', 'administrator', 'done'])
export type UpgradeStep = v.InferOutput<typeof UpgradeStep>

export const Upgrade = v.object({
  hall: UpgradeHall,
  step: UpgradeStep,
  /** ISO 8601: ten minutes after the hall was chosen. */
  expiresAt: v.string(),
  /** The unit as the old hall knows it, its legal representative masked. */
  unit: v.optional(
    v.object({
      unitName: v.string(),
      creditCode: v.string(),
      representative: v.object({
        name: v.string(),
        documentType: v.string(),
        documentNumber: v.string(),
      }),
    }),
  ),
  /** Once done: the eight digits to sign in with beside the credit code. */
  unitNumber: v.optional(v.string()),
})
export type Upgrade = v.InferOutput<typeof Upgrade>

export const upgradeSteps = [
  '选择历史系统',
  '核验历史账户',
  '确认法人信息',
  '设置管理员',
  '完成升级',
] as const

export type UpgradeReason =
  | UpgradeFieldReason
  | 'old_account_wrong'
  | 'old_account_locked'
  | 'old_account_empty'
  | 'upgrade_locked'
  | 'upgrade_too_often'
  | 'unit_upgraded'
  | 'unit_registered_here'
  | 'credit_code_missing'
  | 'old_check_over'
  | 'administrator_differs'

export const upgradeRefusals: Record<UpgradeReason, Refusal> = {
  ...upgradeFieldRefusals,
  old_account_wrong: {
    status: 401,
    text: '原用户名或原密码不对，请再核对一遍。连续错 5 次，这个账户 30 分钟内不能升级。',
  },
  old_account_locked: {
    status: 423,
    text: '这个账户在原网办大厅已经锁定，核对不了。请等那边解锁以后再来升级，或者由法定代表人直接注册单位。',
  },
  old_account_empty: {
    status: 409,
    text: '这个账户在原网办大厅名下没有单位，不用升级。请由法定代表人直接注册单位。',
  },
  upgrade_locked: {
    status: 423,
    text: '连续错了 5 次，为了安全，这个账户 30 分钟内不能升级。请到时候再试；急用的话，请由法定代表人直接注册单位。',
  },
  upgrade_too_often: { status: 429, text: '提交得太频繁了，请过一分钟再试。除了密码，您填的内容都在。' },
  unit_upgraded: {
    status: 409,
    text: '这家单位已经升级过，不能再升级一次。请用新的单位编号或统一社会信用代码登录；忘了密码可以找回。',
  },
  unit_registered_here: {
    status: 409,
    text: '这家单位在本大厅已经有账号，不用升级。请直接登录；忘了密码可以找回。',
  },
  credit_code_missing: {
    status: 409,
    text: '原网办大厅没有登记这家单位的统一社会信用代码，网上升级不了。请由法定代表人直接注册单位，或者带营业执照到就近窗口办理。',
  },
  old_check_over: {
    status: 409,
    text: '原网办大厅那边的核验已经过期，请返回上一步，重新输入原用户名和原密码。',
  },
  administrator_differs: {
    status: 409,
    text: '姓名或手机号码和管理员个人账号里登记的不一样。请和管理员本人核对，填得和个人注册时一致。',
  },
}
