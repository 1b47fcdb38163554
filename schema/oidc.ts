/** The OpenID provider's messages (OpenID Connect Core 1.0, RFC 6749, 7636, 8414, 9207). */
import * as v from 'valibot'
import type { Refusal } from './refusal.ts'
import { Role } from './session.ts'

const one = (max: number) => v.optional(v.pipe(v.string(), v.maxLength(max)))

/** The query of `/oidc/authorize`; every parameter at most once. Unknown ones are ignored, as the standard says. */
export const AuthorizeQuery = v.object({
  response_type: one(64),
  client_id: one(128),
  redirect_uri: one(2048),
  scope: one(512),
  state: one(1024),
  nonce: one(1024),
  code_challenge: one(128),
  code_challenge_method: one(16),
  response_mode: one(32),
  prompt: one(64),
  max_age: one(16),
  request: one(8192),
  request_uri: one(2048),
  acr_values: one(512),
  id_token_hint: one(4096),
})
export type AuthorizeQuery = v.InferOutput<typeof AuthorizeQuery>

/** Claims of the unit and of who acts for it; the operator's name is masked (李**). */
export const UserInfo = v.object({
  sub: v.string(),
  unit: v.object({ credit_code: v.string(), name: v.string(), unit_number: v.string(), region: v.string() }),
  operator: v.object({ role: Role, scope: v.array(v.string()), name: v.string() }),
})
export type UserInfo = v.InferOutput<typeof UserInfo>

export const TokenReply = v.object({
  access_token: v.string(),
  token_type: v.literal('Bearer'),
  /** Seconds. */
  expires_in: v.number(),
  scope: v.string(),
  id_token: v.optional(v.string()),
  /** For clients that may refresh; good once. */
  refresh_token: v.optional(v.string()),
})
export type TokenReply = v.InferOutput<typeof TokenReply>

/** RFC 9126, section 2.2. */
export const PushedReply = v.object({ request_uri: v.string(), expires_in: v.number() })
export type PushedReply = v.InferOutput<typeof PushedReply>

/** RFC 7662, section 2.2; of a token that is not good, or not the client's own, nothing but that. */
export const IntrospectionReply = v.variant('active', [
  v.object({ active: v.literal(false) }),
  v.object({
    active: v.literal(true),
    scope: v.string(),
    client_id: v.string(),
    token_type: v.optional(v.literal('Bearer')),
    exp: v.number(),
    iat: v.number(),
    /** The operator, or the client where it acts for itself. */
    sub: v.string(),
    sid: v.optional(v.string()),
    aud: v.string(),
    iss: v.string(),
  }),
])
export type IntrospectionReply = v.InferOutput<typeof IntrospectionReply>

/** What `/oidc/logout` reads; every parameter at most once (OpenID Connect RP-Initiated Logout 1.0, section 2). */
export const LogoutQuery = v.object({
  id_token_hint: one(4096),
  client_id: one(128),
  post_logout_redirect_uri: one(2048),
  state: one(1024),
})
export type LogoutQuery = v.InferOutput<typeof LogoutQuery>

/** Sign-outs that lead nowhere: the address is not the client's. */
export type LogoutReason = 'logout_client_unknown' | 'logout_address_wrong' | 'logout_parameter_wrong'

const WRONG_LOGOUT = '刚才那个网站的退出链接有问题，没有继续，您的登录还在。'

export const logoutRefusals: Record<LogoutReason, Refusal> = {
  logout_client_unknown: { status: 400, text: `${WRONG_LOGOUT}（这个网站没有在大厅登记）` },
  logout_address_wrong: { status: 400, text: `${WRONG_LOGOUT}（返回地址和登记的不一致）` },
  logout_parameter_wrong: { status: 400, text: `${WRONG_LOGOUT}（链接里的参数重复或太长）` },
}

/** RFC 6749, section 5.2, and RFC 6750. */
export const OAuthError = v.object({ error: v.string(), error_description: v.optional(v.string()) })

export const Jwks = v.object({
  keys: v.array(v.looseObject({ kty: v.string(), kid: v.string(), alg: v.string() })),
})

export const Discovery = v.looseObject({
  issuer: v.string(),
  authorization_endpoint: v.string(),
  token_endpoint: v.string(),
  userinfo_endpoint: v.string(),
  jwks_uri: v.string(),
})

/** `widget` is what is to be embedded; the sign-in by default, which alone has somewhere to lead. */
export const EmbedCheckQuery = v.object({
  client_id: one(128),
  redirect_uri: one(2048),
  widget: v.optional(v.picklist(['login', 'account', 'cases', 'verify']), 'login'),
})
export type EmbedCheckQuery = v.InferOutput<typeof EmbedCheckQuery>

export const EmbedReason = v.picklist(['unknown_client', 'unregistered_origin', 'wrong_redirect_uri'])
export type EmbedReason = v.InferOutput<typeof EmbedReason>

/** For embed.js: may this page embed? `detail` is for the portal's developer, `message` for the visitor. */
export const EmbedCheck = v.variant('ok', [
  v.object({ ok: v.literal(true), title: v.string() }),
  v.object({ ok: v.literal(false), reason: EmbedReason, detail: v.string(), message: v.string() }),
])
export type EmbedCheck = v.InferOutput<typeof EmbedCheck>

export const embedDetails: Record<EmbedReason, string> = {
  unknown_client: 'No client with this client-id is registered with the hall. Check the client-id attribute.',
  unregistered_origin:
    'The origin of this page is not among the origins registered for this client. Ask the hall to register it.',
  wrong_redirect_uri:
    'redirect-uri is not, character for character, one of the redirect URIs registered for this client.',
}

/** Requests that must not be answered with a redirect: whoever made the link is not who they say. */
export type AuthorizeReason =
  | 'client_unknown'
  | 'redirect_uri_wrong'
  | 'duplicate_parameter'
  | 'parameter_too_long'
  | 'request_uri_over'

const WRONG_LINK = '刚才那个网站的登录链接有问题，为了安全没有继续。'
export const WRONG_LINK_ADVICE = '请回到那个网站，告诉它的管理人员；您也可以直接登录本大厅。'

/** Of a request that is over: nothing is wrong with the link. */
export const OVER_ADVICE = '请回到那个网站，刷新以后再登录一次；您也可以直接登录本大厅。'
export const OVER_ADVICE_FRAMED = '请刷新这个网页，再登录一次。'

export const authorizeRefusals: Record<AuthorizeReason, Refusal> = {
  client_unknown: { status: 400, text: `${WRONG_LINK}（这个网站没有在大厅登记）` },
  redirect_uri_wrong: { status: 400, text: `${WRONG_LINK}（返回地址和登记的不一致）` },
  duplicate_parameter: { status: 400, text: `${WRONG_LINK}（链接里的参数重复）` },
  request_uri_over: {
    status: 400,
    text: '这个登录链接已经用过，或者超过 10 分钟过期了。',
  },
  parameter_too_long: { status: 400, text: `${WRONG_LINK}（链接里的参数太长）` },
}

export const EMBED_MESSAGE =
  '这个网站还不能使用单位登录，请联系网站管理人员；您也可以直接到单位办事大厅登录。'

export const EMBED_WIDGET_MESSAGE =
  '这个网站还不能显示单位的信息，请联系网站管理人员；您也可以直接到单位办事大厅查看。'
