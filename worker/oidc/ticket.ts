/**
 * Tickets for the frames in a portal's page. The portal's server exchanges its access token for one (RFC 8693) and
 * sends the frame to the address that comes with it, so that no script of the page ever holds token or ticket.
 */
import { type TicketReply, Widget } from '../../schema/embed.ts'
import type { Bindings } from '../lib/env.ts'
import { attempt } from '../lib/guard.ts'
import { newToken } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { loadSession } from '../session/store.ts'
import type { StoredClient } from './client-store.ts'
import { ownAccess } from './inspect.ts'
import type { ClientError } from './rules.ts'
import { insertTicket } from './ticket-store.ts'

export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token'
const TICKET = 'urn:unit-hall:token-type:widget-ticket'
/** The frame goes there at once. */
const TICKET_SECONDS = 60

const no = (error: string, error_description: string) => fail({ error, error_description })

const spent = no(
  'invalid_request',
  'the subject_token is unknown, expired or not your own, or the session has ended',
)

/** What is asked for, judged without looking at the token. */
function wish(client: StoredClient, form: URLSearchParams): Result<[Widget, string], ClientError> {
  if (form.get('subject_token_type') !== ACCESS_TOKEN)
    return no('invalid_request', `subject_token_type must be ${ACCESS_TOKEN}`)
  if (form.get('requested_token_type') !== TICKET)
    return no('invalid_request', `requested_token_type must be ${TICKET}`)
  if (!form.get('subject_token')) return no('invalid_request', 'subject_token is missing')
  const widget = Widget.options.find((one) => one === form.get('scope'))
  if (!widget) return no('invalid_scope', `scope must be one of ${Widget.options.join(', ')}`)
  const origin = form.get('audience') ?? ''
  return client.origins.includes(origin)
    ? ok([widget, origin])
    : no('invalid_target', 'audience must be the origin of your page, and registered')
}

/** The token endpoint's grant of RFC 8693, for this one thing. */
export async function byTokenExchange(
  env: Bindings,
  now: number,
  client: StoredClient,
  form: URLSearchParams,
): Promise<Result<TicketReply, ClientError>> {
  const wished = wish(client, form)
  if (!wished.ok) return wished
  const [widget, origin] = wished.value
  const access = await ownAccess(env, client, form.get('subject_token') ?? '')
  if (!access?.sessionId || access.expiresAt <= now) return spent
  if (!(await loadSession(env.DB, access.sessionId, now))) return spent

  const { id, token, secretHash } = await newToken(now)
  const row = { id, secretHash, clientId: client.id, origin, widget, sessionId: access.sessionId }
  const expiresAt = now + TICKET_SECONDS * 1000
  const kept = await attempt(env.DB, [insertTicket(env.DB, { ...row, now, expiresAt })])
  if (!kept.ok) return spent
  const query = new URLSearchParams({ client_id: client.id, origin, ticket: token })
  return ok({
    ...{ access_token: token, issued_token_type: TICKET, token_type: 'N_A', expires_in: TICKET_SECONDS },
    ...{ scope: widget, widget_uri: `${env.ORIGIN}/embed/${widget}?${query}` },
  })
}
