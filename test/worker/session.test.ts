import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { registerUnit, signIn } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair()
const COOKIE = '__Host-hall'
const tokenOf = (visitor: Visitor) => visitor.cookies.get(COOKIE) ?? ''
const idOf = (visitor: Visitor) => tokenOf(visitor).split('.')[0] ?? ''

let account: Awaited<ReturnType<typeof registerUnit>>
beforeAll(async () => {
  account = await registerUnit(world)
})
const enter = () => signIn(world, account)

type Shown = { idleAt: string; endsAt: string; signedInAt: string }
const show = (visitor: Visitor) => visitor.get<Shown>('/api/v1/session')
const holds = async (visitor: Visitor) => (await show(visitor)).status === 200

/** Lets minutes pass for one session. */
const pass = (visitor: Visitor, minutes: number, columns = ['created_at', 'seen_at', 'ends_at']) =>
  world.hall.db
    .prepare(`UPDATE session SET ${columns.map((name) => `${name} = ${name} - ?1`).join(', ')} WHERE id = ?2`)
    .bind(minutes * 60_000, idOf(visitor))
    .run()

describe('the session cookie', () => {
  it('is for this host alone, unseen by scripts, and gone with the browser', async () => {
    const { unit, person } = account
    const body = { unit: unit.creditCode, person: person.documentNumber, password: person.password }
    const { headers } = await new Visitor(world.hall.origin).post('/api/v1/sessions', body)
    const [set = '', ...others] = headers.getSetCookie()
    expect(others).toEqual([])
    const [pair, ...flags] = set.split('; ')
    expect(pair).toMatch(/^__Host-hall=[0-9a-z]{26}\.[\w-]{43}$/)
    expect(flags.sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure'])
  })

  it('holds a secret of which the database knows only the hash', async () => {
    const [id = '', secret = ''] = tokenOf(await enter()).split('.')
    const row = await world.hall.db.prepare('SELECT * FROM session WHERE id = ?').bind(id).first()
    expect(JSON.stringify(row)).not.toContain(secret)
    expect(row).toMatchObject({ secret_hash: createHash('sha256').update(secret).digest('base64url') })
  })

  it('lets nobody in who changes, guesses or repeats parts of it', async () => {
    const visitor = await enter()
    const [id = '', secret = ''] = tokenOf(visitor).split('.')
    const flipped = secret.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))
    const tokens = [
      ...[`${id}.${flipped}`, `${id}.`, id, `.${secret}`, `${'0'.repeat(26)}.${secret}`, `${id}.${secret}=`],
      ...[
        `${id.toUpperCase()}.${secret}`,
        `${id}.${secret}.${secret}`,
        '',
        'null',
        '%00',
        `${id}.${'A'.repeat(5000)}`,
      ],
      ...["' OR 1=1 --", '%E0%A4%A', '../../etc', '{"id":1}'],
    ]
    for (const token of tokens) {
      const reply = await new Visitor(world.hall.origin).get('/api/v1/session', {
        cookie: `${COOKIE}=${token}`,
      })
      expect([token, reply.status]).toEqual([token, 401])
      const page = await new Visitor(world.hall.origin).get('/center', { cookie: `${COOKIE}=${token}` })
      expect([token, page.status]).toEqual([token, 303])
    }
    expect(await holds(visitor)).toBe(true)
  })
})

describe('the end of a session', () => {
  it('comes half an hour after the last use, and never before', async () => {
    const visitor = await enter()
    const { idleAt } = (await show(visitor)).json
    expect(Date.parse(idleAt) - Date.now()).toBeGreaterThan(30 * 60_000)
    expect(Date.parse(idleAt) - Date.now()).toBeLessThanOrEqual(31 * 60_000)
    await pass(visitor, 30, ['seen_at'])
    expect(await holds(visitor)).toBe(true)
    await pass(visitor, 31, ['seen_at'])
    expect(await show(visitor)).toMatchObject({ status: 401, json: { reason: 'not_signed_in' } })
    const page = await visitor.get('/center/sessions')
    expect([page.status, page.headers.get('location')]).toEqual([303, '/login?next=%2Fcenter%2Fsessions'])
  })

  it('comes after twelve hours at the latest, however busy the session was', async () => {
    const visitor = await enter()
    const { signedInAt, endsAt } = (await show(visitor)).json
    expect(Date.parse(endsAt) - Date.parse(signedInAt)).toBe(12 * 3_600_000)
    await pass(visitor, 12 * 60 - 10, ['created_at', 'ends_at'])
    const renewed = await visitor.post<{ idleAt: string }>('/api/v1/session/renew')
    expect(renewed.status).toBe(200)
    expect(renewed.json.idleAt).toBe((await show(visitor)).json.endsAt)
    await pass(visitor, 11, ['created_at', 'ends_at'])
    expect(await holds(visitor)).toBe(false)
  })

  it('moves on with use, written once a minute at the most', async () => {
    const visitor = await enter()
    const seen = async () =>
      (
        await world.hall.db
          .prepare('SELECT seen_at FROM session WHERE id = ?')
          .bind(idOf(visitor))
          .first<{ seen_at: number }>()
      )?.seen_at ?? 0
    const first = await seen()
    await show(visitor)
    expect(await seen()).toBe(first)
    await pass(visitor, 20, ['seen_at'])
    await show(visitor)
    await expect.poll(seen).toBeGreaterThan(first)
  })

  it('is put off by renewing', async () => {
    const visitor = await enter()
    await pass(visitor, 29)
    const { status, json } = await visitor.post<{ idleAt: string }>('/api/v1/session/renew')
    expect(status).toBe(200)
    expect(Date.parse(json.idleAt) - Date.now()).toBeGreaterThan(29.9 * 60_000)
    await pass(visitor, 29)
    expect(await holds(visitor)).toBe(true)
  })
})

