import { createLocalJWKSet, type JSONWebKeySet } from 'jose'
import * as v from 'valibot'
import { text } from '../../lib/bytes.ts'
import { ok, type Result } from '../../lib/result.ts'
import { call, fault, type Line, type Reply } from '../call.ts'
import { readJson } from '../crypto.ts'
import type { PartnerFault } from '../fault.ts'

/** Providers change their addresses rarely and tell it before. */
const METADATA_MS = 60 * 60_000
/** A key that was withdrawn is believed this long at the most. */
const KEYS_MS = 10 * 60_000
/** An unknown key makes us ask again, but never more often: else anybody could make us ask without end. */
const NEW_KEYS_MS = 30_000

const Address = v.pipe(v.string(), v.url())
const Metadata = v.looseObject({
  issuer: v.string(),
  authorization_endpoint: Address,
  token_endpoint: Address,
  userinfo_endpoint: Address,
  jwks_uri: Address,
  authorization_response_iss_parameter_supported: v.optional(v.boolean(), false),
})
export type Metadata = v.InferOutput<typeof Metadata>

const Keys = v.looseObject({
  keys: v.pipe(v.array(v.looseObject({ kty: v.string() })), v.minLength(1), v.maxLength(50)),
})

export type KeySet = ReturnType<typeof createLocalJWKSet>

/** The provider's own description and keys: asked for with time-out and limit, kept for a while. */
export function provider(issuer: string, line: Line) {
  let described: { at: number; metadata: Metadata } | undefined
  let held: { at: number; keys: KeySet } | undefined

  const get = <T>(address: string, read: (body: unknown) => Result<T, PartnerFault>) =>
    call<T>(line, {
      attempts: 2,
      request: async () => new Request(address, { headers: { accept: 'application/json' } }),
      read: async (reply: Reply) =>
        reply.status === 200
          ? read(readJson(text(reply.bytes)))
          : fault('sso', 'nonsense', `status ${reply.status}`),
    })

  async function metadata(): Promise<Result<Metadata, PartnerFault>> {
    if (described && line.now() - described.at < METADATA_MS) return ok(described.metadata)
    const found = await get<Metadata>(
      `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
      (body) => {
        const parsed = v.safeParse(Metadata, body)
        if (!parsed.success) return fault('sso', 'nonsense', 'metadata')
        // OpenID Connect Discovery 4.3: whoever describes another issuer is not this one.
        if (parsed.output.issuer !== issuer)
          return fault('sso', 'bad_signature', 'metadata of another issuer')
        return isSafe(parsed.output, issuer)
          ? ok(parsed.output)
          : fault('sso', 'nonsense', 'insecure address')
      },
    )
    if (found.ok) described = { at: line.now(), metadata: found.value }
    return found
  }

  /** `renew` asks for keys that came since, where a token names one that is not among the known. */
  async function keys(renew = false): Promise<Result<KeySet, PartnerFault>> {
    if (held && line.now() - held.at < (renew ? NEW_KEYS_MS : KEYS_MS)) return ok(held.keys)
    const about = await metadata()
    if (!about.ok) return about
    const found = await get<KeySet>(about.value.jwks_uri, (body) => {
      const parsed = v.safeParse(Keys, body)
      return parsed.success
        ? ok(createLocalJWKSet(parsed.output as JSONWebKeySet))
        : fault('sso', 'nonsense', 'keys')
    })
    if (found.ok) held = { at: line.now(), keys: found.value }
    return found
  }

  return { metadata, keys }
}

/** A provider reached over TLS may not send us, or the visitor, anywhere without. */
function isSafe(metadata: Metadata, issuer: string): boolean {
  const { authorization_endpoint, token_endpoint, userinfo_endpoint, jwks_uri } = metadata
  const all = [authorization_endpoint, token_endpoint, userinfo_endpoint, jwks_uri]
  return !issuer.startsWith('https:') || all.every((address) => address.startsWith('https:'))
}
