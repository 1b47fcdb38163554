import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { SignJWT, UnsecuredJWT } from 'jose'
import * as openid from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { registerUnit } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { addClient } from '../support/clients.ts'
import {
  addPortal,
  begin,
  configure,
  exchange,
  REDIRECT_URI,
  SECRET,
  signInAt,
} from '../support/portal-client.ts'
import { usePair } from '../support/use-pair.ts'

const stage = usePair({ light: true })
let who: Awaited<ReturnType<typeof registerUnit>>
let config: openid.Configuration

beforeAll(async () => {
  await addPortal(stage.hall.db)
  await addPortal(stage.hall.db, 'other')
  who = await registerUnit(stage)
  config = await configure(stage.hall.origin)
})

const basic = (id: string, secret: string) =>
  `Basic ${btoa([id, secret].map((part) => encodeURIComponent(part)).join(':'))}`

async function tokenRequest(form: Record<string, string>, authorization = basic('portal', SECRET)) {
  const response = await fetch(`${stage.hall.origin}/oidc/token`, {
    ...{ method: 'POST', headers: { authorization }, body: new URLSearchParams(form) },
  })
  const body = (await response.json()) as Record<string, string>
  return { status: response.status, body, headers: response.headers }
}

async function aCode() {
  const attempt = await begin(config)
  const callback = await signInAt(stage.hall.origin, attempt, who)
  const code = callback.searchParams.get('code') ?? ''
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT_URI,
    code_verifier: attempt.verifier,
  }
  return { attempt, callback, code, form }
}

const userInfo = (token: string) =>
  fetch(`${stage.hall.origin}/oidc/userinfo`, { headers: { authorization: `Bearer ${token}` } })

describe('an authorization code', () => {
  it('is exchanged by exactly one of fifty at once', async () => {
    const { form } = await aCode()
    const replies = await Promise.all(Array.from({ length: 50 }, () => tokenRequest(form)))
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(replies.filter(({ body }) => body.error === 'invalid_grant')).toHaveLength(49)
  })

  it('takes its tokens away when it comes once more after the answer', async () => {
    const { form } = await aCode()
    const first = await tokenRequest(form)
    const token = first.body.access_token ?? ''
    expect((await userInfo(token)).status).toBe(200)
    expect((await tokenRequest(form)).body.error).toBe('invalid_grant')
    expect((await userInfo(token)).status).toBe(401)
  })

  it('is good for a minute', async () => {
    const { form } = await aCode()
    await stage.hall.db.prepare('UPDATE authorization_code SET expires_at = expires_at - 61000').run()
    expect((await tokenRequest(form)).body.error).toBe('invalid_grant')
  })

  it.each([
    ['another client', {}, basic('other', SECRET)],
    ['another redirect URI', { redirect_uri: `${REDIRECT_URI}/` }, undefined],
    ['a wrong verifier', { code_verifier: 'x'.repeat(43) }, undefined],
    ['no verifier', { code_verifier: '' }, undefined],
  ])('is refused to %s', async (_case, change, authorization) => {
    const { form } = await aCode()
    const { status, body } = await tokenRequest({ ...form, ...change }, authorization)
    expect([status, body.error]).toEqual([400, 'invalid_grant'])
  })

  it.each([
    ['another redirect URI', { redirect_uri: `${REDIRECT_URI}/` }],
    ['a wrong verifier', { code_verifier: 'x'.repeat(43) }],
  ])(
    'is spent by a request with %s, also when the right one comes at the same moment',
    async (_case, change) => {
      const { form } = await aCode()
      await tokenRequest({ ...form, ...change })
      expect((await tokenRequest(form)).body.error).toBe('invalid_grant')
      const next = (await aCode()).form
      const replies = await Promise.all(
        Array.from({ length: 20 }, (_, i) => tokenRequest(i % 2 === 0 ? { ...next, ...change } : next)),
      )
      expect(replies.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1)
      expect((await tokenRequest(next)).body.error).toBe('invalid_grant')
    },
  )

  it('stays the rightful client’s when another one presents it', async () => {
    const { form } = await aCode()
    expect((await tokenRequest(form, basic('other', SECRET))).status).toBe(400)
    expect((await tokenRequest(form)).status).toBe(200)
  })

  it('gives nothing once the session behind it has ended', async () => {
    const { form } = await aCode()
    await stage.hall.db.prepare('DELETE FROM session').run()
    expect((await tokenRequest(form)).body.error).toBe('invalid_grant')
  })
})

describe('a token', () => {
  it('ends with the session that it came from', async () => {
    const { attempt, callback } = await aCode()
    const tokens = await exchange(config, attempt, callback)
    await stage.hall.db.prepare('DELETE FROM session').run()
    const response = await userInfo(tokens.access_token)
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toContain('invalid_token')
  })

  it('is kept as a hash only', async () => {
    const { body } = await tokenRequest((await aCode()).form)
    const { results } = await stage.hall.db.prepare('SELECT * FROM access_token').all()
    expect(JSON.stringify(results)).not.toContain(body.access_token?.split('.')[1])
  })
})

