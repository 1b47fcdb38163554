import { decodeJwt, generateKeyPair, importJWK, SignJWT } from 'jose'
import * as openid from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { sealer } from '../../worker/lib/sealed.ts'
import { registerUnit, signIn } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { aFullPortal, SIGNED_OUT, signInFor, signInFramed } from '../support/full-portal.ts'
import { headingOf, hiddenIn, wordsOf } from '../support/html.ts'
import { usePair } from '../support/use-pair.ts'

const stage = usePair({ light: true })
let who: Awaited<ReturnType<typeof registerUnit>>
let config: openid.Configuration

beforeAll(async () => {
  config = await aFullPortal(stage.hall)
  await aFullPortal(stage.hall, 'other-portal', { postLogoutRedirectUris: ['https://other.example/out'] })
  who = await registerUnit(stage)
})

async function signedIn() {
  const visitor = new Visitor(stage.hall.origin)
  const tokens = await signInFor(stage.hall.origin, config, who, visitor)
  return { visitor, hint: tokens.id_token ?? '' }
}
const path = (parameters: Record<string, string>) => `/oidc/logout?${new URLSearchParams(parameters)}`
const holds = async (visitor: Visitor) => (await visitor.get('/api/v1/session')).status === 200
const sessions = async () =>
  (await stage.hall.db.prepare('SELECT count(*) AS n FROM session').first<{ n: number }>())?.n ?? 0

describe('signing out with an ID token as a hint', () => {
  it('ends the session and leads back, as an unmodified openid-client asks for it', async () => {
    const { visitor, hint } = await signedIn()
    const url = openid.buildEndSessionUrl(config, {
      ...{ id_token_hint: hint, post_logout_redirect_uri: SIGNED_OUT, state: 's 1&x' },
    })
    const { status, headers } = await visitor.get(url.pathname + url.search)
    expect([status, headers.get('location')]).toEqual([303, `${SIGNED_OUT}?state=s+1%26x`])
    expect(visitor.cookies.size).toBe(0)
    expect(await holds(visitor)).toBe(false)
    const { text } = await (await signIn(stage, who)).get('/center/activity')
    expect(text).toContain('退出登录')
  })

  it('works by a form that a page of the portal posts, whose cookie does not come along', async () => {
    const { visitor, hint } = await signedIn()
    const body = new URLSearchParams({ id_token_hint: hint, post_logout_redirect_uri: SIGNED_OUT })
    const headers = { origin: 'http://127.0.0.1:8999', 'sec-fetch-site': 'cross-site', accept: 'text/html' }
    const reply = await new Visitor(stage.hall.origin).send('/oidc/logout', { method: 'POST', body, headers })
    expect([reply.status, reply.headers.get('location')]).toEqual([303, SIGNED_OUT])
    expect(await holds(visitor)).toBe(false)
  })

  it('ends the very session of a frame, which has no cookie, and asks about the one that is open here', async () => {
    const { visitor } = await signedIn()
    const before = await sessions()
    const framed = await signInFramed(stage.hall.origin, config, who)
    const { text } = await visitor.get(path({ id_token_hint: framed.id_token ?? '' }))
    expect(headingOf(text)).toBe('要退出单位办事大厅吗？')
    expect(await sessions()).toBe(before)
    expect(await holds(visitor)).toBe(true)
    const nobody = new Visitor(stage.hall.origin)
    const other = await signInFramed(stage.hall.origin, config, who)
    expect(headingOf((await nobody.get(path({ id_token_hint: other.id_token ?? '' }))).text)).toBe('已经退出')
    expect(await sessions()).toBe(before)
  })

  it('asks about the sign-in that took the place of the token’s, and leads on either way', async () => {
    const { visitor, hint } = await signedIn()
    await signIn(stage, who, visitor)
    const wish = { id_token_hint: hint, post_logout_redirect_uri: SIGNED_OUT, state: 's' }
    const asked = await visitor.get(path(wish))
    expect([asked.status, headingOf(asked.text)]).toEqual([200, '要退出单位办事大厅吗？'])
    expect(wordsOf(asked.text)).toContain('「完整门户」里的登录已经结束')
    expect(asked.text).toContain(`href="${SIGNED_OUT}?state=s"`)
    expect(await holds(visitor)).toBe(true)
    const done = await visitor.submit('/oidc/logout/confirm', hiddenIn(asked.text))
    expect([done.status, done.headers.get('location')]).toEqual([303, `${SIGNED_OUT}?state=s`])
    expect(await holds(visitor)).toBe(false)
  })

  it('takes one that has expired', async () => {
    const { visitor, hint } = await signedIn()
    const claims = { ...decodeJwt(hint), iat: 1, exp: 2 }
    const key = await stage.hall.db
      .prepare('SELECT id, private_sealed AS sealed FROM signing_key')
      .first<{ id: string; sealed: string }>()
    const { open } = await sealer(stage.secrets.SEALING_KEYS)
    const jwk = JSON.parse(await open(key?.sealed ?? '', 'signing_key.private'))
    const expired = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: key?.id ?? '' })
      .sign(await importJWK(jwk, 'ES256'))
    expect((await visitor.get(path({ id_token_hint: expired }))).status).toBe(200)
    expect(await holds(visitor)).toBe(false)
  })

  it('takes one whose session has ended', async () => {
    const { visitor, hint } = await signedIn()
    const all = path({ id_token_hint: hint, post_logout_redirect_uri: SIGNED_OUT })
    await visitor.get(all)
    expect((await visitor.get(all)).headers.get('location')).toBe(SIGNED_OUT)
  })

  it('shows the end where no address is asked for', async () => {
    const { visitor, hint } = await signedIn()
    const { status, text } = await visitor.get(path({ id_token_hint: hint, state: 'x' }))
    expect([status, headingOf(text)]).toEqual([200, '已经退出'])
    expect(text).not.toContain(who.unit.unitName)
    expect(await holds(visitor)).toBe(false)
  })
})

