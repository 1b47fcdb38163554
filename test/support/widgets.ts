/** A portal's frames without a browser: tickets as its server gets them, frames as a browser loads them. */
import type { Widget } from '../../schema/embed.ts'
import { Visitor } from './client.ts'
import { postAs } from './full-portal.ts'
import { wordsOf } from './html.ts'
import { REDIRECT_URI } from './portal-client.ts'

/** The page that the frames stand in. */
export const PAGE = new URL(REDIRECT_URI).origin
export const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'

export const exchangeFor = (widget: string, token: string) => ({
  ...{ subject_token: token, subject_token_type: 'urn:ietf:params:oauth:token-type:access_token' },
  requested_token_type: 'urn:unit-hall:token-type:widget-ticket',
  ...{ scope: widget, audience: PAGE },
})

/** What the token endpoint answers to a client that wants a ticket. */
export const askTicket = (
  origin: string,
  token: string,
  widget: string,
  more: Record<string, string> = {},
  id = 'full-portal',
) => postAs(origin, id, '/oidc/token', { grant_type: EXCHANGE, ...exchangeFor(widget, token), ...more })

/** Path and query that the frame is sent to. */
export async function ticketPath(origin: string, token: string, widget: Widget): Promise<string> {
  const { status, json } = await askTicket(origin, token, widget)
  if (status !== 200) throw new Error(`no ticket: ${status} ${JSON.stringify(json)}`)
  return String(json.widget_uri).slice(origin.length)
}

/** A browser's frame: it has no cookie of the hall and keeps none. */
export class Frame {
  private readonly visitor: Visitor
  /** Where the frame is, without its ticket. */
  readonly place: string

  constructor(origin: string, path: string) {
    this.visitor = new Visitor(origin)
    const url = new URL(path, origin)
    url.searchParams.delete('ticket')
    this.place = url.pathname + url.search
  }

  load = async (path: string) => seen(await this.visitor.get(path))
  post = async (path: string, key: string) => seen(await this.visitor.submit(path, { key }))
  again = (key: string) => this.post(this.place, key)
  signOut = (key: string) => this.post(this.place.replace('/embed/account', '/embed/account/sign-out'), key)
}

/** What somebody sees in the frame, what its script would tell the page, and the key in its forms. */
function seen({ status, headers, text }: { status: number; headers: Headers; text: string }) {
  const [, inside = ''] = /<main[^>]*>([\s\S]*)<\/main>/.exec(text) ?? []
  return {
    ...{ status, headers, text, words: wordsOf(inside) },
    key: /name="key" value="([^"]*)"/.exec(text)?.[1] ?? '',
    reason: /data-refused="([^"]*)"/.exec(text)?.[1],
  }
}

/** Loads a frame as a portal's visitor would: a fresh ticket, used at once. */
export async function openFrame(origin: string, token: string, widget: Widget) {
  const path = await ticketPath(origin, token, widget)
  const frame = new Frame(origin, path)
  return { frame, path, ...(await frame.load(path)) }
}

/** Every way that the token endpoint and the drawn elements answer, for the judge of the API document. */
export async function walkWidgets(token: string, authorization: string, judge: Visitor): Promise<void> {
  for (const more of [{}, { scope: 'x' }, { audience: 'x' }, { subject_token: 'x' }]) {
    const body = new URLSearchParams({ grant_type: EXCHANGE, ...exchangeFor('account', token), ...more })
    await judge.send('/oidc/token', { method: 'POST', headers: { authorization }, body })
  }
  const client = 'client-id=full-portal'
  for (const asked of ['x?', 'hall-cases?', 'hall-cases?client-id=x&src=/x', `hall-cases?${client}&src=//x`])
    await judge.get(`/api/v1/widgets/${asked}`)
  await judge.get(`/api/v1/widgets/hall-cases?${client}&src=/x`)
}
