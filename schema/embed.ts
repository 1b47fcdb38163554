/** What the hall shows in a portal's page beside the sign-in: who is signed in, and how their cases stand. */
import * as v from 'valibot'
import type { Refusal } from './refusal.ts'

export const Widget = v.picklist(['account', 'cases'])
export type Widget = v.InferOutput<typeof Widget>

export const widgetNames: Record<Widget, string> = { account: '登录的单位', cases: '单位办件' }

/** The token endpoint's answer to a token exchange (RFC 8693, section 2.2.1): a ticket, which is no access token. */
export const TicketReply = v.object({
  access_token: v.string(),
  issued_token_type: v.string(),
  token_type: v.literal('N_A'),
  /** Seconds. */
  expires_in: v.number(),
  /** The widget that it opens. */
  scope: v.string(),
  /** Where to send the frame, the ticket in it. */
  widget_uri: v.string(),
})
export type TicketReply = v.InferOutput<typeof TicketReply>

const short = v.pipe(v.string(), v.maxLength(500))

/** The query of a frame's address. */
export const FrameQuery = v.object({ client_id: short, origin: short, ticket: v.optional(short) })
export type FrameQuery = v.InferOutput<typeof FrameQuery>

/** Why a frame shows a sentence and nothing else. */
export type FrameReason =
  | 'ticket_missing'
  | 'ticket_unknown'
  | 'ticket_used'
  | 'ticket_expired'
  | 'session_over'

const AGAIN = '请刷新这个网页；还是这样的话，请从网页上重新登录。'

export const frameRefusals: Record<FrameReason, Refusal & { detail: string }> = {
  ticket_missing: {
    status: 401,
    text: `这里没有收到登录信息。${AGAIN}`,
    detail: 'The frame came without a ticket. Is the visitor still signed in at your server?',
  },
  ticket_unknown: {
    status: 401,
    text: `登录信息对不上，为了安全没有显示。${AGAIN}`,
    detail: 'The ticket is none that was issued to this client for this widget and this origin.',
  },
  ticket_used: {
    status: 401,
    text: `这份登录信息已经用过，不能再用。${AGAIN}`,
    detail:
      'The ticket was used before. Each load of the frame needs a ticket of its own; do not cache the redirect.',
  },
  ticket_expired: {
    status: 401,
    text: `登录信息已经过期。${AGAIN}`,
    detail: 'The ticket is older than its 60 seconds. Ask for it when the frame is loaded, not before.',
  },
  session_over: {
    status: 401,
    text: '登录已经结束：可能是您退出了登录，很久没有操作，或者授权到期、被收回。请重新登录。',
    detail:
      'The session at the hall has ended, or the operator may act for the unit no longer. Sign the visitor out.',
  },
}

const attribute = v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(2048)))

/** What an element is drawn with: its attributes by their names, and where the link inside it leads. */
export const ElementQuery = v.object({
  'client-id': v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  'redirect-uri': attribute,
  state: attribute,
  nonce: attribute,
  'code-challenge': attribute,
  scope: attribute,
  src: attribute,
  'signed-out-uri': attribute,
  height: v.optional(v.pipe(v.string(), v.regex(/^[1-9]\d{1,3}$/))),
  fallback: attribute,
})
export type ElementQuery = v.InferOutput<typeof ElementQuery>

export type ElementReason = 'element_unknown' | 'element_attribute' | 'element_client' | 'element_address'

/** For the portal's developer, who reads them in the answer to their own server. */
export const elementRefusals: Record<ElementReason, Refusal> = {
  element_unknown: {
    status: 404,
    text: '没有这个部件。现有的是 hall-login、hall-account、hall-cases 和 hall-verify。',
  },
  element_attribute: { status: 422, text: '有属性没有写，或者写得不对，请看列出的属性。' },
  element_client: { status: 403, text: '这个网站没有在大厅登记，或者没有登记可以嵌入的页面。' },
  element_address: {
    status: 422,
    text: '有网址不是这个网站自己的，或者和登记的不一致，请看列出的属性。',
  },
}
