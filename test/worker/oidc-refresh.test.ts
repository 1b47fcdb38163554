import { decodeJwt } from 'jose'
import * as openid from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { registerUnit, signIn } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { aFullPortal, postAs, signInFor } from '../support/full-portal.ts'
import { addPortal, configure } from '../support/portal-client.ts'
import { usePair } from '../support/use-pair.ts'

const stage = usePair({ light: true })
let who: Awaited<ReturnType<typeof registerUnit>>
let config: openid.Configuration

beforeAll(async () => {
  config = await aFullPortal(stage.hall)
  await aFullPortal(stage.hall, 'other-portal')
  await addPortal(stage.hall.db)
  who = await registerUnit(stage)
})

const signInHere = () => signInFor(stage.hall.origin, config, who)
const refresh = (refresh_token = '', more: Record<string, string> = {}, id = 'full-portal') =>
  postAs(stage.hall.origin, id, '/oidc/token', { grant_type: 'refresh_token', refresh_token, ...more })
const userInfo = async (token: unknown) =>
  (await fetch(`${stage.hall.origin}/oidc/userinfo`, { headers: { authorization: `Bearer ${token}` } }))
    .status
const run = (sql: string, ...values: unknown[]) =>
  stage.hall.db
    .prepare(sql)
    .bind(...values)
    .run()

describe('a refresh token', () => {
  it('gives an unmodified openid-client new tokens for the same person and session', async () => {
    const first = await signInHere()
    const second = await openid.refreshTokenGrant(config, first.refresh_token ?? '')
    expect(second.refresh_token).toMatch(/^[0-9a-z]{26}\.[\w-]{43}$/)
    expect(second.refresh_token).not.toBe(first.refresh_token)
    const [before, after] = [decodeJwt(first.id_token ?? ''), decodeJwt(second.id_token ?? '')]
    for (const claim of ['iss', 'sub', 'aud', 'auth_time', 'sid', 'acr', 'amr', 'unit', 'operator'])
      expect(after[claim], claim).toEqual(before[claim])
    expect(after).not.toHaveProperty('nonce')
    expect(await userInfo(second.access_token)).toBe(200)
    const third = await openid.refreshTokenGrant(config, second.refresh_token ?? '')
    expect(await userInfo(third.access_token)).toBe(200)
  })

  it('is given only to clients that may refresh', async () => {
    const plain = await signInFor(stage.hall.origin, await configure(stage.hall.origin), who)
    expect(plain.refresh_token).toBeUndefined()
    const { json } = await refresh('x', {}, 'portal')
    expect(json.error).toBe('unauthorized_client')
  })

  it('counts as activity of the session', async () => {
    const tokens = await signInHere()
    const { sid } = decodeJwt(tokens.id_token ?? '') as { sid: string }
    await run('UPDATE session SET seen_at = seen_at - 1200000 WHERE id = ?', sid)
    expect((await refresh(tokens.refresh_token)).status).toBe(200)
    const row = await stage.hall.db
      .prepare('SELECT seen_at FROM session WHERE id = ?')
      .bind(sid)
      .first<{ seen_at: number }>()
    expect(Date.now() - (row?.seen_at ?? 0)).toBeLessThan(10_000)
  })

  it('may ask for less than was granted, never for more, and keeps what was granted', async () => {
    const config = await aFullPortal(stage.hall, 'wide', { scopes: ['openid', 'extra'] })
    const attempt = await signInFor(stage.hall.origin, config, who)
    await run(`UPDATE refresh_token SET scope = 'openid extra' WHERE client_id = 'wide'`)
    const wider = await refresh(attempt.refresh_token, { scope: 'openid unit:read' }, 'wide')
    expect([wider.status, wider.json.error]).toEqual([400, 'invalid_scope'])
    const less = await refresh(attempt.refresh_token, { scope: 'extra' }, 'wide')
    expect(less.json).toMatchObject({ scope: 'extra' })
    expect(less.json).not.toHaveProperty('id_token')
    // What was left out is not to be had: the claims are what `openid` is asked for.
    const headers = { authorization: `Bearer ${less.json.access_token}` }
    const claims = await fetch(`${stage.hall.origin}/oidc/userinfo`, { headers })
    expect([claims.status, claims.headers.get('www-authenticate')]).toEqual([
      403,
      'Bearer error="insufficient_scope", scope="openid"',
    ])
    const again = await refresh(String(less.json.refresh_token), {}, 'wide')
    expect(again.json).toMatchObject({ scope: 'openid extra', id_token: expect.any(String) })
  })
})

