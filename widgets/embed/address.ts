/** Where the frames go. Used by the elements and, at the edge, by whoever draws them before any script runs. */
import { LOGIN } from './attributes.ts'

/** Reads an attribute of the element. */
export type Attributes = (name: string) => string | null | undefined

const FIXED = {
  response_type: 'code',
  response_mode: 'web_message',
  code_challenge_method: 'S256',
  scope: 'openid',
}

const parameter = (name: string) => name.replace('-', '_')

/**
 * The sign-in: an authorization request (OpenID Connect Core 1.0) made of an element's attributes. What is missing is
 * left out, and the hall says so.
 */
export function loginAddress(hall: string, read: Attributes): string {
  const query = new URLSearchParams(FIXED)
  for (const name of LOGIN) {
    const value = name !== 'height' && read(name)
    if (value) query.set(parameter(name), value)
  }
  return `${hall}/oidc/authorize?${query}`
}

/** The check of a certificate; the hall sees from where it is framed by the referrer, which the frame sends. */
export const verifyAddress = (hall: string, read: Attributes): string =>
  `${hall}/embed/verify?${new URLSearchParams({ client_id: read('client-id') ?? '' })}`

/** Tells whether this page may embed, and why not. */
export function checkAddress(hall: string, read: Attributes, widget: string): string {
  const query = new URLSearchParams({ widget })
  for (const name of ['client-id', 'redirect-uri']) query.set(parameter(name), read(name) ?? '')
  return `${hall}/oidc/embed-check?${query}`
}
