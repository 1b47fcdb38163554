import { decodeJwt } from 'jose'
import type * as openid from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { registerUnit, signIn } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { aFullPortal } from '../support/full-portal.ts'
import { begin, exchange, signInAt } from '../support/portal-client.ts'
import { usePair } from '../support/use-pair.ts'

const stage = usePair({ light: true })
let who: Awaited<ReturnType<typeof registerUnit>>
let config: openid.Configuration
let metadata: Record<string, unknown>

beforeAll(async () => {
  config = await aFullPortal(stage.hall)
  metadata = config.serverMetadata() as unknown as Record<string, unknown>
  who = await registerUnit(stage)
})

/** Where the hall sends a browser that asks. */
async function answerTo(visitor: Visitor, more: Record<string, string>) {
  const attempt = await begin(config, more)
  const { status, headers } = await visitor.get(attempt.path)
  const location = headers.get('location')
  return { attempt, status, callback: location === null ? undefined : new URL(location) }
}

/** The ID token of a browser that is signed in already. */
async function tokensOf(visitor: Visitor, more: Record<string, string> = {}) {
  const { attempt, callback } = await answerTo(visitor, more)
  if (!callback) throw new Error('the hall asked again')
  return exchange(config, attempt, callback)
}

describe('an authorization request', () => {
  it.each([
    ['a parameter that nobody knows', { extra: 'foobar' }],
    ['a display', { display: 'page' }],
    ['a pop-up', { display: 'popup' }],
    ['languages', { ui_locales: 'se fi', claims_locales: 'se' }],
    ['a name to begin with', { login_hint: 'bob@example.com' }],
    ['a wish how to sign in', { acr_values: 'urn:unit-hall:acr:licence 1 2' }],
    ['claims', { claims: '{"userinfo":{"name":{"essential":true}}}' }],
  ])('succeeds with %s', async (_case, more) => {
    const attempt = await begin(config, more)
    const tokens = await exchange(config, attempt, await signInAt(stage.hall.origin, attempt, who))
    expect(tokens.claims()).toMatchObject({ acr: 'urn:unit-hall:acr:password' })
  })

  it('by a form of the portal, which brings no cookie, goes on as if it came by address', async () => {
    const attempt = await begin(config)
    const headers = { origin: 'http://127.0.0.1:8999', 'sec-fetch-site': 'cross-site', accept: 'text/html' }
    const body = new URL(attempt.path, stage.hall.origin).searchParams
    const visitor = await signIn(stage, who)
    const sent = await visitor.send('/oidc/authorize', { method: 'POST', headers, body })
    expect([sent.status, sent.headers.get('location')]).toEqual([303, attempt.path])
    const reply = await visitor.get(sent.headers.get('location') ?? '')
    await exchange(config, attempt, new URL(reply.headers.get('location') ?? ''))
    const long = new URLSearchParams({ state: 'x'.repeat(13_000) })
    expect((await visitor.send('/oidc/authorize', { method: 'POST', headers, body: long })).status).toBe(400)
  })

  it('cannot sign in by a form of another site', async () => {
    const { path } = await begin(config)
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', accept: 'text/html' }
    const { unit, person } = who
    const typed = { unit: unit.creditCode, person: person.documentNumber, password: person.password }
    const body = new URLSearchParams(typed)
    const visitor = new Visitor(stage.hall.origin)
    expect((await visitor.send(path, { method: 'POST', headers, body })).status).toBe(403)
    const reply = await visitor.send('/oidc/authorize', { method: 'POST', headers, body })
    expect(reply.status).toBe(303)
    expect(reply.headers.get('location')).not.toContain('password')
    expect(visitor.cookies.size).toBe(0)
  })

  it('without a response type goes back as an error', async () => {
    const { path } = await begin(config)
    const { headers } = await (await signIn(stage, who)).get(path.replace('response_type=code', ''))
    expect(new URL(headers.get('location') ?? '').searchParams.get('error')).toBe('invalid_request')
  })

  it('succeeds without a nonce, and the ID token has none', async () => {
    const attempt = await begin(config)
    const path = attempt.path.replace(/&nonce=[^&]+/, '')
    const callback = await signInAt(stage.hall.origin, { ...attempt, path }, who)
    const form = new URLSearchParams({
      ...{ grant_type: 'authorization_code', code: callback.searchParams.get('code') ?? '' },
      ...{ redirect_uri: callback.origin + callback.pathname, code_verifier: attempt.verifier },
    })
    const authorization = `Basic ${btoa(`full-portal:${encodeURIComponent('a+secret/with:what%20needs encoding')}`)}`
    const init = { method: 'POST', body: form, headers: { authorization } }
    const reply = (await (await fetch(`${stage.hall.origin}/oidc/token`, init)).json()) as {
      id_token: string
    }
    expect(decodeJwt(reply.id_token)).not.toHaveProperty('nonce')
  })

  it('gets the scopes that there are, in whatever order, and is told which', async () => {
    const visitor = await signIn(stage, who)
    for (const scope of ['openid profile email address phone', 'phone email openid', 'openid offline_access'])
      expect((await tokensOf(visitor, { scope })).scope).toBe('openid')
  })

  it('with prompt=none is answered for whoever is signed in, by the same person', async () => {
    const visitor = await signIn(stage, who)
    const first = (await tokensOf(visitor)).claims()
    const second = (await tokensOf(visitor, { prompt: 'none' })).claims()
    expect(second?.sub).toBe(first?.sub)
    expect(second?.auth_time).toBe(first?.auth_time)
  })

  it('with a max_age that is not over keeps the moment of the sign-in', async () => {
    const visitor = await signIn(stage, who)
    const first = (await tokensOf(visitor)).claims()
    expect((await tokensOf(visitor, { max_age: '10000' })).claims()?.auth_time).toBe(first?.auth_time)
  })
})

