/**
 * An element as a portal's server puts it into its page: with a declarative shadow root around the frame, so that it
 * is there before any script runs, at the height that it will have.
 *
 * Height and border are attributes of the frame, not style: a portal's `style-src` has no say in those.
 */
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { ElementQuery, ElementReason } from '../../schema/embed.ts'
import { loginAddress, verifyAddress } from '../../widgets/embed/address.ts'
import { ACCOUNT, CASES, LOGIN, VERIFY } from '../../widgets/embed/attributes.ts'
import { type ElementName, LOOKS } from '../../widgets/embed/looks.ts'
import type { FieldError } from '../lib/problem.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { Client } from '../oidc/rules.ts'
import { heightOf, isOwn } from './rules.ts'

const ATTRIBUTES = {
  'hall-login': LOGIN,
  'hall-account': ACCOUNT,
  'hall-cases': CASES,
  'hall-verify': VERIFY,
}

/** Frames that are the hall's at once; the others are sent there by the portal's own server. */
const ADDRESSES: Partial<Record<ElementName, typeof loginAddress>> = {
  'hall-login': loginAddress,
  'hall-verify': verifyAddress,
}

/** What must be there; the rest may be left out. */
const NEEDED: Record<ElementName, readonly (keyof ElementQuery)[]> = {
  'hall-login': ['redirect-uri', 'state', 'nonce', 'code-challenge'],
  'hall-account': ['src'],
  'hall-cases': ['src'],
  'hall-verify': [],
}
const OWN = ['src', 'signed-out-uri', 'fallback'] as const

export const isElement = (name: string): name is ElementName => Object.hasOwn(LOOKS, name)

interface Wrong {
  reason: ElementReason
  errors: FieldError[]
}

const wrong = (reason: ElementReason, fields: readonly string[] = []) =>
  fail({ reason, errors: fields.map((field) => ({ field, code: reason })) })

/** Whether the element would work in the client's page as it is asked for. Its link may lead to the hall, too. */
export function judgeElement(
  hall: string,
  element: ElementName,
  query: ElementQuery,
  client: Client | undefined,
): Result<Client, Wrong> {
  if (!client || client.origins.length === 0) return wrong('element_client')
  const missing = NEEDED[element].filter((name) => query[name] === undefined)
  if (missing.length > 0) return wrong('element_attribute', missing)
  const whose = (name: string) => (name === 'fallback' ? [...client.origins, hall] : client.origins)
  const foreign = OWN.filter((name) => query[name] !== undefined && !isOwn(query[name], whose(name)))
  if (element === 'hall-login') {
    const uri = query['redirect-uri'] ?? ''
    const registered = client.redirectUris.includes(uri) && client.origins.includes(new URL(uri).origin)
    if (!registered) return wrong('element_address', ['redirect-uri'])
  }
  return foreign.length > 0 ? wrong('element_address', foreign) : ok(client)
}

/** The element's HTML, whole. */
export function drawElement(hall: string, element: ElementName, query: ElementQuery, client: Client): string {
  const { title, wayOn } = LOOKS[element]
  const height = query.height ?? String(heightOf(element, client.theme))
  const given: Record<string, string | undefined> = { ...query, height }
  const attributes = Object.fromEntries(ATTRIBUTES[element].map((name) => [name, given[name]]))
  const read = (name: string) => given[name]
  const src = ADDRESSES[element]?.(hall, read) ?? query.src
  const frame = h('iframe', {
    ...{ title, src, width: '100%', height, frameborder: '0', align: 'top', referrerpolicy: 'origin' },
  })
  const [path, words] = wayOn
  const drawn = h(
    element,
    attributes,
    // Without a script the way on stands below the frame; with one it would only move what follows.
    h('template', { shadowrootmode: 'open' }, frame, h('noscript', null, h('slot', null))),
    h('a', { href: query.fallback ?? hall + path }, words),
  )
  return renderToString(drawn)
}
