/** What the portal's server asks of the hall: sign-ins, fresh tokens, tickets for frames, elements ready to be shown. */
import * as openid from 'openid-client'
import type { SignedIn } from './visits.ts'

export interface HallOptions {
  /** The hall's origin, which is the OpenID issuer. */
  hall: string
  clientId: string
  clientSecret: string
}

export type Widget = 'account' | 'cases'

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
/** A token is renewed when it has less than this left. */
const SPARE_MS = 30_000
/** A page does not wait longer for what the hall would draw into it. */
const PATIENCE_MS = 2_000

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** What came with a code or a refresh, and until when. */
export function kept(tokens: openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers) {
  const expiresAt = Date.now() + (tokens.expiresIn() ?? 0) * 1000
  return { accessToken: tokens.access_token, refreshToken: tokens.refresh_token ?? '', expiresAt }
}

export function atHall({ hall, clientId, clientSecret }: HallOptions, origin: string) {
  let discovered: Promise<openid.Configuration> | undefined
  /** Found at the first sign-in, so that the portal starts whether or not the hall is up. */
  const config = () => {
    discovered ??= openid
      .discovery(new URL(hall), clientId, clientSecret, openid.ClientSecretBasic(clientSecret), {
        execute: [openid.allowInsecureRequests], // both run on this machine without TLS
      })
      .catch((error) => {
        discovered = undefined
        throw error
      })
    return discovered
  }

  /**
   * An access token that is good for a while. Several frames ask at the same moment, and a refresh token is good once:
   * so they share one renewal.
   */
  async function accessToken(signedIn: SignedIn): Promise<string> {
    if (signedIn.tokens.expiresAt - Date.now() > SPARE_MS) return signedIn.tokens.accessToken
    signedIn.renewing ??= config()
      .then((found) => openid.refreshTokenGrant(found, signedIn.tokens.refreshToken))
      .then((tokens) => {
        signedIn.tokens = kept(tokens)
      })
      .finally(() => {
        signedIn.renewing = undefined
      })
    await signedIn.renewing
    return signedIn.tokens.accessToken
  }

  /** Where a frame goes: with a ticket while the hall gives one; without, the hall says to the visitor what is the matter. */
  async function frameAddress(signedIn: SignedIn | undefined, widget: Widget): Promise<string> {
    const query = new URLSearchParams({ client_id: clientId, origin })
    const bare = `${hall}/embed/${widget}?${query}`
    if (!signedIn) return bare
    return accessToken(signedIn)
      .then(async (token) =>
        openid.genericGrantRequest(await config(), EXCHANGE, {
          ...{ subject_token: token, subject_token_type: 'urn:ietf:params:oauth:token-type:access_token' },
          requested_token_type: 'urn:unit-hall:token-type:widget-ticket',
          ...{ scope: widget, audience: origin },
        }),
      )
      .then(({ widget_uri }) => String(widget_uri))
      .catch(() => bare)
  }

  /** Whether the hall's session goes on (RFC 7662). A token that can't be renewed says so, too; a hall that is away does not. */
  const goesOn = (signedIn: SignedIn): Promise<boolean> =>
    accessToken(signedIn)
      .then(async (token) => (await openid.tokenIntrospection(await config(), token)).active)
      .catch((error) => {
        if (error instanceof openid.ResponseBodyError) return false
        throw error
      })

  /** An element as the hall draws it; where the hall does not answer, the element alone. */
  async function element(name: string, attributes: Record<string, string>, fallback: [string, string]) {
    const all = { 'client-id': clientId, ...attributes }
    const query = new URLSearchParams({ ...all, fallback: fallback[0] })
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const reply = await fetch(`${hall}/api/v1/widgets/${name}?${query}`, { signal }).catch(() => undefined)
    if (reply?.ok) return reply.text()
    const written = Object.entries(all).map(([key, value]) => ` ${key}="${escaped(value)}"`)
    return `<${name}${written.join('')}><p><a href="${fallback[0]}">${fallback[1]}</a></p></${name}>`
  }

  return { config, frameAddress, goesOn, element }
}
