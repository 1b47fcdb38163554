import * as oauth from 'oauth4webapi'
import { beforeAll, describe, expect, it } from 'vitest'
import { regionName, regionOfCreditCode } from '../../schema/fields/region.ts'
import { registerUnit, signIn } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { errorsIn, headingOf, summaryIn, valuesIn, wordsOf } from '../support/html.ts'
import { anOperator, aUnitWithNotice } from '../support/operators.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let who: Awaited<ReturnType<typeof registerUnit>>
let visitor: Visitor
beforeAll(async () => {
  who = await registerUnit(world)
  visitor = await signIn(world, who)
})

const APPS = '/center/apps'
let made = 0
const aName = () => `人事软件${++made}`
const run = (sql: string, ...values: unknown[]) =>
  world.hall.db
    .prepare(sql)
    .bind(...values)
    .run()

/** What the page of a new app shows: account, secret. */
function credentialsIn(html: string) {
  const [id = '', secret = ''] = [...html.matchAll(/<dd><span class="code">([^<]+)<\/span>/g)].map(
    ([, text]) => text ?? '',
  )
  return { id, secret }
}

const both = { unitRead: 'yes', activityRead: 'yes' }
async function anApp(fields: Record<string, string> = both, by = visitor) {
  const { status, text } = await by.submit(APPS, { name: aName(), ...fields })
  expect(status).toBe(200)
  return credentialsIn(text)
}

async function tokenFor({ id, secret }: { id: string; secret: string }, scope?: string) {
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...(scope && { scope }) })
  const authorization = `Basic ${btoa(`${id}:${secret}`)}`
  const init = { method: 'POST', body, headers: { authorization } }
  const response = await fetch(`${world.hall.origin}/oidc/token`, init)
  return (await response.json()) as { access_token: string; scope: string; error?: string }
}

async function call(path: string, token: string) {
  const response = await fetch(world.hall.origin + path, { headers: { authorization: `Bearer ${token}` } })
  const json = (await response.json()) as Record<string, unknown>
  return { status: response.status, json, told: response.headers.get('www-authenticate') }
}

/** Somebody signed in for another unit in this role. */
const inRole = async (role: 'administrator' | 'handler') =>
  (await anOperator(world, await aUnitWithNotice(world), { role })).visitor

