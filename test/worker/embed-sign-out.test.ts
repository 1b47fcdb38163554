/** Signing out inside a portal's page: the hall's session ends, with all that hangs on it, and the portal hears. */
import { decodeJwt } from 'jose'
import * as openid from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registerUnit } from '../support/builders.ts'
import { aFullPortal, signInFor, signInFramed } from '../support/full-portal.ts'
import { type Listener, startListener, until } from '../support/listener.ts'
import { usePair } from '../support/use-pair.ts'
import { openFrame, PAGE } from '../support/widgets.ts'

const stage = usePair({ light: true })
const origin = () => stage.hall.origin
let config: openid.Configuration
let who: Awaited<ReturnType<typeof registerUnit>>
let portal: Listener

beforeAll(async () => {
  portal = await startListener()
  config = await aFullPortal(stage.hall, 'full-portal', { backchannelLogoutUri: portal.uri })
  who = await registerUnit(stage)
})
afterAll(() => portal.close())

const count = (sql: string, ...values: unknown[]) =>
  stage.hall.db
    .prepare(`SELECT count(*) AS n FROM ${sql}`)
    .bind(...values)
    .first<number>('n')

describe('signing out in the frame', () => {
  it('ends the session of the frame, its tokens and its other frames, and tells the portal at once', async () => {
    const tokens = await signInFramed(origin(), config, who)
    const sid = String(tokens.claims()?.sid)
    const cases = await openFrame(origin(), tokens.access_token, 'cases')
    const { frame, key } = await openFrame(origin(), tokens.access_token, 'account')
    const left = await frame.signOut(key)
    expect([left.status, left.text.includes('data-over')]).toEqual([200, true])
    expect(left.words).toContain('已经退出单位办事大厅')
    expect(left.text).toContain(`href="${PAGE}" target="_top"`)
    expect(left.key).toBe('')

    for (const table of [
      'session WHERE id',
      'access_token WHERE session_id',
      'refresh_token WHERE session_id',
    ])
      expect([table, await count(`${table} = ?`, sid)]).toEqual([table, 0])
    expect(await count('widget_pass WHERE session_id = ?', sid)).toBe(0)
    expect((await cases.frame.again(cases.key)).reason).toBe('session_over')
    await expect(openid.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toThrow()
    await until(() => portal.heard.some((token) => decodeJwt(token).sid === sid))
    expect(
      await count("audit WHERE act = 'sign_out' AND actor = ?", `operator:${tokens.claims()?.sub}`),
    ).toBe(1)
  })

  it('ends the very session, and no other of the same person', async () => {
    const [one, other] = [await signInFramed(origin(), config, who), await signInFor(origin(), config, who)]
    const { frame, key } = await openFrame(origin(), one.access_token, 'account')
    await frame.signOut(key)
    expect((await openFrame(origin(), other.access_token, 'account')).status).toBe(200)
  })

  it('needs the key of an account: a ticket, a made-up key and the key of counters end nothing', async () => {
    const tokens = await signInFramed(origin(), config, who)
    const cases = await openFrame(origin(), tokens.access_token, 'cases')
    const account = await openFrame(origin(), tokens.access_token, 'account')
    for (const key of ['', 'x', cases.key, `${account.key.split('.')[0]}.${'a'.repeat(43)}`])
      expect((await account.frame.signOut(key)).reason).toBe('session_over')
    const foreign = account.frame.place.replace('/embed/account', '/embed/account/sign-out')
    const reply = await fetch(origin() + foreign, {
      ...{ method: 'POST', body: new URLSearchParams({ key: account.key }) },
      headers: { origin: PAGE, 'sec-fetch-site': 'cross-site' },
    })
    expect(reply.status).toBe(403)
    expect((await account.frame.again(account.key)).status).toBe(200)
  })

  it('fifty times at once is one sign-out, and says so to all', async () => {
    const tokens = await signInFramed(origin(), config, who)
    const before = (await count("audit WHERE act = 'sign_out'")) ?? 0
    const { frame, key } = await openFrame(origin(), tokens.access_token, 'account')
    const replies = await Promise.all(Array.from({ length: 50 }, () => frame.signOut(key)))
    for (const { status, words } of replies) {
      expect([200, 401]).toContain(status)
      expect(words).toMatch(/已经退出|登录已经结束/)
    }
    expect(await count("audit WHERE act = 'sign_out'")).toBe(before + 1)
  })
})
