/** Embedding clients as the administration registers them: who they are, where they live, how they prove it. */
import * as v from 'valibot'
import type { counterCopy } from './counter-refusals.ts'
import { themeFields } from './counter-theme.ts'
import { missing } from './fields/missing.ts'
import { countCharacters, foldLine } from './fields/text.ts'
import { textField } from './fields/text-field.ts'

type Code = keyof typeof counterCopy

const MOST_ADDRESSES = 20
const LONGEST_ADDRESS = 500 // characters
const LONGEST_NAME = 60 // characters
const LONGEST_KEYS = 20_000 // characters
const MOST_KEYS = 10

/** `app-` begins the ids of units' own software; `new` is the address of the form. */
const ID = /^(?!app-|new$)[a-z][a-z0-9-]{2,39}$/

const ClientId = textField(
  'Id of the client',
  (typed) => typed.trim(),
  (id): Code | undefined => {
    if (id === '') return 'client_id.required'
    return ID.test(id) ? undefined : 'client_id.format'
  },
)

const ClientName = textField('Name of the client, shown to visitors', foldLine, (name): Code | undefined => {
  if (name === '') return 'client_name.required'
  return countCharacters(name) > LONGEST_NAME ? 'client_name.length' : undefined
})

const isLocal = ({ hostname }: URL) => hostname === 'localhost' || hostname === '127.0.0.1'

/** Why an address is not taken. It is kept as it stands here, so it must stand as a browser would write it. */
export function addressProblem(address: string, kind: 'origin' | 'address'): Code | undefined {
  const url = URL.parse(address)
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal(url))
  const whole = url?.href === address || url?.href === `${address}/`
  // A star would mean a whole range to a policy; a name and a password are never part of who somebody is.
  if (!url || !secure || url.username || url.password || /[#*\\\s]/.test(address)) return 'address.format'
  if (kind === 'origin')
    return url.origin === address ? undefined : whole ? 'address.origin' : 'address.format'
  return whole ? undefined : 'address.format'
}

const lines = (typed: string) => [...new Set(typed.split(/\s+/).filter(Boolean))]

function addresses(about: string, kind: 'origin' | 'address', required?: Code) {
  const problem = (list: string): Code | undefined => {
    const all = lines(list)
    if (all.length === 0) return required
    if (all.length > MOST_ADDRESSES || all.some((one) => one.length > LONGEST_ADDRESS)) return 'address.many'
    return all.map((one) => addressProblem(one, kind)).find(Boolean)
  }
  return v.pipe(
    textField(about, (typed) => typed.trim(), problem),
    v.transform(lines),
  )
}

const Address = v.optional(
  textField(
    'One address',
    (typed) => typed.trim(),
    (typed) => (typed === '' ? undefined : addressProblem(typed, 'address')),
  ),
  '',
)

/** Parts that only a private key has (RFC 7518, section 6). */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']
const needed: Record<string, string[]> = { EC: ['crv', 'x', 'y'], RSA: ['n', 'e'], OKP: ['crv', 'x'] }

function isPublicKey(key: unknown): boolean {
  if (typeof key !== 'object' || key === null) return false
  const parts = key as Record<string, unknown>
  const asked = needed[String(parts.kty)]
  return (
    asked?.every((name) => typeof parts[name] === 'string') === true &&
    PRIVATE.every((name) => !(name in parts))
  )
}

function keysProblem(typed: string): Code | undefined {
  if (typed === '') return undefined
  if (typed.length > LONGEST_KEYS) return 'jwks.format'
  try {
    const { keys } = JSON.parse(typed) as { keys?: unknown }
    return Array.isArray(keys) && keys.length > 0 && keys.length <= MOST_KEYS && keys.every(isPublicKey)
      ? undefined
      : 'jwks.format'
  } catch {
    return 'jwks.format'
  }
}

export const AuthMethod = v.picklist(['client_secret_basic', 'private_key_jwt'], 'auth_method.required')
export type AuthMethod = v.InferOutput<typeof AuthMethod>

export const authMethodNames: Record<AuthMethod, string> = {
  client_secret_basic: '密钥（大厅生成，只显示一次）',
  private_key_jwt: '网站自己的公钥',
}

const changeable = {
  ...themeFields,
  clientName: ClientName,
  redirectUris: addresses('Where a visitor comes back to', 'address', 'redirect_uris.required'),
  origins: v.optional(addresses('Sites that may embed the sign-in', 'origin'), ''),
  postLogoutRedirectUris: v.optional(
    addresses('Where a visitor comes back to after signing out', 'address'),
    '',
  ),
  backchannelLogoutUri: Address,
  jwks: v.optional(
    textField('Public keys, as JSON', (typed) => typed.trim(), keysProblem),
    '',
  ),
}

export const AddClient = v.pipe(
  v.object({ clientId: ClientId, authMethod: AuthMethod, ...changeable }, missing),
  v.forward(
    v.check(({ authMethod, jwks }) => authMethod !== 'private_key_jwt' || jwks !== '', 'jwks.required'),
    ['jwks'],
  ),
)
export type AddClient = v.InferOutput<typeof AddClient>

/** The id and the way of proving stay; whoever changes those is another client. */
export const ChangeClient = v.object(changeable, missing)
export type ChangeClient = v.InferOutput<typeof ChangeClient>