describe('software of a unit', () => {
  it('reads the unit with an unmodified oauth4webapi', async () => {
    const { id, secret } = await anApp()
    const http = { [oauth.allowInsecureRequests]: true }
    const issuer = new URL(world.hall.origin)
    const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, http))
    const client: oauth.Client = { client_id: id }
    const reply = await oauth.clientCredentialsGrantRequest(
      ...([server, client, oauth.ClientSecretBasic(secret), { scope: 'unit:read' }, http] as const),
    )
    const { access_token } = await oauth.processClientCredentialsResponse(server, client, reply)
    const { status, json } = await call('/api/v1/unit', access_token)
    expect(status).toBe(200)
    const region = regionOfCreditCode(who.unit.creditCode)
    expect(json).toMatchObject({
      ...{ name: who.unit.unitName, creditCode: who.unit.creditCode, unitNumber: who.unitNumber },
      ...{ region: region?.code, regionName: region && regionName(region.code) },
    })
  })

  it('reads what the person who is signed in reads, of the same unit', async () => {
    const { access_token } = await tokenFor(await anApp())
    for (const path of ['/api/v1/unit', '/api/v1/activity'])
      expect((await call(path, access_token)).json).toEqual((await visitor.get(path)).json)
  })

  it('pages through the activity to its end, each entry once', async () => {
    const { access_token } = await tokenFor(await anApp())
    const ids: string[] = []
    for (let next: unknown = ''; next !== null; ) {
      const { json } = await call(`/api/v1/activity?limit=2${next ? `&before=${next}` : ''}`, access_token)
      const entries = json.entries as { id: string; act: string; actName: string }[]
      expect(entries.length).toBeLessThanOrEqual(2)
      for (const entry of entries) expect(entry.actName).not.toBe(entry.act)
      ids.push(...entries.map((entry) => entry.id))
      next = json.next
    }
    const all = await world.hall.db
      .prepare('SELECT count(*) AS n FROM audit JOIN unit u ON u.id = unit_id WHERE u.credit_code = ?')
      .bind(who.unit.creditCode)
      .first<{ n: number }>()
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toHaveLength(all?.n ?? 0)
    expect(ids).toEqual(ids.toSorted((a, b) => Number(b) - Number(a)))
    for (const query of ['before=x', 'before=-1', 'limit=0', 'limit=101', 'limit=1.5'])
      expect(await call(`/api/v1/activity?${query}`, access_token)).toMatchObject({ status: 400 })
  })

  it('gets no further than its scopes, and never to another unit or to userinfo', async () => {
    const app = await anApp({ unitRead: 'yes' })
    expect((await tokenFor(app, 'activity:read')).error).toBe('invalid_scope')
    expect((await tokenFor(app, 'openid')).error).toBe('invalid_scope')
    const { access_token, scope } = await tokenFor(app)
    expect(scope).toBe('unit:read')
    expect(await call('/api/v1/activity', access_token)).toMatchObject({
      ...{ status: 403, told: 'Bearer error="insufficient_scope", scope="activity:read"' },
    })
    expect((await call('/oidc/userinfo', access_token)).status).toBe(401)
    expect((await call('/api/v1/app/scans/x', access_token)).status).toBe(403)
    expect((await call('/api/v1/session', access_token)).status).toBe(401)
    const other = await tokenFor(await anApp(both, await signIn(world, await registerUnit(world))))
    expect((await call('/api/v1/unit', other.access_token)).json.creditCode).not.toBe(who.unit.creditCode)
  })

  it('cannot be used by a token that is none, expired, or of a program without a unit', async () => {
    const app = await anApp()
    const { access_token } = await tokenFor(app)
    expect((await call('/api/v1/unit', 'x')).told).toBe('Bearer error="invalid_token"')
    expect((await visitor.send('/api/v1/unit', { headers: { authorization: 'Bearer x' } })).status).toBe(401)
    await run('UPDATE client SET unit_id = NULL WHERE id = ?', app.id)
    expect((await call('/api/v1/unit', access_token)).status).toBe(401)
    const old = await tokenFor(await anApp())
    await run('UPDATE access_token SET expires_at = 1')
    expect((await call('/api/v1/unit', old.access_token)).status).toBe(401)
    expect(await new Visitor(world.hall.origin).get('/api/v1/unit')).toMatchObject({
      ...{ status: 401, json: { reason: 'not_signed_in' } },
    })
  })
})

