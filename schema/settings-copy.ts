/**
 * What the settings' forms say beside a field. A file of its own: their scripts load these sentences, and no schema and
 * no sentence with them that only a page of the hall says.
 */
import { message } from './copy.ts'
import { deliveryCopy } from './fields/delivery.ts'
import type { Refusal } from './refusal.ts'

export const besideFields = {
  old_password_wrong: {
    status: 422,
    field: 'oldPassword',
    text: '原密码不对，密码没有改动。连续输错 5 次，这个账号会锁定 30 分钟。',
  },
  mobile_same: { status: 409, field: 'mobile', text: '这就是您现在登录用的号码，不需要修改。' },
  mobile_of_other: {
    status: 409,
    field: 'mobile',
    text: '这个号码在本单位已经由另一位操作员使用，请换一个自己的号码。',
  },
} as const satisfies Record<string, Refusal>

const own: Record<string, string> = {
  ...deliveryCopy,
  ...Object.fromEntries(Object.entries(besideFields).map(([reason, { text }]) => [reason, text])),
}

/** The sentence for a message code on the settings' forms. Other pages need not carry these. */
export const settingsMessage = (code: string): string =>
  Object.hasOwn(own, code) ? (own[code] ?? '') : message(code)
