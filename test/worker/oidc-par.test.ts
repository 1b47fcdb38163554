import * as openid from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { registerUnit, signIn } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { aFullPortal, postAs } from '../support/full-portal.ts'
import { headingOf, wordsOf } from '../support/html.ts'
import { begin, exchange, REDIRECT_URI, signInAt } from '../support/portal-client.ts'
import { usePair } from '../support/use-pair.ts'

const stage = usePair({ light: true })
let who: Awaited<ReturnType<typeof registerUnit>>
let config: openid.Configuration

beforeAll(async () => {
  config = await aFullPortal(stage.hall)
  await aFullPortal(stage.hall, 'other-portal')
  who = await registerUnit(stage)
})

/** A request sent ahead by openid-client, and what the browser carries of it. */
async function ahead(more: Record<string, string> = {}) {
  const verifier = openid.randomPKCECodeVerifier()
  const [state, nonce] = [openid.randomState(), openid.randomNonce()]
  const url = await openid.buildAuthorizationUrlWithPAR(config, {
    ...{ redirect_uri: REDIRECT_URI, scope: 'openid', state, nonce },
    ...{ code_challenge: await openid.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
    ...more,
  })
  return { path: url.pathname + url.search, verifier, state, nonce }
}

const push = (form: Record<string, string> | URLSearchParams, id = 'full-portal') =>
  postAs(stage.hall.origin, id, '/oidc/par', form)

const good = {
  ...{ response_type: 'code', redirect_uri: REDIRECT_URI, scope: 'openid' },
  ...{ code_challenge: 'A'.repeat(43), code_challenge_method: 'S256' },
}

describe('a request that is sent ahead', () => {
  it('signs in with an unmodified openid-client, the browser carrying only a reference', async () => {
    const attempt = await ahead()
    expect([...new URL(attempt.path, 'http://x').searchParams.keys()].sort()).toEqual([
      'client_id',
      'request_uri',
    ])
    const tokens = await exchange(config, attempt, await signInAt(stage.hall.origin, attempt, who))
    expect(tokens.claims()?.unit).toMatchObject({ credit_code: who.unit.creditCode })
  })

  it('shows the form again under the same reference after a wrong password', async () => {
    const attempt = await ahead()
    const visitor = new Visitor(stage.hall.origin)
    const fields = { unit: who.unit.creditCode, person: who.person.documentNumber, password: 'Wrong#2026' }
    expect((await visitor.submit(attempt.path, fields)).status).toBe(401)
    await exchange(config, attempt, await signInAt(stage.hall.origin, attempt, who, visitor))
  })

  it('works in a frame as well', async () => {
    const attempt = await ahead({ response_mode: 'web_message' })
    const { status, headers } = await new Visitor(stage.hall.origin).get(attempt.path)
    expect(status).toBe(200)
    expect(headers.get('content-security-policy')).toContain('frame-ancestors http://127.0.0.1:8999;')
  })

  it('leads to one code, of fifty asked for at once', async () => {
    const visitor = await signIn(stage, who)
    const { path } = await ahead()
    const replies = await Promise.all(Array.from({ length: 50 }, () => visitor.get(path)))
    expect(replies.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(replies.filter(({ status }) => status === 400)).toHaveLength(49)
  })

  it('lets nothing in the address change it', async () => {
    const visitor = await signIn(stage, who)
    const attempt = await ahead()
    const path = `${attempt.path}&redirect_uri=https%3A%2F%2Fevil.example&state=other&prompt=none`
    const { headers } = await visitor.get(path)
    const to = new URL(headers.get('location') ?? '')
    expect(to.origin + to.pathname).toBe(REDIRECT_URI)
    expect(to.searchParams.get('state')).toBe(attempt.state)
  })
})

describe('a reference is refused with a page that leads nowhere', () => {
  const refused = async (path: string) => {
    const { status, text, headers } = await (await signIn(stage, who)).get(path)
    expect([status, headers.get('location')]).toEqual([400, null])
    expect(headingOf(text)).toBe('这一页不能给您看')
    return wordsOf(text)
  }

  it('once it was used, is ten minutes old, made up, or of another client', async () => {
    const used = await ahead()
    await (await signIn(stage, who)).get(used.path)
    expect(await refused(used.path)).toContain('已经用过')
    const old = await ahead()
    await stage.hall.db.prepare('UPDATE pushed_request SET expires_at = expires_at - 600000').run()
    await refused(old.path)
    const foreign = await ahead()
    await refused(foreign.path.replace('client_id=full-portal', 'client_id=other-portal'))
    const urn = encodeURIComponent(`urn:ietf:params:oauth:request_uri:${'0'.repeat(26)}.${'A'.repeat(43)}`)
    await refused(`/oidc/authorize?client_id=full-portal&request_uri=${urn}`)
    await refused('/oidc/authorize?client_id=full-portal&request_uri=urn:ietf:params:oauth:request_uri:x')
    await refused(`${foreign.path}&client_id=full-portal`)
  })

  it('inside the frame where the form had been, for the pages of its client alone', async () => {
    const old = await ahead()
    await stage.hall.db.prepare('UPDATE pushed_request SET expires_at = 1').run()
    const newcomer = new Visitor(stage.hall.origin)
    const { status, text, headers } = await newcomer.get(old.path, { 'sec-fetch-dest': 'iframe' })
    expect([status, headers.get('x-frame-options')]).toEqual([400, null])
    const [, ancestors] = /frame-ancestors ([^;]*)/.exec(headers.get('content-security-policy') ?? '') ?? []
    expect(ancestors).toBe(new URL(good.redirect_uri).origin)
    expect(wordsOf(text)).toContain('超过 10 分钟过期了。请刷新这个网页，再登录一次。')
  })

  it('is cleaned up when it is over', async () => {
    await ahead()
    await stage.hall.db.prepare('UPDATE pushed_request SET expires_at = 1').run()
    await stage.hall.tick()
    const left = await stage.hall.db
      .prepare('SELECT count(*) AS n FROM pushed_request')
      .first<{ n: number }>()
    expect(left?.n).toBe(0)
  })
})

describe('sending ahead', () => {
  it('answers 201 with a reference that is kept by nobody else', async () => {
    const { status, json, headers } = await push(good)
    expect([status, json.expires_in, headers.get('cache-control')]).toEqual([201, 600, 'no-store'])
    expect(json.request_uri).toMatch(/^urn:ietf:params:oauth:request_uri:[0-9a-z]{26}\.[\w-]{43}$/)
  })

  it.each([
    ['another address', { redirect_uri: 'https://evil.example' }, 'invalid_request'],
    ['no PKCE', { code_challenge: '' }, 'invalid_request'],
    ['another response type', { response_type: 'token' }, 'unsupported_response_type'],
    ['no openid', { scope: 'unit:read' }, 'invalid_scope'],
    ['a reference of its own', { request_uri: 'urn:ietf:params:oauth:request_uri:x' }, 'invalid_request'],
    ['a request object', { request: 'x.y.z' }, 'request_not_supported'],
    ['something too long', { state: 'x'.repeat(2000) }, 'invalid_request'],
    ['another client id', { client_id: 'other-portal' }, 'invalid_client'],
  ])('is refused with %s', async (_case, change, error) => {
    const { json } = await push({ ...good, ...change })
    expect(json.error).toBe(error)
  })

  it('is refused without proof, with a parameter twice, and as JSON', async () => {
    const send = (init: RequestInit) => fetch(`${stage.hall.origin}/oidc/par`, { method: 'POST', ...init })
    expect((await send({ body: new URLSearchParams({ ...good, client_id: 'full-portal' }) })).status).toBe(
      401,
    )
    const json = { 'content-type': 'application/json' }
    expect((await send({ body: JSON.stringify(good), headers: json })).status).toBe(400)
    const twice = new URLSearchParams(good)
    twice.append('scope', 'openid')
    expect((await push(twice)).json.error).toBe('invalid_request')
  })

  it('is not needed: a request in the address works as before', async () => {
    expect((await new Visitor(stage.hall.origin).get((await begin(config)).path)).status).toBe(200)
  })
})
