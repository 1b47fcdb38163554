/** The CA keys of a unit, in its centre: who may keep them, and what can't be found. */
import * as v from 'valibot'
import type { Refusal } from './refusal.ts'

/** Which key, or which browser of it, is meant. */
export const RemoveKey = v.object({ id: v.pipe(v.string(), v.maxLength(40)) })
export const RemoveDevice = v.object({
  key: v.pipe(v.string(), v.maxLength(40)),
  thumbprint: v.pipe(v.string(), v.maxLength(60)),
})

export type KeysReason = 'keys_not_allowed' | 'keys_representative_only' | 'key_unknown'

export const keysRefusals: Record<KeysReason, Refusal> = {
  keys_not_allowed: {
    status: 403,
    text: '停用证书由本单位的法定代表人或管理员来办，您现在的身份不能办。',
  },
  keys_representative_only: {
    status: 403,
    text: '绑定证书只能由本单位的法定代表人来办，因为证书登录以后用的是他的身份。',
  },
  key_unknown: {
    status: 404,
    text: '没有找到这张证书或这台电脑，可能刚刚已经停用了。请回到列表看看。',
  },
}
