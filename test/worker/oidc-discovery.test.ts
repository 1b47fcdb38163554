import { beforeAll, describe, expect, it } from 'vitest'
import { Visitor } from '../support/client.ts'
import { usePair } from '../support/use-pair.ts'

const stage = usePair({ light: true })
let metadata: Record<string, unknown>
const list = (name: string) => metadata[name] as string[]

beforeAll(async () => {
  metadata = (await new Visitor(stage.hall.origin).get<typeof metadata>('/.well-known/openid-configuration'))
    .json
})

describe('discovery', () => {
  it('names what the standards want named', () => {
    expect(metadata).toMatchObject({
      issuer: stage.hall.origin,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
      code_challenge_methods_supported: ['S256'],
      ...{ backchannel_logout_supported: true, backchannel_logout_session_supported: true },
      authorization_response_iss_parameter_supported: true,
      ...{ request_parameter_supported: false, request_uri_parameter_supported: false },
      claims_parameter_supported: false,
    })
    expect(list('grant_types_supported').sort()).toEqual([
      ...['authorization_code', 'client_credentials', 'refresh_token'],
      'urn:ietf:params:oauth:grant-type:token-exchange',
    ])
    expect(list('scopes_supported')).toEqual([
      ...['openid', 'unit:read', 'activity:read', 'cases:read', 'rosters:file'],
    ])
    expect(list('acr_values_supported')).toContain('urn:unit-hall:acr:password')
  })

  it('names only addresses that answer', async () => {
    const addresses = Object.entries(metadata).filter(([name]) =>
      /_endpoint$|_uri$|_documentation$/.test(name),
    )
    expect(addresses.length).toBeGreaterThanOrEqual(9)
    for (const [name, address] of addresses) {
      const { origin, pathname } = new URL(String(address))
      expect(origin, name).toBe(stage.hall.origin)
      const post = /token|pushed|introspection|revocation/.test(name)
      const { status } = await new Visitor(origin).send(pathname, { method: post ? 'POST' : 'GET' })
      expect(status, name).toBeLessThan(402)
    }
  })

  it('gives every address that clients prove themselves at the same ways to do so', () => {
    for (const endpoint of ['token', 'introspection', 'revocation']) {
      expect(list(`${endpoint}_endpoint_auth_methods_supported`)).toEqual([
        ...['client_secret_basic', 'private_key_jwt'],
      ])
      expect(list(`${endpoint}_endpoint_auth_signing_alg_values_supported`)).toEqual([
        ...['ES256', 'PS256', 'RS256', 'EdDSA'],
      ])
    }
  })
})
