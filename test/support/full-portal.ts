/** A portal that uses all of the provider: refresh, introspection, revocation, logout. */
import type * as openid from 'openid-client'
import { Visitor } from './client.ts'
import { addClient, type NewClient } from './clients.ts'
import { begin, configure, exchange, REDIRECT_URI, SECRET, type SignedUp, signInAt } from './portal-client.ts'

export const SIGNED_OUT = 'http://127.0.0.1:8999/signed-out'

/** Registers a portal under an id of its own and answers its settings for openid-client. */
export async function aFullPortal(
  hall: { origin: string; db: D1Database },
  id = 'full-portal',
  more: Partial<NewClient> = {},
): Promise<openid.Configuration> {
  await addClient(hall.db, {
    ...{ id, name: '完整门户', secret: SECRET, scopes: ['openid'] },
    grantTypes: ['authorization_code', 'refresh_token'],
    ...{ redirectUris: [REDIRECT_URI], origins: [new URL(REDIRECT_URI).origin] },
    postLogoutRedirectUris: [SIGNED_OUT],
    ...more,
  })
  return configure(hall.origin, id)
}

/** Signs somebody in for a portal, by its page. */
export async function signInFor(
  origin: string,
  config: openid.Configuration,
  who: SignedUp,
  visitor = new Visitor(origin),
) {
  const attempt = await begin(config)
  return exchange(config, attempt, await signInAt(origin, attempt, who, visitor))
}

/** Signs somebody in within a portal's frame: no cookie is there then. */
export async function signInFramed(origin: string, config: openid.Configuration, who: SignedUp) {
  const attempt = await begin(config, { response_mode: 'web_message' })
  const { unit, person } = who
  const fields = { unit: unit.creditCode, person: person.documentNumber, password: person.password }
  const { text } = await new Visitor(origin).submit(attempt.path, fields)
  const [, json = '{}'] = /data-response="([^"]+)"/.exec(text) ?? []
  const response = JSON.parse(json.replaceAll('&quot;', '"')) as Record<string, string>
  return exchange(config, attempt, new URL(`${REDIRECT_URI}?${new URLSearchParams(response)}`))
}

/** Posts a form to the provider as a client with `client_secret_basic`. */
export async function postAs(
  origin: string,
  id: string,
  path: string,
  form: Record<string, string> | URLSearchParams,
) {
  const authorization = `Basic ${btoa(`${id}:${encodeURIComponent(SECRET)}`)}`
  const body = new URLSearchParams(form)
  const response = await fetch(origin + path, { method: 'POST', body, headers: { authorization } })
  const text = await response.text()
  const json = (text ? JSON.parse(text) : {}) as Record<string, unknown>
  return { status: response.status, json, headers: response.headers }
}
