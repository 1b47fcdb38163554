import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import type * as openid from 'openid-client'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { registerUnit } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { aFullPortal, signInFor, signInFramed } from '../support/full-portal.ts'
import { type Listener, startListener, until } from '../support/listener.ts'
import { usePair } from '../support/use-pair.ts'

const stage = usePair({ alone: true })
let who: Awaited<ReturnType<typeof registerUnit>>
let config: openid.Configuration
let portal: Listener
const EVENT = 'http://schemas.openid.net/event/backchannel-logout'

beforeAll(async () => {
  portal = await startListener()
  config = await aFullPortal(stage.hall, 'full-portal', { backchannelLogoutUri: portal.uri })
  who = await registerUnit(stage)
})
beforeEach(async () => {
  await stage.hall.db.batch(
    ['session', 'logout_notice'].map((table) => stage.hall.db.prepare(`DELETE FROM ${table}`)),
  )
  portal.heard.length = 0
  portal.left = 0
  portal.answer = 200
})
afterAll(() => portal.close())

const run = (sql: string) => stage.hall.db.prepare(sql).run()
const notices = async () =>
  (await stage.hall.db.prepare('SELECT * FROM logout_notice').all<{ tries: number; next_at: number }>())
    .results
const settled = () => until(async () => (await notices()).length === 0)

async function signedIn() {
  const visitor = new Visitor(stage.hall.origin)
  const tokens = await signInFor(stage.hall.origin, config, who, visitor)
  return { visitor, claims: decodeJwt(tokens.id_token ?? '') as { sid: string; sub: string } }
}

describe('a portal hears that a session has ended', () => {
  it('by a logout token as the standard wants it', async () => {
    const { visitor, claims } = await signedIn()
    await visitor.delete('/api/v1/session')
    await until(() => portal.heard.length === 1)
    const keys = createRemoteJWKSet(new URL(`${stage.hall.origin}/oidc/jwks`))
    const { payload, protectedHeader } = await jwtVerify(portal.heard[0] ?? '', keys, {
      ...{ issuer: stage.hall.origin, audience: 'full-portal', typ: 'logout+jwt', maxTokenAge: '2m' },
      requiredClaims: ['exp', 'jti'],
    })
    expect(protectedHeader).toMatchObject({ alg: 'ES256', kid: expect.any(String) })
    expect(payload).toMatchObject({ sid: claims.sid, sub: claims.sub, events: { [EVENT]: {} } })
    expect(payload).not.toHaveProperty('nonce')
    await settled()
  })

  it.each([
    ['signs out', (v: Visitor) => v.submit('/logout', {})],
    ['ends one device', (v: Visitor, sid: string) => v.delete(`/api/v1/sessions/${sid}`)],
    ['ends one device by the page', (v: Visitor, id: string) => v.submit('/center/sessions/end', { id })],
    ['ends all', (v: Visitor) => v.delete('/api/v1/sessions')],
    ['ends all by the page', (v: Visitor) => v.submit('/center/sessions/end-all', {})],
  ])('at once, when the person %s', async (_case, ends) => {
    const { visitor, claims } = await signedIn()
    await ends(visitor, claims.sid)
    await until(() => portal.heard.length === 1)
    expect(decodeJwt(portal.heard[0] ?? '').sid).toBe(claims.sid)
    await settled()
  })

  it.each([
    ['it idled too long', 'UPDATE session SET seen_at = seen_at - 1921000'],
    ['it is as old as it may get', 'UPDATE session SET created_at = 0, ends_at = 1'],
    ['its rows are removed by whatever statement', 'DELETE FROM session'],
  ])('within the minute, when %s', async (_case, change) => {
    const { claims } = await signedIn()
    await run(change)
    await stage.hall.tick()
    expect(portal.heard.map((token) => decodeJwt(token).sid)).toEqual([claims.sid])
    expect(await notices()).toEqual([])
  })

  it('of a session that was opened within its frame', async () => {
    const tokens = await signInFramed(stage.hall.origin, config, who)
    await run('DELETE FROM session')
    await stage.hall.tick()
    expect(decodeJwt(portal.heard[0] ?? '').sid).toBe(tokens.claims()?.sid)
  })

  it('once for each portal that learned of it, however many codes there were, and no other', async () => {
    const other = await startListener()
    const otherConfig = await aFullPortal(stage.hall, 'second', { backchannelLogoutUri: other.uri })
    const { visitor, claims } = await signedIn()
    await signInFor(stage.hall.origin, config, who)
    const before = await stage.hall.db.prepare('SELECT count(*) AS n FROM session').first<{ n: number }>()
    expect(before?.n).toBe(2)
    await visitor.delete(`/api/v1/sessions/${claims.sid}`)
    await until(() => portal.heard.length === 1)
    expect(other.heard).toEqual([])
    const seen = await signInFor(stage.hall.origin, otherConfig, who, new Visitor(stage.hall.origin))
    await run('DELETE FROM session')
    await stage.hall.tick()
    expect(other.heard.map((token) => decodeJwt(token).aud)).toEqual(['second'])
    expect(decodeJwt(other.heard[0] ?? '').sid).toBe(seen.claims()?.sid)
    await other.close()
  })

  it('not at all, when it wants to hear of nothing', async () => {
    const quiet = await aFullPortal(stage.hall, 'quiet')
    await signInFor(stage.hall.origin, quiet, who)
    await run('DELETE FROM session')
    expect(await notices()).toEqual([])
    const kept = await stage.hall.db
      .prepare('SELECT count(*) AS n FROM session_client')
      .first<{ n: number }>()
    expect(kept?.n).toBe(0)
  })
})

