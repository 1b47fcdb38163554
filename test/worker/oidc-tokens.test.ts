import { exportJWK, generateKeyPair } from 'jose'
import * as oauth from 'oauth4webapi'
import type * as openid from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { anApp } from '../support/app-client.ts'
import { registerUnit } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { addClient } from '../support/clients.ts'
import { addPortal, begin, configure, exchange, SECRET, signInAt } from '../support/portal-client.ts'
import { usePair } from '../support/use-pair.ts'

const stage = usePair({ light: true })
let who: Awaited<ReturnType<typeof registerUnit>>
let config: openid.Configuration

beforeAll(async () => {
  await addPortal(stage.hall.db)
  who = await registerUnit(stage)
  config = await configure(stage.hall.origin)
})

const BASIC = `Basic ${btoa(`portal:${encodeURIComponent(SECRET)}`)}`
const FORM = 'application/x-www-form-urlencoded'
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

async function post(body: string, headers: Record<string, string> = {}) {
  const init = { method: 'POST', body, headers: { 'content-type': FORM, ...headers } }
  const response = await fetch(`${stage.hall.origin}/oidc/token`, init)
  const reply = (await response.json()) as { error: string }
  return {
    status: response.status,
    error: reply.error,
    headers: response.headers,
    text: JSON.stringify(reply),
  }
}

async function aToken(): Promise<string> {
  const attempt = await begin(config)
  const tokens = await exchange(config, attempt, await signInAt(stage.hall.origin, attempt, who))
  return tokens.access_token
}

const call = (path: string, authorization?: string, method = 'GET') =>
  fetch(stage.hall.origin + path, { method, headers: authorization ? { authorization } : {} })

describe('the token endpoint', () => {
  it.each([
    ['no grant type', '', 'invalid_request'],
    ['an unknown grant type', 'grant_type=typed-by-hand', 'unsupported_grant_type'],
    ['a grant type that is not for this client', 'grant_type=client_credentials', 'unauthorized_client'],
    ['no code', 'grant_type=authorization_code', 'invalid_request'],
    ['a code that cannot be one', 'grant_type=authorization_code&code=%00typed-by-hand', 'invalid_grant'],
    ['a parameter twice', 'grant_type=authorization_code&code=a&code=b', 'invalid_request'],
  ])('answers %s with the error that the standard names', async (_case, body, error) => {
    const reply = await post(body, { authorization: BASIC })
    expect([reply.status, reply.error]).toEqual([400, error])
    expect(reply.headers.get('cache-control')).toBe('no-store')
    expect(reply.text).not.toContain('typed-by-hand')
  })

  it('takes a form however its type is written, and nothing else', async () => {
    const written = {
      authorization: BASIC,
      'content-type': 'Application/X-WWW-Form-URLEncoded; charset=UTF-8',
    }
    expect((await post('grant_type=password', written)).error).toBe('unsupported_grant_type')
    const json = { authorization: BASIC, 'content-type': 'application/json' }
    expect((await post('{"grant_type":"password"}', json)).error).toBe('invalid_request')
  })

  it.each([
    ['nobody', '', {}],
    ['a secret in the form', 'client_id=portal&client_secret=x', {}],
    ['what is no base64', '', { authorization: 'Basic %%%' }],
    ['a percent sign that encodes nothing', '', { authorization: `Basic ${btoa('portal:%zz')}` }],
    ['another client id in the form', 'client_id=other', { authorization: BASIC }],
  ])('is closed to %s', async (_case, body, headers) => {
    const reply = await post(`grant_type=authorization_code&${body}`, headers)
    expect([reply.status, reply.error]).toEqual([401, 'invalid_client'])
    expect(reply.headers.get('www-authenticate')).toMatch(/^Basic /)
  })

  it.each([[{}], [['portal']], [5], [null]])('is closed to an assertion whose issuer is %j', async (iss) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const assertion = `${part({ alg: 'ES256' })}.${part({ iss })}.AAAA`
    const reply = await post(
      `grant_type=client_credentials&client_assertion_type=${ASSERTION}&client_assertion=${assertion}`,
    )
    expect([reply.status, reply.error]).toEqual([401, 'invalid_client'])
  })

  it('may be read by no page of another site', async () => {
    const { headers } = await post('grant_type=password', { authorization: BASIC })
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })

  it('gives a program its token with an unmodified oauth4webapi, too', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256')
    const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'b', alg: 'ES256' }] })
    const known = { id: 'program', name: '程序', jwks, grantTypes: ['client_credentials'], scopes: ['app'] }
    await addClient(stage.hall.db, known)
    const http = { [oauth.allowInsecureRequests]: true }
    const issuer = new URL(stage.hall.origin)
    const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, http))
    const client: oauth.Client = { client_id: 'program' }
    const proof = oauth.PrivateKeyJwt({ key: privateKey, kid: 'b' })
    const reply = await oauth.clientCredentialsGrantRequest(server, client, proof, { scope: 'app' }, http)
    const tokens = await oauth.processClientCredentialsResponse(server, client, reply)
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 600, scope: 'app' })
    expect(tokens).not.toHaveProperty('id_token')
  })
})