describe('an authorization request', () => {
  const ask = async (change: Record<string, string>) => {
    const url = new URL((await begin(config)).path, stage.hall.origin)
    for (const [name, value] of Object.entries(change)) url.searchParams.set(name, value)
    return new Visitor(stage.hall.origin).get(url.pathname + url.search)
  }

  it.each([
    ['an unknown client', { client_id: 'nobody' }],
    ['a redirect URI with more path', { redirect_uri: `${REDIRECT_URI}/more` }],
    ['a redirect URI on another site', { redirect_uri: 'https://evil.example/callback' }],
  ])('of %s is told to the visitor and leads nowhere', async (_case, change) => {
    const { status, headers, text } = await ask(change)
    expect(status).toBe(400)
    expect(headers.get('location')).toBeNull()
    expect(text).not.toContain('evil.example')
  })

  it.each([
    ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['no PKCE', { code_challenge: '' }, 'invalid_request'],
    ['the implicit flow', { response_type: 'token' }, 'unsupported_response_type'],
    ['no openid scope', { scope: 'profile' }, 'invalid_scope'],
    ['an unknown prompt', { prompt: 'consent' }, 'invalid_request'],
    ['a max_age that is no number', { max_age: 'soon' }, 'invalid_request'],
    ['an unknown response mode', { response_mode: 'fragment' }, 'invalid_request'],
    ['a request object', { request: 'e30.e30.' }, 'request_not_supported'],
    ['a request object elsewhere', { request_uri: 'https://x.example' }, 'request_uri_not_supported'],
  ])('with %s goes back to the portal as an error', async (_case, change, error) => {
    const location = new URL((await ask(change)).headers.get('location') ?? '')
    expect(location.origin + location.pathname).toBe(REDIRECT_URI)
    expect(location.searchParams.get('error')).toBe(error)
    expect(location.searchParams.get('iss')).toBe(stage.hall.origin)
  })

  it('with a parameter twice is refused', async () => {
    const { path } = await begin(config)
    expect((await new Visitor(stage.hall.origin).get(`${path}&client_id=portal`)).status).toBe(400)
  })

  it('with a parameter that is too long says just that', async () => {
    const { status, headers, text } = await ask({ state: 'x'.repeat(1025) })
    expect([status, headers.get('location')]).toEqual([400, null])
    expect(text).toContain('链接里的参数太长')
  })
})

describe('a client that proves itself by a signed assertion', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

  beforeAll(async () => {
    const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'a', alg: 'ES256', use: 'sig' }
    const next = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
    const jwks = JSON.stringify({ keys: [{ ...next, kid: 'b', alg: 'ES256', use: 'sig' }, jwk] })
    await addClient(stage.hall.db, {
      id: 'program',
      name: '程序',
      jwks,
      grantTypes: ['client_credentials'],
      scopes: ['app'],
    })
  })

  const assertion = (claims: Record<string, unknown> = {}, kid: { kid?: string } = { kid: 'a' }) =>
    new SignJWT({ iss: 'program', sub: 'program', aud: stage.hall.origin, jti: randomUUID(), ...claims })
      .setProtectedHeader({ alg: 'ES256', ...kid })
      .setIssuedAt()
      .setExpirationTime((claims.exp as number | undefined) ?? '60s')
      .sign(privateKey)

  const post = async (client_assertion: string, more: Record<string, string> = {}) => {
    const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
    const form = {
      grant_type: 'client_credentials',
      client_assertion_type: type,
      client_assertion,
      scope: 'app',
      ...more,
    }
    const response = await fetch(`${stage.hall.origin}/oidc/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    })
    return { status: response.status, body: (await response.json()) as Record<string, string> }
  }

  it('gets a token for itself with an unmodified openid-client', async () => {
    const key = await crypto.subtle.importKey(
      ...([
        'jwk',
        privateKey.export({ format: 'jwk' }),
        { name: 'ECDSA', namedCurve: 'P-256' },
        false,
        ['sign'],
      ] as const),
    )
    const own = await openid.discovery(
      new URL(stage.hall.origin),
      'program',
      {},
      openid.PrivateKeyJwt({ key, kid: 'a' }),
      {
        execute: [openid.allowInsecureRequests],
      },
    )
    const tokens = await openid.clientCredentialsGrant(own, { scope: 'app' })
    expect(tokens.scope).toBe('app')
    expect((await userInfo(tokens.access_token)).status).toBe(401)
  })

  it('need not name its key, not even while it has two', async () => {
    expect((await post(await assertion({ aud: [stage.hall.origin] }, {}))).status).toBe(200)
  })

  it('uses one assertion once, even fifty times at once', async () => {
    const one = await assertion()
    const replies = await Promise.all(Array.from({ length: 50 }, () => post(one)))
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('is refused with a foreign audience, a long life, no signature or another scope', async () => {
    const hour = Math.floor(Date.now() / 1000) + 3600
    // Good in everything else, so that it is the missing signature that is refused.
    const unsigned = new UnsecuredJWT({ iss: 'program', sub: 'program', jti: randomUUID() })
      .setAudience(stage.hall.origin)
      .setIssuedAt()
      .setExpirationTime('60s')
    const refused = [
      await assertion({ aud: 'https://elsewhere.example' }),
      await assertion({ aud: [stage.hall.origin, 'https://elsewhere.example'] }),
      await assertion({ exp: hour }),
      unsigned.encode(),
    ]
    for (const one of refused)
      expect(await post(one)).toEqual({ status: 401, body: { error: 'invalid_client' } })
    expect((await post(await assertion(), { scope: 'openid' })).body.error).toBe('invalid_scope')
  })

  it('is refused with a wrong secret, and with two proofs at once', async () => {
    expect((await tokenRequest({ grant_type: 'authorization_code' }, basic('portal', 'wrong'))).status).toBe(
      401,
    )
    const both = await tokenRequest({ grant_type: 'client_credentials', client_assertion: await assertion() })
    expect(both.status).toBe(401)
    expect(both.headers.get('cache-control')).toBe('no-store')
  })
})
