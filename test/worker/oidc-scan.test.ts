/** Signing in to a portal by a scan: in its frame without any cookie, or on the hall's own page. */
import type * as openid from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { anApp } from '../support/app-client.ts'
import { type MadePerson, registerPerson, registerUnit } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { addPortal, begin, configure, exchange, REDIRECT_URI } from '../support/portal-client.ts'
import { usePair } from '../support/use-pair.ts'
import { comeIn, confirmScan, openPage } from '../support/waiting.ts'

const world = usePair({ light: true })
let app: Awaited<ReturnType<typeof anApp>>
let config: openid.Configuration
let person: MadePerson
let unitNumber: string

beforeAll(async () => {
  app = await anApp(world)
  await addPortal(world.hall.db)
  await addPortal(world.hall.db, 'other')
  config = await configure(world.hall.origin)
  person = await registerPerson(world)
  unitNumber = (await registerUnit(world, undefined, person)).unitNumber
})

const scanPath = (path: string) => path.replace('/oidc/authorize', '/oidc/authorize/scan')

describe('a scan for a portal', () => {
  it('in its frame gives the code to the registered origin, without a cookie', async () => {
    const request = await begin(config, { response_mode: 'web_message' })
    const page = await openPage(world, scanPath(request.path))
    expect((await app.call(page.code)).json).toMatchObject({ portalName: '测试门户', account: 'unit' })
    expect((await confirmScan(app, page, person)).status).toBe(200)
    const { status, text, headers } = await comeIn(page, scanPath(request.path))
    expect([status, page.visitor.cookies.size]).toEqual([200, 0])
    expect(headers.get('content-security-policy')).toContain('frame-ancestors http://127.0.0.1:8999;')
    const [, json = '{}'] = /data-response="([^"]+)"/.exec(text) ?? []
    const response = JSON.parse(json.replaceAll('&quot;', '"')) as Record<string, string>
    const tokens = await exchange(
      config,
      request,
      new URL(`${REDIRECT_URI}?${new URLSearchParams(response)}`),
    )
    expect(tokens.claims()).toMatchObject({
      ...{ amr: ['swk'], acr: 'urn:unit-hall:acr:app', unit: { unit_number: unitNumber } },
    })
  })

  it('by redirect leads back with a code, and the hall itself is signed in too', async () => {
    const request = await begin(config)
    const page = await openPage(world, scanPath(request.path))
    await confirmScan(app, page, person)
    const { status, headers } = await comeIn(page, scanPath(request.path))
    expect(status).toBe(303)
    const tokens = await exchange(config, request, new URL(headers.get('location') ?? ''))
    expect(tokens.claims()?.acr).toBe('urn:unit-hall:acr:app')
    expect((await page.visitor.get('/api/v1/session')).status).toBe(200)
  })

  it('is good for the portal that was named on the phone and for no other, nor for the hall', async () => {
    const request = await begin(config, { response_mode: 'web_message' })
    const page = await openPage(world, scanPath(request.path))
    await confirmScan(app, page, person)
    const elsewhere = scanPath(request.path).replace('client_id=portal', 'client_id=other')
    expect((await comeIn(page, elsewhere)).status).toBe(303)
    expect((await comeIn(page)).headers.get('location')).toBe('/login/scan')
    expect(page.visitor.cookies.size).toBe(0)
    const own = await openPage(world)
    await confirmScan(app, own, person)
    expect((await comeIn(own, scanPath(request.path))).status).toBe(303)
    expect((await comeIn(page, scanPath(request.path))).text).toContain('data-response')
  })

  it('is shown to nobody whose link is not the client’s', async () => {
    const request = await begin(config, { redirect_uri: 'http://127.0.0.1:8999/elsewhere' })
    const visitor = new Visitor(world.hall.origin)
    const { status, text } = await visitor.get(scanPath(request.path))
    expect([status, /app\/scan/.test(text)]).toEqual([400, false])
  })

  it('is a new one by a press, and a page again while nobody has answered', async () => {
    const request = await begin(config)
    const page = await openPage(world, scanPath(request.path))
    expect((await comeIn(page, scanPath(request.path))).text).toContain(page.code)
    const renewed = await page.visitor.submit(scanPath(request.path), {})
    expect([renewed.status, renewed.headers.get('location')]).toEqual([303, scanPath(request.path)])
  })
})