describe('userinfo', () => {
  it('is answered to GET and POST alike', async () => {
    const token = await aToken()
    for (const method of ['GET', 'POST'])
      expect(await (await call('/oidc/userinfo', `Bearer ${token}`, method)).json()).toMatchObject({
        unit: { credit_code: who.unit.creditCode, unit_number: who.unitNumber },
        operator: { role: 'legal_representative', name: `${who.person.name[0]}**` },
      })
  })

  it.each([
    ['its ten minutes are over', 'UPDATE access_token SET expires_at = expires_at - 601000'],
    ['the session has idled too long', 'UPDATE session SET seen_at = seen_at - 1861000'],
    ['the session is as old as it may get', 'UPDATE session SET created_at = 0, ends_at = 1'],
    ['the portal is registered no more', "DELETE FROM client WHERE id = 'portal'"],
    ['its secret is another', "UPDATE access_token SET secret_hash = 'x'"],
  ])('refuses a token once %s', async (_case, change) => {
    const token = await aToken()
    expect((await call('/oidc/userinfo', `Bearer ${token}`)).status).toBe(200)
    await stage.hall.db.prepare(change).run()
    const response = await call('/oidc/userinfo', `Bearer ${token}`)
    await addPortal(stage.hall.db)
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
  })

  it('names only the scheme to whoever shows no token', async () => {
    expect((await call('/oidc/userinfo')).headers.get('www-authenticate')).toBe('Bearer')
  })
})

describe('a route for programs', () => {
  const SCAN = '/api/v1/app/scans/x'

  it('is open to a token of its scope, and shut to every other', async () => {
    const app = await anApp(stage)
    expect((await call(SCAN, `Bearer ${await app.token()}`)).status).toBe(404)
    for (const [authorization, status, told] of [
      [undefined, 401, 'Bearer'],
      ['Bearer x.y', 401, 'Bearer error="invalid_token"'],
      [`Bearer ${await aToken()}`, 401, 'Bearer error="invalid_token"'],
    ] as const) {
      const response = await call(SCAN, authorization)
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([status, told])
    }
    const foreign = await anApp(stage, ['other'])
    const refused = await call(SCAN, `Bearer ${await foreign.token('other')}`)
    expect(refused.status).toBe(403)
    expect(refused.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope", scope="app"')
  })
})

describe("a portal's registration", () => {
  it('says which sites may frame its sign-in, each its own', async () => {
    await addPortal(stage.hall.db, 'elsewhere', 'https://portal.example/callback')
    const there = await configure(stage.hall.origin, 'elsewhere')
    const framed = { response_mode: 'web_message', redirect_uri: 'https://portal.example/callback' }
    const { headers } = await new Visitor(stage.hall.origin).get((await begin(there, framed)).path)
    expect(headers.get('content-security-policy')).toContain('frame-ancestors https://portal.example;')
  })

  it('gives no sign-in to a client that may not have openid', async () => {
    await stage.hall.db.prepare("UPDATE client SET scopes = '[]' WHERE id = 'elsewhere'").run()
    const there = await configure(stage.hall.origin, 'elsewhere')
    const { path } = await begin(there, { redirect_uri: 'https://portal.example/callback' })
    const { headers } = await new Visitor(stage.hall.origin).get(path)
    expect(headers.get('location')).toContain('error=invalid_scope')
  })
})

describe('the clean-up', () => {
  it('takes what can no longer be used, however much, and leaves the rest', async () => {
    const { db } = stage.hall
    const now = Date.now()
    await db.batch(['authorization_code', 'access_token'].map((table) => db.prepare(`DELETE FROM ${table}`)))
    await db.prepare('DELETE FROM seen_assertion').run()
    const many = (count: number) =>
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`
    const codes = (count: number, name: string, created: number) =>
      db
        .prepare(
          `${many(count)} INSERT INTO authorization_code
           SELECT '${name}' || i, 'x', 'portal', 's', 'r', 'c', NULL, 'openid', ?1, ?1 + 60000, NULL FROM n`,
        )
        .bind(created)
    const tokens = (count: number, name: string, expires: number) =>
      db
        .prepare(
          `${many(count)} INSERT INTO access_token
           SELECT '${name}' || i, 'x', 'portal', NULL, NULL, 'app', 0, ?1 FROM n`,
        )
        .bind(expires)
    const assertions = (count: number, name: string, expires: number) =>
      db
        .prepare(`${many(count)} INSERT INTO seen_assertion SELECT 'p', '${name}' || i, ?1 FROM n`)
        .bind(expires)
    await db.batch([
      ...[codes(1500, 'old', now - 61 * 60_000), codes(1, 'new', now - 59 * 60_000)],
      ...[tokens(1500, 'old', now - 1000), tokens(1, 'new', now + 60_000)],
      ...[assertions(1500, 'old', now - 120_000), assertions(1, 'new', now)],
    ])
    const left = async () => {
      const counts = ['authorization_code', 'access_token', 'seen_assertion'].map((table) =>
        db.prepare(`SELECT count(*) AS count FROM ${table}`),
      )
      return (await db.batch<{ count: number }>(counts)).map(({ results }) => results[0]?.count)
    }
    await stage.hall.tick()
    expect(await left()).toEqual([1, 1, 1])
  })
})
