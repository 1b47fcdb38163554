/** Signing in to a portal with a CA key: in its frame without any cookie, or on the hall's own page. */
import type * as openid from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { registerUnit } from '../support/builders.ts'
import { aUnitWithKey, challengeFor, confirmByFace, keyOf, press, proofBy } from '../support/ca-sign-in.ts'
import { type Reply, Visitor } from '../support/client.ts'
import { addPortal, begin, configure, exchange, REDIRECT_URI } from '../support/portal-client.ts'
import { useCa } from '../support/use-ca.ts'
import { comeIn, readPage } from '../support/waiting.ts'

const test = useCa()
const { world } = test
let config: openid.Configuration
let unit: Awaited<ReturnType<typeof aUnitWithKey>>
beforeAll(async () => {
  await addPortal(world.hall.db)
  await addPortal(world.hall.db, 'other')
  config = await configure(world.hall.origin)
  unit = await aUnitWithKey(world, test)
})

const keyPath = (path: string) => path.replace('/oidc/authorize', '/oidc/authorize/ca')
const visitor = () => new Visitor(world.hall.origin)
const PORTAL = { clientId: 'portal' }

/** What the frame answers to the portal's page. */
const answerIn = ({ text }: Reply) => {
  const [, json = '{}'] = /data-response="([^"]+)"/.exec(text) ?? []
  return JSON.parse(json.replaceAll('&quot;', '"')) as Record<string, string>
}

describe('a CA key for a portal', () => {
  it('in its frame gives the code to the registered origin, without a cookie', async () => {
    const request = await begin(config, { response_mode: 'web_message' })
    const path = keyPath(request.path)
    const page = await visitor().get(path)
    expect(page.text).toContain('用 CA 证书登录')
    expect(page.text).toMatch(/data-props="[^"]*&quot;clientId&quot;:&quot;portal&quot;/)
    expect(page.headers.get('content-security-policy')).toContain('frame-ancestors http://127.0.0.1:8999;')
    const { visitor: by, reply } = await press(world, unit.key, { path, ...PORTAL })
    expect([reply.status, by.cookies.size]).toEqual([200, 0])
    const url = new URL(`${REDIRECT_URI}?${new URLSearchParams(answerIn(reply))}`)
    const tokens = await exchange(config, request, url)
    expect(tokens.claims()).toMatchObject({
      ...{ amr: ['hwk'], acr: 'urn:unit-hall:acr:ca', unit: { unit_number: unit.unitNumber } },
    })
  })

  it('in its frame asks the phone where it must, which is told of the portal', async () => {
    const made = await registerUnit(world)
    const request = await begin(config, { response_mode: 'web_message' })
    const path = keyPath(request.path)
    const { visitor: by, reply } = await press(world, await keyOf(test.ca, made.unit), { path, ...PORTAL })
    const page = readPage(by, reply.text)
    expect((await test.app.call(page.code)).json).toMatchObject({
      portalName: '测试门户',
      representativeOnly: true,
    })
    expect((await confirmByFace(test.app, page, made.person)).status).toBe(200)
    const done = await comeIn(page, path)
    expect([done.status, by.cookies.size]).toEqual([200, 0])
    const url = new URL(`${REDIRECT_URI}?${new URLSearchParams(answerIn(done))}`)
    expect((await exchange(config, request, url)).claims()).toMatchObject({
      amr: ['hwk', 'face', 'mca', 'mfa'],
    })
  })

  it('by redirect leads back with a code, and the hall itself is signed in too', async () => {
    const request = await begin(config)
    const page = await visitor().get(keyPath(request.path))
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self' http://127.0.0.1:8999")
    const { visitor: by, reply } = await press(world, unit.key, { path: keyPath(request.path), ...PORTAL })
    expect(reply.status).toBe(303)
    const tokens = await exchange(config, request, new URL(reply.headers.get('location') ?? ''))
    expect(tokens.claims()?.acr).toBe('urn:unit-hall:acr:ca')
    expect((await by.get('/api/v1/session')).status).toBe(200)
  })

  it('is good for that portal and for no other, nor for the hall', async () => {
    const request = await begin(config, { response_mode: 'web_message' })
    const path = keyPath(request.path)
    const elsewhere = path.replace('client_id=portal', 'client_id=other')
    for (const [asked, to] of [
      [{ purpose: 'login', ...PORTAL }, elsewhere],
      [{ purpose: 'login', ...PORTAL }, '/login/ca'],
      [{ purpose: 'login' }, path],
    ] as const) {
      const by = visitor()
      const reply = await by.submit(to, await proofBy(world, unit.key, await challengeFor(by, asked)))
      expect([to, reply.status, by.cookies.size]).toEqual([to, 410, 0])
      expect(reply.text).toContain('这次登录已经作废')
      expect(reply.text).not.toContain('data-response')
    }
  })

  it('confirmed for one place comes in at no other', async () => {
    const made = await registerUnit(world)
    const request = await begin(config, { response_mode: 'web_message' })
    const path = keyPath(request.path)
    const { visitor: by, reply } = await press(world, await keyOf(test.ca, made.unit), { path, ...PORTAL })
    const page = readPage(by, reply.text)
    await confirmByFace(test.app, page, made.person)
    const elsewhere = path.replace('client_id=portal', 'client_id=other')
    for (const other of [
      elsewhere,
      '/login/ca',
      '/login/scan',
      path.replace('/ca', '/scan'),
      '/person/login/scan',
    ])
      expect([other, (await comeIn(page, other)).status, by.cookies.size]).toEqual([other, 303, 0])
    expect((await comeIn(page, path)).text).toContain('data-response')
  })

  it('is shown to nobody whose link is not the client’s', async () => {
    const request = await begin(config, { redirect_uri: 'http://127.0.0.1:8999/elsewhere' })
    const path = keyPath(request.path)
    expect((await visitor().get(path)).status).toBe(400)
    const { reply } = await press(world, unit.key, { path, ...PORTAL })
    expect(reply.status).toBe(400)
  })

  it('says in the frame why nobody was let in, with links that open beside it', async () => {
    const request = await begin(config, { response_mode: 'web_message' })
    const by = visitor()
    const given = await challengeFor(by, { purpose: 'login', ...PORTAL })
    const reply = await by.submit(keyPath(request.path), { challenge: given.challenge, token: 'x' })
    expect(reply.status).toBe(422)
    expect(reply.text).toContain('证书助手的回答读不懂')
    expect(reply.text).toMatch(/href="\/ca\/guide" target="_blank" rel="noopener"/)
    const empty = await by.submit(keyPath(request.path), {})
    expect([empty.status, empty.headers.get('location')]).toEqual([303, keyPath(request.path)])
  })
})