describe('a portal that does not answer well', () => {
  it.each([500, 400, 404, 302] as const)('with %i is told again later, never lost', async (status) => {
    portal.answer = status
    const { visitor } = await signedIn()
    await visitor.delete('/api/v1/session')
    await until(async () => (await notices())[0]?.tries === 1 && portal.heard.length === 1)
    await until(async () => ((await notices())[0]?.next_at ?? 0) > Date.now() + 30_000)
    await stage.hall.tick()
    expect(portal.heard).toHaveLength(1)
    portal.answer = 200
    await run('UPDATE logout_notice SET next_at = 0')
    await stage.hall.tick()
    expect(portal.heard).toHaveLength(2)
    expect(decodeJwt(portal.heard[1] ?? '').jti).not.toBe(decodeJwt(portal.heard[0] ?? '').jti)
    expect(await notices()).toEqual([])
  })

  it('keeps no person waiting, nor the cron for ever', async () => {
    portal.answer = 'hang'
    const { visitor } = await signedIn()
    await visitor.delete('/api/v1/session')
    // Whoever waited for this portal would have come back after it was given up.
    expect(portal.left).toBe(0)
    await until(async () => ((await notices())[0]?.next_at ?? 0) > 0 && portal.heard.length === 1)
    await run('UPDATE logout_notice SET next_at = 0')
    const start = Date.now()
    await stage.hall.tick()
    expect(Date.now() - start).toBeLessThan(12_000)
    await until(() => portal.left === 2)
    expect(await notices()).toHaveLength(1)
  })

  it('is given up after the last try, and the log says so without personal data', async () => {
    portal.answer = 500
    await signedIn()
    await run('DELETE FROM session')
    await run('UPDATE logout_notice SET tries = 11')
    await stage.hall.tick()
    expect(portal.heard).toHaveLength(1)
    expect(await notices()).toEqual([])
    await until(() => stage.lines.some((line) => line.includes('logout_not_delivered')))
  })

  it('is told nothing without TLS, except on this very machine', async () => {
    const config = await aFullPortal(stage.hall, 'plain', {
      backchannelLogoutUri: 'http://portal.example/out',
    })
    await signInFor(stage.hall.origin, config, who)
    await run('DELETE FROM session')
    await stage.hall.tick()
    expect((await notices())[0]?.tries).toBe(1)
  })

  it('is told once by each round, of rounds at the same moment', async () => {
    for (let i = 0; i < 5; i++) await signedIn()
    await run('DELETE FROM session')
    await Promise.all([stage.hall.tick(), stage.hall.tick(), stage.hall.tick()])
    await settled()
    const sids = portal.heard.map((token) => decodeJwt(token).sid)
    expect(new Set(sids).size).toBe(5)
    expect(sids).toHaveLength(5)
  })
})