describe('an ID token that comes along as a hint', () => {
  it('lets the person it is about through', async () => {
    const visitor = await signIn(stage, who)
    const { id_token = '' } = await tokensOf(visitor)
    const again = await tokensOf(visitor, { id_token_hint: id_token, prompt: 'none' })
    expect(again.claims()?.sub).toBe(decodeJwt(id_token).sub)
  })

  it('lets no other person’s session through, nor does one that is none of ours', async () => {
    const other = await signIn(stage, await registerUnit(stage))
    const { id_token = '' } = await tokensOf(await signIn(stage, who))
    for (const id_token_hint of [id_token, 'typed.by.hand']) {
      const { callback } = await answerTo(other, { id_token_hint, prompt: 'none' })
      expect(callback?.searchParams.get('error')).toBe('login_required')
      expect((await answerTo(other, { id_token_hint })).status).toBe(200)
    }
  })
})

describe('somebody else than the hinted person', () => {
  it('signs in, and the client gets no code for them', async () => {
    const { id_token = '' } = await tokensOf(await signIn(stage, who))
    const attempt = await begin(config, { id_token_hint: id_token })
    const other = await registerUnit(stage)
    const callback = await signInAt(stage.hall.origin, attempt, other)
    expect([callback.searchParams.get('error'), callback.searchParams.get('code')]).toEqual([
      'login_required',
      null,
    ])
    expect((await signInAt(stage.hall.origin, attempt, who)).searchParams.get('code')).toBeTruthy()
  })
})

describe('ID token and userinfo', () => {
  it('tell the claims that discovery names, and no other', async () => {
    const { id_token = '' } = await tokensOf(await signIn(stage, who))
    const claims = decodeJwt(id_token)
    expect(Object.keys(claims).sort()).toEqual([...(metadata.claims_supported as string[])].sort())
    expect(metadata.acr_values_supported).toContain(claims.acr)
  })

  it('name the way in by which the person came', async () => {
    for (const way of ['app', 'sso', 'licence', 'ca']) {
      const visitor = await signIn(stage, who)
      const key = way === 'ca' ? 'key' : null
      await stage.hall.db.prepare('UPDATE session SET way = ?, ca_key = ?').bind(way, key).run()
      expect((await tokensOf(visitor)).claims()?.acr).toBe(`urn:unit-hall:acr:${way}`)
    }
  })
})
