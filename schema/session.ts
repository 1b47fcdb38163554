/** Sessions: who is signed in, until when, and from which devices. */
import * as v from 'valibot'
import type { Refusal } from './refusal.ts'

export const Role = v.picklist(['legal_representative', 'administrator', 'handler'])
export type Role = v.InferOutput<typeof Role>

export const roleNames: Record<Role, string> = {
  legal_representative: '法定代表人',
  administrator: '管理员',
  handler: '经办人',
}

/** How somebody signed in. */
export const Way = v.picklist(['password', 'app', 'sso', 'licence', 'ca'])
export type Way = v.InferOutput<typeof Way>

export const wayNames: Record<Way, string> = {
  password: '密码',
  app: '手机应用扫码',
  sso: '江苏政务服务',
  licence: '电子营业执照',
  ca: 'CA 证书',
}

/** Times are ISO 8601 in UTC. The operator's name is masked (李**). */
export const Session = v.object({
  unit: v.object({ name: v.string(), creditCode: v.string(), unitNumber: v.string(), region: v.string() }),
  operator: v.object({ name: v.string(), role: Role }),
  amr: v.array(v.string()),
  signedInAt: v.string(),
  idleAt: v.string(),
  endsAt: v.string(),
})
export type Session = v.InferOutput<typeof Session>

/** When the session now ends if nothing more happens, ISO 8601. */
export const Renewed = v.object({ idleAt: v.string() })

export const SessionList = v.object({
  sessions: v.array(
    v.object({
      id: v.string(),
      device: v.string(),
      place: v.string(),
      portal: v.nullable(v.string()),
      way: Way,
      signedInAt: v.string(),
      seenAt: v.string(),
      current: v.boolean(),
    }),
  ),
})
export type SessionList = v.InferOutput<typeof SessionList>

export type SessionReason = 'not_signed_in' | 'session_unknown'
export const sessionRefusals: Record<SessionReason, Refusal> = {
  not_signed_in: { status: 401, text: '您还没有登录，或者登录已经结束。请登录后再继续。' },
  session_unknown: { status: 404, text: '没有找到这个登录记录，它可能已经结束了。请刷新页面看最新的列表。' },
}