describe('the page of a unit’s software', () => {
  it('shows the secret once, keeps only its hash, and lists what there is with its last use', async () => {
    const mine = await signIn(world, await registerUnit(world))
    expect((await mine.get(APPS)).text).toContain('还没有接入软件')
    const app = await anApp(both, mine)
    expect(app.id).toMatch(/^app-[0-9a-z]{26}$/)
    expect(app.secret).toMatch(/^[\w-]{43}$/)
    const list = await mine.get(APPS)
    expect(list.text).toContain(app.id)
    expect(list.text).not.toContain(app.secret)
    expect(wordsOf(list.text)).toContain('单位信息、账号动态')
    expect(wordsOf(list.text)).toContain('还没有用过')
    await tokenFor(app)
    expect(wordsOf((await mine.get(APPS)).text)).not.toContain('还没有用过')
    const rows = await world.hall.db.prepare('SELECT * FROM client').all()
    expect(JSON.stringify(rows.results)).not.toContain(app.secret)
  })

  it('shows the form again with what is wrong and what was typed', async () => {
    const empty = await visitor.submit(APPS, { name: '' })
    expect([empty.status, Object.keys(errorsIn(empty.text))]).toEqual([422, ['name', 'unitRead']])
    const typed = await visitor.submit(APPS, { name: `<b>${'长'.repeat(40)}`, ...both })
    expect(typed.status).toBe(422)
    expect(valuesIn(typed.text)).toMatchObject({ unitRead: 'yes', activityRead: 'yes' })
    expect(typed.text).not.toContain('<b>')
  })

  it('opens one app by a form that is sent twice', async () => {
    const fields = { name: aName(), ...both }
    const both2 = await Promise.all([visitor.submit(APPS, fields), visitor.submit(APPS, fields)])
    expect(both2.map(({ status }) => status).sort()).toEqual([200, 409])
    const again = await visitor.submit(APPS, fields)
    expect([again.status, errorsIn(again.text).name]).toEqual([409, expect.stringContaining('已经有一个')])
    expect(valuesIn(again.text)).toMatchObject(fields)
  })

  it('holds ten of a unit at the most, of fifteen asked for at once', async () => {
    const mine = await signIn(world, await registerUnit(world))
    const replies = await Promise.all(
      Array.from({ length: 15 }, () => mine.submit(APPS, { name: aName(), unitRead: 'yes' })),
    )
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(10)
    const full = replies.filter(({ status }) => status === 409)
    expect(full).toHaveLength(5)
    expect(summaryIn(full[0]?.text ?? '')).toContain('最多接入 10 个')
  })

  it('stops one after a question, and its tokens at once', async () => {
    const app = await anApp()
    const { access_token } = await tokenFor(app)
    const question = await visitor.get(`${APPS}/stop?id=${app.id}`)
    expect([question.status, headingOf(question.text)]).toEqual([200, expect.stringContaining('要停用')])
    expect((await call('/api/v1/unit', access_token)).status).toBe(200)
    const stopped = await visitor.submit(`${APPS}/stop`, { id: app.id })
    expect([stopped.status, stopped.headers.get('location')]).toEqual([303, APPS])
    expect((await call('/api/v1/unit', access_token)).status).toBe(401)
    expect((await tokenFor(app)).error).toBe('invalid_client')
    expect((await visitor.submit(`${APPS}/stop`, { id: app.id })).status).toBe(404)
    const activity = wordsOf((await visitor.get('/center/activity')).text)
    expect(activity).toContain('开通软件接入')
    expect(activity).toContain('停用软件接入')
  })

  it('shows and stops no other unit’s, and no portal', async () => {
    const stranger = await signIn(world, await registerUnit(world))
    const app = await anApp()
    for (const id of [app.id, 'app', 'x', '']) {
      expect((await stranger.get(`${APPS}/stop?id=${id}`)).status).toBe(404)
      expect((await stranger.submit(`${APPS}/stop`, { id })).status).toBe(404)
    }
    expect((await stranger.get(APPS)).text).not.toContain(app.id)
    expect((await tokenFor(app)).access_token).toBeDefined()
  })

  it('is for the legal representative and the administrator, not for a handler', async () => {
    const administrator = await inRole('administrator')
    await anApp(both, administrator)
    const handler = await inRole('handler')
    for (const reply of [
      await handler.get(APPS),
      await handler.get(`${APPS}/stop?id=x`),
      await handler.submit(APPS, { name: aName(), ...both }),
      await handler.submit(APPS, {}),
      await handler.submit(`${APPS}/stop`, { id: 'x' }),
    ]) {
      expect(reply.status).toBe(403)
      expect(wordsOf(reply.text)).toContain('法定代表人或管理员')
    }
    // What a handler sees of the unit, a handler reads.
    expect((await handler.get('/api/v1/unit')).status).toBe(200)
  })

  it('sends a visitor to sign in first', async () => {
    const reply = await new Visitor(world.hall.origin).get(APPS)
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/login?next=%2Fcenter%2Fapps'])
  })
})
