import * as oauth from 'oauth4webapi'
import * as openid from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { registerUnit, signIn } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
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
  who = await registerUnit(stage)
  config = await configure(stage.hall.origin)
})

describe('sign-in for a portal by redirect', () => {
  it('gives an unmodified openid-client the unit and the operator', async () => {
    const attempt = await begin(config)
    const tokens = await exchange(config, attempt, await signInAt(stage.hall.origin, attempt, who))
    const claims = tokens.claims()
    expect(claims).toMatchObject({
      unit: { credit_code: who.unit.creditCode, name: who.unit.unitName, unit_number: who.unitNumber },
      operator: { role: 'legal_representative', name: `${who.person.name[0]}**` },
      amr: ['pwd'],
      acr: 'urn:unit-hall:acr:password',
    })
    const info = await openid.fetchUserInfo(config, tokens.access_token, claims?.sub ?? '')
    expect(info.unit).toEqual(claims?.unit)
  })

  it('completes with an unmodified oauth4webapi as well', async () => {
    const http = { [oauth.allowInsecureRequests]: true }
    const issuer = new URL(stage.hall.origin)
    const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, http))
    const client: oauth.Client = { client_id: 'portal' }
    const attempt = await begin(config)
    const callback = await signInAt(stage.hall.origin, attempt, who)
    const parameters = oauth.validateAuthResponse(server, client, callback, attempt.state)
    const reply = await oauth.authorizationCodeGrantRequest(
      ...([
        server,
        client,
        oauth.ClientSecretBasic(SECRET),
        parameters,
        REDIRECT_URI,
        attempt.verifier,
        http,
      ] as const),
    )
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, reply, {
      ...{ expectedNonce: attempt.nonce, requireIdToken: true },
    })
    expect(oauth.getValidatedIdTokenClaims(tokens)?.aud).toBe('portal')
    const answer = await oauth.userInfoRequest(server, client, tokens.access_token, http)
    const info = await oauth.processUserInfoResponse(
      ...([server, client, oauth.getValidatedIdTokenClaims(tokens)?.sub ?? '', answer] as const),
    )
    expect(info).toHaveProperty('operator.role', 'legal_representative')
  })

  it('needs no second sign-in of a browser that is signed in on the hall', async () => {
    const visitor = await signIn(stage, who)
    const { status, headers } = await visitor.get((await begin(config)).path)
    expect(status).toBe(303)
    expect(headers.get('location')).toContain('code=')
  })

  it('asks again when the portal wants a fresh sign-in', async () => {
    const visitor = await signIn(stage, who)
    expect((await visitor.get((await begin(config, { prompt: 'login' })).path)).status).toBe(200)
    await stage.hall.db.prepare('UPDATE session SET created_at = created_at - 120000').run()
    expect((await visitor.get((await begin(config, { max_age: '60' })).path)).status).toBe(200)
  })

  it('says login_required to a portal that wants no page and no one is signed in', async () => {
    const { headers } = await new Visitor(stage.hall.origin).get(
      (await begin(config, { prompt: 'none' })).path,
    )
    expect(headers.get('location')).toContain('error=login_required')
  })

  it('names the portal on the page and lets the form lead back to it only', async () => {
    const { text, headers } = await new Visitor(stage.hall.origin).get((await begin(config)).path)
    expect(text).toContain('测试门户')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("form-action 'self' http://127.0.0.1:8999;")
    expect(policy).toContain("frame-ancestors 'none'")
  })

  it('shows the form again after a wrong password, with what was typed except the password', async () => {
    const attempt = await begin(config)
    const visitor = new Visitor(stage.hall.origin)
    const fields = { unit: who.unit.creditCode, person: who.person.documentNumber, password: 'not this one' }
    const { status, text } = await visitor.submit(attempt.path, fields)
    expect(status).toBe(401)
    expect(text).toContain(who.unit.creditCode)
    expect(text).not.toContain('not this one')
  })
})

describe("sign-in in a portal's frame", () => {
  it('may be framed by the registered origins and by no one else', async () => {
    const attempt = await begin(config, { response_mode: 'web_message' })
    const { status, headers } = await new Visitor(stage.hall.origin).get(attempt.path)
    expect(status).toBe(200)
    expect(headers.get('content-security-policy')).toContain('frame-ancestors http://127.0.0.1:8999;')
    expect(headers.get('x-frame-options')).toBeNull()
  })

  it('takes and gives no cookie, and posts the code to the registered origin', async () => {
    const attempt = await begin(config, { response_mode: 'web_message' })
    const visitor = new Visitor(stage.hall.origin)
    const fields = {
      unit: who.unit.creditCode,
      person: who.person.documentNumber,
      password: who.person.password,
    }
    const { status, text } = await visitor.submit(attempt.path, fields)
    expect(status).toBe(200)
    expect(visitor.cookies.size).toBe(0)
    expect(text).toContain('data-portal="http://127.0.0.1:8999"')
    const [, json = '{}'] = /data-response="([^"]+)"/.exec(text) ?? []
    const response = JSON.parse(json.replaceAll('&quot;', '"')) as Record<string, string>
    expect(response).toMatchObject({ state: attempt.state, iss: stage.hall.origin })
    const tokens = await exchange(
      config,
      attempt,
      new URL(`${REDIRECT_URI}?${new URLSearchParams(response)}`),
    )
    expect(tokens.claims()?.nonce).toBe(attempt.nonce)
  })

  it('always shows the form, even to a browser that is signed in', async () => {
    const visitor = await signIn(stage, who)
    expect((await visitor.get((await begin(config, { response_mode: 'web_message' })).path)).status).toBe(200)
  })

  it("tells the portal's developer why a page may not embed", async () => {
    const ask = async (origin: string, query: string) => {
      const response = await fetch(`${stage.hall.origin}/oidc/embed-check?${query}`, { headers: { origin } })
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
      return (await response.json()) as { ok: boolean; reason?: string }
    }
    const redirect = `redirect_uri=${encodeURIComponent(REDIRECT_URI)}`
    const own = 'http://127.0.0.1:8999'
    expect(await ask(own, `client_id=portal&${redirect}`)).toMatchObject({ ok: true })
    expect(await ask('https://evil.example', `client_id=portal&${redirect}`)).toMatchObject({
      reason: 'unregistered_origin',
    })
    expect(await ask(own, `client_id=nobody&${redirect}`)).toMatchObject({ reason: 'unknown_client' })
    expect(await ask(own, `client_id=portal&redirect_uri=x`)).toMatchObject({ reason: 'wrong_redirect_uri' })
  })
})