describe('a refresh token is refused', () => {
  const refused = async (reply: ReturnType<typeof refresh>) => {
    const { status, json, headers } = await reply
    expect([status, json.error, headers.get('cache-control')]).toEqual([400, 'invalid_grant', 'no-store'])
  }

  it('when it is none, made up, or another client’s, whose family stays', async () => {
    const tokens = await signInHere()
    expect((await refresh()).json.error).toBe('invalid_request')
    await refused(refresh('typed by hand'))
    const [id] = (tokens.refresh_token ?? '').split('.')
    await refused(refresh(`${id}.${'A'.repeat(43)}`))
    await refused(refresh(tokens.refresh_token, {}, 'other-portal'))
    await refused(refresh(tokens.access_token))
    expect((await refresh(tokens.refresh_token)).status).toBe(200)
  })

  it.each([
    ['signed out', async (visitor: Visitor) => visitor.delete('/api/v1/session')],
    ['ended all sessions', async (visitor: Visitor) => visitor.delete('/api/v1/sessions')],
    ['was idle too long', () => run('UPDATE session SET seen_at = seen_at - 1861000')],
    ['was signed in for half a day', () => run('UPDATE session SET created_at = 0, ends_at = 1')],
  ])('once the person %s, and so is the access token', async (_case, happens) => {
    const visitor = new Visitor(stage.hall.origin)
    const tokens = await signInFor(stage.hall.origin, config, who, visitor)
    await happens(visitor)
    await refused(refresh(tokens.refresh_token))
    expect(await userInfo(tokens.access_token)).toBe(401)
  })

  it('when the person signs out at the same moment: nothing that works is left', async () => {
    for (let round = 0; round < 5; round++) {
      const visitor = new Visitor(stage.hall.origin)
      const tokens = await signInFor(stage.hall.origin, config, who, visitor)
      const [reply] = await Promise.all([refresh(tokens.refresh_token), visitor.delete('/api/v1/session')])
      for (const token of [tokens.access_token, reply.json.access_token])
        if (token) expect(await userInfo(token)).toBe(401)
      await refused(refresh(String(reply.json.refresh_token ?? tokens.refresh_token)))
    }
  })

  it('when a parameter is repeated, or sent as JSON', async () => {
    const twice = new URLSearchParams('grant_type=refresh_token&refresh_token=a&refresh_token=b')
    const reply = await postAs(stage.hall.origin, 'full-portal', '/oidc/token', twice)
    expect(reply.json.error).toBe('invalid_request')
  })
})

describe('a refresh token that comes again', () => {
  it('ends its whole family and is told in the activity list', async () => {
    const first = await signInHere()
    const second = await refresh(first.refresh_token)
    const third = await refresh(String(second.json.refresh_token))
    expect((await refresh(first.refresh_token)).json.error).toBe('invalid_grant')
    for (const token of [first.access_token, second.json.access_token, third.json.access_token])
      expect(await userInfo(token)).toBe(401)
    expect((await refresh(String(third.json.refresh_token))).json.error).toBe('invalid_grant')
    const visitor = await signIn(stage, who)
    expect((await visitor.get('/center/activity')).text).toContain('凭证被重复使用')
    expect((await visitor.get('/center/sessions')).status).toBe(200)
  })

  it('ends no other family of the same person', async () => {
    const [stolen, other] = [await signInHere(), await signInHere()]
    await refresh(stolen.refresh_token)
    await refresh(stolen.refresh_token)
    expect((await refresh(other.refresh_token)).status).toBe(200)
  })

  it('takes nothing away when it reached the hall before the answer to the first: a double post', async () => {
    const first = await signInHere()
    const second = await refresh(first.refresh_token)
    await run('UPDATE refresh_token SET used_at = used_at + 60000 WHERE used_at IS NOT NULL')
    expect((await refresh(first.refresh_token)).json.error).toBe('invalid_grant')
    expect((await refresh(String(second.json.refresh_token))).status).toBe(200)
  })

  it('ends with the code it came from, when that one is replayed', async () => {
    const tokens = await signInHere()
    const { code_id } =
      (await stage.hall.db
        .prepare('SELECT code_id FROM refresh_token WHERE id = ?')
        .bind((tokens.refresh_token ?? '').split('.')[0])
        .first<{ code_id: string }>()) ?? {}
    const secret = 'A'.repeat(43)
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret))
    const hash = Buffer.from(digest).toString('base64url')
    await run('UPDATE authorization_code SET secret_hash = ? WHERE id = ?', hash, code_id)
    const replay = { grant_type: 'authorization_code', code: `${code_id}.${secret}` }
    expect((await postAs(stage.hall.origin, 'full-portal', '/oidc/token', replay)).status).toBe(400)
    expect((await refresh(tokens.refresh_token)).json.error).toBe('invalid_grant')
  })
})