describe('signing out without a good hint', () => {
  it.each([
    ['no parameter at all', async () => ({})],
    ['only a state', async () => ({ state: 'x' })],
    ['only an address', async () => ({ post_logout_redirect_uri: SIGNED_OUT })],
    ['what is no token', async () => ({ id_token_hint: 'typed.by.hand' })],
    [
      'a token that was changed',
      async () => {
        const [head, , signature] = (await signedIn()).hint.split('.')
        const other = (await signedIn()).hint.split('.')[1]
        return { id_token_hint: `${head}.${other}.${signature}` }
      },
    ],
    [
      'a token of another’s key',
      async () => {
        const { privateKey } = await generateKeyPair('ES256')
        const claims = { iss: stage.hall.origin, aud: 'full-portal', sub: 'x', sid: 'x' }
        const signed = new SignJWT(claims).setProtectedHeader({ alg: 'ES256', typ: 'JWT' }).sign(privateKey)
        return { id_token_hint: await signed }
      },
    ],
    ['an access token', async () => ({ id_token_hint: '0'.repeat(26) })],
  ])('asks first, given %s', async (_case, parameters) => {
    const { visitor } = await signedIn()
    const { status, text, headers } = await visitor.get(path(await parameters()))
    expect([status, headers.get('location'), headingOf(text)]).toEqual([200, null, '要退出单位办事大厅吗？'])
    expect(text).not.toContain('name="id_token_hint"')
    expect(await holds(visitor)).toBe(true)
  })

  it('ends the session when the person says so, by a form that needs no script', async () => {
    const { visitor } = await signedIn()
    const asked = await visitor.get(path({ state: 'x' }))
    expect(asked.text).toContain('action="/oidc/logout/confirm"')
    const { status, text } = await visitor.submit('/oidc/logout/confirm', { state: 'x' })
    expect([status, headingOf(text)]).toEqual([200, '已经退出'])
    expect(await holds(visitor)).toBe(false)
  })

  it('leads back only where the client that is named has registered it', async () => {
    const named = { client_id: 'full-portal', post_logout_redirect_uri: SIGNED_OUT, state: 's' }
    const { visitor } = await signedIn()
    const asked = await visitor.get(path(named))
    expect(wordsOf(asked.text)).toContain('「完整门户」')
    expect(asked.headers.get('content-security-policy')).toContain(
      "form-action 'self' http://127.0.0.1:8999;",
    )
    const done = await visitor.submit('/oidc/logout/confirm', named)
    expect([done.status, done.headers.get('location')]).toEqual([303, `${SIGNED_OUT}?state=s`])
  })

  it('asks nobody who is not signed in', async () => {
    const { text } = await new Visitor(stage.hall.origin).get('/oidc/logout')
    expect(headingOf(text)).toBe('已经退出')
  })

  it('takes the answer to its question from no other site', async () => {
    const { visitor } = await signedIn()
    const headers = { origin: 'https://evil.example', accept: 'text/html' }
    const body = new URLSearchParams()
    const { status } = await visitor.send('/oidc/logout/confirm', { method: 'POST', headers, body })
    expect(status).toBe(403)
    expect(await holds(visitor)).toBe(true)
  })
})

describe('signing out is refused, and nothing ends', () => {
  it.each([
    ['another address', { post_logout_redirect_uri: 'https://evil.example/' }, '返回地址'],
    ['the address with something added', { post_logout_redirect_uri: `${SIGNED_OUT}?x=1` }, '返回地址'],
    ['another client’s address', { post_logout_redirect_uri: 'https://other.example/out' }, '返回地址'],
    ['another client’s id', { client_id: 'other-portal' }, '没有在大厅登记'],
    ['nobody’s id', { client_id: 'nobody' }, '没有在大厅登记'],
    ['something too long', { state: 'x'.repeat(2000) }, '重复或太长'],
  ])('with a good hint and %s', async (_case, more, words) => {
    const { visitor, hint } = await signedIn()
    const { status, text, headers } = await visitor.get(path({ id_token_hint: hint, ...more }))
    expect([status, headers.get('location')]).toEqual([400, null])
    expect(wordsOf(text)).toContain(words)
    expect(text).not.toContain('evil.example')
    expect(await holds(visitor)).toBe(true)
  })

  it('with a parameter twice, in the address and in a form', async () => {
    const { visitor, hint } = await signedIn()
    const twice = new URLSearchParams({ id_token_hint: hint })
    twice.append('id_token_hint', hint)
    expect((await visitor.get(`/oidc/logout?${twice}`)).status).toBe(400)
    const headers = { accept: 'text/html' }
    expect((await visitor.send('/oidc/logout', { method: 'POST', body: twice, headers })).status).toBe(400)
    expect(await holds(visitor)).toBe(true)
  })
})
