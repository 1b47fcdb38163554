import { createServer, type IncomingMessage, type Server } from 'node:http'
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Rig, startRig } from '../sandbox/rig.ts'
import { freePort } from '../support/hall.ts'
import { APP_CLIENT_ID } from '../support/sandbox-keys.ts'

const person = { name: '周敏', documentType: '01', documentNumber: '320506198507262525' }

const asker = { site: '单位办事大厅', device: 'Chrome，Windows', place: '南京' }

type Heard = { path: string; bearer: string | undefined; body: string }
let rig: Rig
let server: Server
let origin = ''
let heard: Heard[] = []

/** A hall that says yes to everything and remembers it: the real one has tests of its own. */
async function listen(port: number) {
  server = createServer(async (request, response) => {
    const body = await all(request)
    const path = request.url ?? ''
    heard.push({ path, bearer: request.headers.authorization, body })
    response.setHeader('content-type', 'application/json')
    if (path.endsWith('/openid-configuration')) {
      response.end(JSON.stringify({ issuer: origin, token_endpoint: `${origin}/oidc/token` }))
    } else if (path === '/oidc/token')
      response.end(JSON.stringify({ access_token: 'token', token_type: 'Bearer' }))
    else if (path.includes('/scans/gone')) {
      response.statusCode = 410
      response.end(JSON.stringify({ title: '这个二维码已经过期。' }))
    } else if (request.method === 'GET') {
      const expiresAt = new Date(Date.now() + 60_000).toISOString()
      response.end(JSON.stringify({ purpose: 'face', title: '单位注册刷脸', ...asker, expiresAt }))
    } else response.end('{}')
  })
  await new Promise<void>((ready) => server.listen(port, 'localhost', ready))
}

async function all(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += chunk
  return body
}

/** What the hall got at the end of a path. */
const got = (end: string) => heard.filter(({ path }) => path.endsWith(end))
const act = (act: string) => rig.control('app/scans', { code: `${origin}/app/scan/abc`, person, act })
/** Checks a JWT as the hall does: the app's key, for this issuer. */
const verified = (jwt: string) =>
  jwtVerify(jwt, createLocalJWKSet(JSON.parse(rig.keys.hall.APP_CLIENT_JWKS)), {
    issuer: APP_CLIENT_ID,
    audience: origin,
    algorithms: ['ES256'],
  })
const assertions = (end: string) => got(end).map(({ body }) => String(JSON.parse(body).personAssertion))

beforeAll(async () => {
  const port = await freePort()
  origin = `http://localhost:${port}`
  await listen(port)
  rig = await startRig(origin)
})
afterAll(async () => {
  server.close()
  await rig.dispose()
})
beforeEach(() => {
  heard = []
})

describe('the backend of the government app', () => {
  it('proves who it is by a signed assertion and asks only for the scope of apps', async () => {
    await act('confirm')
    const asked = Object.fromEntries(new URLSearchParams(got('/oidc/token')[0]?.body))
    expect(asked).toMatchObject({ grant_type: 'client_credentials', scope: 'app' })
    const { payload } = await verified(asked.client_assertion ?? '')
    expect(payload).toMatchObject({ sub: APP_CLIENT_ID, jti: expect.any(String) })
  })

  it('confirms a scan with an assertion of the person that lives a minute and is bound to the scan', async () => {
    await act('confirm')
    expect(got('/api/v1/app/scans/abc/confirm')[0]?.bearer).toBe('Bearer token')
    const { payload } = await verified(assertions('/confirm')[0] ?? '')
    expect(payload).toMatchObject({ person, scan: 'abc', amr: ['face'], jti: expect.any(String) })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60)
  })

  it.each(['cancelled', 'failed'])('refuses a scan as %s and asserts no face', async (reason) => {
    await act(reason)
    const [refusal] = got('/refuse')
    expect(JSON.parse(refusal?.body ?? '{}').reason).toBe(reason)
    expect(decodeJwt(assertions('/refuse')[0] ?? '').amr).toEqual([])
  })

  it('can be told to sign with another key, to come too late or to come twice', async () => {
    for (const fault of ['bad_signature', 'late', 'twice'] as const) {
      await rig.order('app', fault)
      await act('confirm')
    }
    const [forged = '', late = '', first, second] = assertions('/confirm')
    await expect(verified(forged)).rejects.toThrow(/signature/)
    await expect(verified(late)).rejects.toThrow(/exp/)
    expect(second).toBe(first)
  })
})

describe('the phone', () => {
  const post = (path: string, form: Record<string, string>) =>
    fetch(rig.origin + path, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })

  it('scans a code of the hall, shows who asks, and confirms as the person chosen', async () => {
    const scanned = await post('/scan', { link: ` ${origin}/app/scan/abc ` })
    expect([scanned.status, scanned.headers.get('location')]).toEqual([303, '/app/scan/abc'])
    const page = await (await fetch(`${rig.origin}/app/scan/abc`)).text()
    expect(page).toContain('单位注册刷脸')
    expect(page).toContain('单位办事大厅')
    expect(
      await (await post('/app/scan/abc', { purpose: 'face', person: '2', act: 'confirm' })).text(),
    ).toContain('已确认')
    expect(decodeJwt(assertions('/confirm')[0] ?? '').person).toEqual(person)
  })

  it('shows the sentence of the hall when it does not accept', async () => {
    const page = await fetch(`${rig.origin}/app/scan/gone`)
    expect([page.status, await page.text()]).toEqual([409, expect.stringContaining('这个二维码已经过期。')])
  })

  it('knows no other links, and keeps what was pasted', async () => {
    const page = await post('/scan', { link: 'https://elsewhere.example/app/scan/abc' })
    const text = await page.text()
    expect([page.status, text]).toEqual([422, expect.stringContaining('请回到电脑上')])
    expect(text).toContain('https://elsewhere.example/app/scan/abc')
  })

  it('makes up a person who then holds it', async () => {
    const made = await post('/people/made-up', {})
    const cookie = made.headers.get('set-cookie')?.split(';')[0] ?? ''
    const desk = await (await fetch(rig.origin, { headers: { cookie } })).text()
    expect(desk).not.toContain('陈立群</h1>')
    expect(desk).toMatch(/手机 139\d{8}/)
  })
})
