/** Why a change of one's own account is refused. */
import type { Refusal } from './refusal.ts'
import { besideFields } from './settings-copy.ts'

export type SettingsReason =
  | keyof typeof besideFields
  | 'old_password_locked'
  | 'old_password_none'
  | 'old_password_too_often'
  | 'settings_changed'
  | 'mobile_no_document'
  | 'mobile_change_over'
  | 'address_full'
  | 'address_gone'

export const settingsRefusals: Record<SettingsReason, Refusal> = {
  ...besideFields,
  old_password_locked: {
    status: 423,
    text: '原密码连续输错了 5 次，为了安全账号已锁定 30 分钟，密码没有改动。请半小时后再来；记不清原密码的，请走「忘记密码」。',
  },
  old_password_none: {
    status: 409,
    text: '这个账号还没有设过密码，没有原密码可核对。法定代表人请走「忘记密码」，管理员和经办人请在手机应用「江苏智慧人社」的「企业服务」里设置。',
  },
  old_password_too_often: { status: 429, text: '提交得太频繁了，密码没有改动。请等一分钟再试。' },
  settings_changed: {
    status: 409,
    text: '刚才这个账号在别处有改动，这一次没有保存。请刷新页面，看看现在的情况再办。',
  },
  mobile_no_document: {
    status: 409,
    text: '这个账号还没有登记证件，没有办法刷脸核对。请先注册个人账号，再到人社窗口补全证件。',
  },
  mobile_change_over: {
    status: 410,
    text: '这次修改手机已经结束：超过了 10 分钟，或者在别处重新开始了。手机号码没有改动，请从人脸识别重新开始。',
  },
  address_full: {
    status: 409,
    text: '最多保存 10 个收件地址，已经满了。请先删除不再使用的，再添加新的。',
  },
  address_gone: { status: 404, text: '没有找到这个收件地址，它可能已经删除了。请回到账号设置看看。' },
}