describe('signing out', () => {
  it.each([
    ['by a program', (visitor: Visitor) => visitor.delete('/api/v1/session'), 204],
    ['by the form', (visitor: Visitor) => visitor.submit('/logout', {}), 303],
  ])('ends the session on the server %s', async (_how, out, status) => {
    const visitor = await enter()
    const token = tokenOf(visitor)
    const reply = await out(visitor)
    expect(reply.status).toBe(status)
    expect(visitor.cookies.has(COOKIE)).toBe(false)
    visitor.cookies.set(COOKIE, token)
    expect(await holds(visitor)).toBe(false)
  })
})

describe('the list of sessions', () => {
  type Listed = {
    sessions: { id: string; current: boolean; device: string; place: string; portal: null; way: string }[]
  }

  it('names device and place, and ends one or all of them', async () => {
    await world.hall.db.prepare('DELETE FROM session').run()
    const [here, there] = [await enter(), await enter()]
    const agent = 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36'
    const { unit, person } = account
    const body = JSON.stringify({ unit: unit.creditCode, person: person.mobile, password: person.password })
    const office = new Visitor(world.hall.origin)
    const headers = { 'content-type': 'application/json', 'user-agent': agent }
    await office.send('/api/v1/sessions', { method: 'POST', headers, body })

    const { sessions } = (await here.get<Listed>('/api/v1/sessions')).json
    expect(sessions.map(({ id }) => id).sort()).toEqual([here, there, office].map(idOf).sort())
    expect(sessions.filter(({ current }) => current).map(({ id }) => id)).toEqual([idOf(here)])
    expect(sessions.find(({ id }) => id === idOf(office))).toMatchObject({
      device: 'Chrome，Windows',
      way: 'password',
      portal: null,
    })

    expect(await here.delete(`/api/v1/sessions/${idOf(there)}`)).toMatchObject({ status: 204 })
    expect([await holds(here), await holds(there), await holds(office)]).toEqual([true, false, true])
    expect(await here.delete('/api/v1/sessions')).toMatchObject({ status: 204 })
    expect([await holds(here), await holds(office)]).toEqual([false, false])
  })

  it('works by forms too', async () => {
    const [here, there] = [await enter(), await enter()]
    const page = (await here.get('/center/sessions')).text
    expect(page).toContain(idOf(there))
    expect(page).toContain('密码')
    const one = await here.submit('/center/sessions/end', { id: idOf(there) })
    expect([one.status, one.headers.get('location')]).toEqual([303, '/center/sessions'])
    expect([await holds(here), await holds(there)]).toEqual([true, false])
    const all = await here.submit('/center/sessions/end-all', {})
    expect([all.status, all.headers.get('location')]).toEqual([303, '/login'])
    expect(await holds(here)).toBe(false)
  })

  it('shows and ends nothing of another unit', async () => {
    const stranger = await signIn(world, await registerUnit(world))
    const victim = await enter()
    const listed = (await stranger.get<Listed>('/api/v1/sessions')).json.sessions
    expect(listed.map(({ id }) => id)).toEqual([idOf(stranger)])
    expect(await stranger.delete(`/api/v1/sessions/${idOf(victim)}`)).toMatchObject({
      ...{ status: 404, json: { reason: 'session_unknown' } },
    })
    await stranger.submit('/center/sessions/end', { id: idOf(victim) })
    expect(await holds(victim)).toBe(true)
    const activity = await stranger.get('/center/activity')
    expect(activity.text).not.toContain('结束一台设备的登录')
  })
})
