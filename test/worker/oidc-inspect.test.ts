import { randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import * as openid from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { registerUnit } from '../support/builders.ts'
import { addClient } from '../support/clients.ts'
import { aFullPortal, postAs, signInFor } from '../support/full-portal.ts'
import { usePair } from '../support/use-pair.ts'

const stage = usePair({ light: true })
let who: Awaited<ReturnType<typeof registerUnit>>
let config: openid.Configuration

beforeAll(async () => {
  config = await aFullPortal(stage.hall)
  await aFullPortal(stage.hall, 'other-portal')
  who = await registerUnit(stage)
})

const signInHere = () => signInFor(stage.hall.origin, config, who)
const ask = (token: string | undefined, id = 'full-portal', hint?: string) =>
  postAs(stage.hall.origin, id, '/oidc/introspect', {
    ...{ token: token ?? '', ...(hint && { token_type_hint: hint }) },
  })
const revoke = (token: string | undefined, id = 'full-portal') =>
  postAs(stage.hall.origin, id, '/oidc/revoke', { token: token ?? '' })
const isActive = async (token: string | undefined) => (await ask(token)).json.active

describe('introspection', () => {
  it('tells an unmodified openid-client what its tokens are good for', async () => {
    const tokens = await signInHere()
    const claims = tokens.claims()
    const access = await openid.tokenIntrospection(config, tokens.access_token)
    expect(access).toMatchObject({
      ...{ active: true, scope: 'openid', client_id: 'full-portal', token_type: 'Bearer' },
      ...{ sub: claims?.sub, sid: claims?.sid, iss: stage.hall.origin, aud: 'full-portal' },
    })
    expect((access.exp ?? 0) - (access.iat ?? 0)).toBe(600)
    const kept = await openid.tokenIntrospection(config, tokens.refresh_token ?? '')
    expect(kept).toMatchObject({ active: true, sub: claims?.sub })
    expect(kept).not.toHaveProperty('token_type')
  })

  it('goes by the token, whatever the hint says', async () => {
    const tokens = await signInHere()
    for (const hint of ['refresh_token', 'access_token', 'x'])
      expect((await ask(tokens.access_token, 'full-portal', hint)).json.active).toBe(true)
  })

  it.each([
    ['made up', async () => 'x'],
    ['of another client', async () => (await signInHere()).access_token],
    ['another client’s refresh token', async () => (await signInHere()).refresh_token],
  ])('says nothing but “not active” of a token that is %s', async (_case, token) => {
    const { status, json } = await ask(await token(), 'other-portal')
    expect([status, json]).toEqual([200, { active: false }])
  })

  it.each([
    ['has expired', 'UPDATE access_token SET expires_at = 1'],
    ['has a session that ended', 'DELETE FROM session'],
    ['has a session that idled too long', 'UPDATE session SET seen_at = 1'],
    ['has another secret', "UPDATE access_token SET secret_hash = 'x'"],
  ])('says so of a token that %s', async (_case, change) => {
    const { access_token } = await signInHere()
    await stage.hall.db.prepare(change).run()
    expect((await ask(access_token)).json).toEqual({ active: false })
  })

  it('says so of a refresh token that was used', async () => {
    const { refresh_token } = await signInHere()
    await openid.refreshTokenGrant(config, refresh_token ?? '')
    expect((await ask(refresh_token)).json).toEqual({ active: false })
  })
})

describe('revocation', () => {
  it('of a refresh token ends its whole family, by an unmodified openid-client', async () => {
    const first = await signInHere()
    const second = await openid.refreshTokenGrant(config, first.refresh_token ?? '')
    await openid.tokenRevocation(config, second.refresh_token ?? '')
    for (const token of [first.access_token, second.access_token, second.refresh_token])
      expect(await isActive(token)).toBe(false)
  })

  it('of an access token ends that one', async () => {
    const { access_token, refresh_token } = await signInHere()
    expect((await revoke(access_token)).status).toBe(200)
    expect(await isActive(access_token)).toBe(false)
    expect(await isActive(refresh_token)).toBe(true)
  })

  it('answers 200 to what is no token, to one that ended, and to another client, whose act changes nothing', async () => {
    const { access_token, refresh_token } = await signInHere()
    for (const token of ['x', `${'0'.repeat(26)}.${'A'.repeat(43)}`])
      expect((await revoke(token)).status).toBe(200)
    for (const token of [access_token, refresh_token])
      expect((await revoke(token, 'other-portal')).status).toBe(200)
    expect(await isActive(access_token)).toBe(true)
    expect(await isActive(refresh_token)).toBe(true)
    for (let times = 0; times < 2; times++) expect((await revoke(refresh_token)).status).toBe(200)
  })
})

describe.each(['/oidc/introspect', '/oidc/revoke'])('%s', (path) => {
  const post = (body: string, headers: Record<string, string>) =>
    fetch(stage.hall.origin + path, { method: 'POST', body, headers })

  it('is closed to whoever does not prove to be a client', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    for (const more of [{}, { authorization: `Basic ${btoa('full-portal:wrong')}` }]) {
      const response = await post('token=x', { ...form, ...more })
      expect(response.status).toBe(401)
      expect(await response.json()).toEqual({ error: 'invalid_client' })
      expect(response.headers.get('www-authenticate')).toMatch(/^Basic /)
    }
  })

  it('refuses JSON, no token, and a token twice', async () => {
    const json = await post('{"token":"x"}', { 'content-type': 'application/json' })
    expect([json.status, await json.json()]).toMatchObject([400, { error: 'invalid_request' }])
    for (const form of ['', 'token=a&token=b']) {
      const reply = await postAs(stage.hall.origin, 'full-portal', path, new URLSearchParams(form))
      expect([reply.status, reply.json.error]).toEqual([400, 'invalid_request'])
      expect(reply.headers.get('cache-control')).toBe('no-store')
    }
  })

  it.each(['ES256', 'PS256', 'RS256', 'EdDSA'])(
    'takes a proof signed with %s as well, made for this address or for the hall, and once',
    async (alg) => {
      const { publicKey, privateKey } = await generateKeyPair(alg)
      const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'own', alg }] })
      const id = `signs-${alg.toLowerCase()}`
      await addClient(stage.hall.db, {
        ...{ id, name: '签名客户', jwks, grantTypes: ['client_credentials'], scopes: ['app'] },
      })
      const prove = (aud: string) =>
        new SignJWT({ iss: id, sub: id, aud, jti: randomUUID() })
          .setProtectedHeader({ alg, kid: 'own' })
          .setIssuedAt()
          .setExpirationTime('60s')
          .sign(privateKey)
      const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
      const send = async (client_assertion: string) => {
        const body = new URLSearchParams({ token: 'x', client_assertion_type: type, client_assertion })
        return (await fetch(stage.hall.origin + path, { method: 'POST', body })).status
      }
      const own = await prove(stage.hall.origin + path)
      expect(await send(own)).toBe(200)
      expect(await send(own)).toBe(401)
      expect(await send(await prove(stage.hall.origin))).toBe(200)
      expect(await send(await prove(`${stage.hall.origin}/oidc/elsewhere`))).toBe(401)
    },
  )
})
