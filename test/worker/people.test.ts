import { createHash, randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { sealer } from '../../worker/lib/sealed.ts'
import { aPerson, aUnit, type MadePerson, registerPerson, registerUnit, signIn } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { findPlain } from '../support/dump.ts'
import { summaryIn, valuesIn, wordsOf } from '../support/html.ts'
import {
  PERSON_COOKIE,
  personSessionOf,
  personTokenOf,
  setHousehold,
  signInPerson,
} from '../support/people.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const WRONG = 'Wrong#2026'
const SESSIONS = '/api/v1/person/sessions'
const post = (body: object) => new Visitor(world.hall.origin).post<{ reason?: string }>(SESSIONS, body)
const forgive = () => world.hall.db.prepare('DELETE FROM sign_in_attempt').run()

let person: MadePerson
beforeAll(async () => {
  person = await registerPerson(world, aPerson({ name: '欧阳琳琅' }))
})
const enter = (who = person) => signInPerson(world, who)
const holds = async (visitor: Visitor) => (await visitor.get('/api/v1/person/session')).status === 200

/** Lets minutes pass for one session. */
const pass = (visitor: Visitor, minutes: number, columns = ['created_at', 'seen_at', 'ends_at']) =>
  world.hall.db
    .prepare(
      `UPDATE person_session SET ${columns.map((name) => `${name} = ${name} - ?1`).join(', ')} WHERE id = ?2`,
    )
    .bind(minutes * 60_000, personSessionOf(visitor))
    .run()

describe('signing in as a person', () => {
  it('takes document number or mobile, however they were typed', async () => {
    const wide = (text: string) => text.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))
    const { documentNumber, mobile, password } = person
    for (const name of [documentNumber, mobile, ` ${wide(documentNumber)}`, `+86 ${mobile}`])
      expect(await post({ person: name, password }), name).toMatchObject({
        ...{ status: 201, json: { name: '欧**', way: 'password', amr: ['pwd'] } },
      })
  })

  it('takes an identity card before another document that bears its number', async () => {
    const [card, other] = [await registerPerson(world), await registerPerson(world)]
    const { index, indexes } = await sealer(world.secrets.SEALING_KEYS)
    const shadow = await index(`99|${card.documentNumber}`, 'person.document')
    const [mobile] = await indexes(other.mobile, 'mobile')
    await world.hall.db
      .prepare(
        `UPDATE person SET document_type = '99', document_index = ?, created_at = 0 WHERE mobile_index = ?`,
      )
      .bind(shadow, mobile)
      .run()
    const typed = { person: card.documentNumber }
    expect(await post({ ...typed, password: card.password })).toMatchObject({ status: 201 })
    expect(await post({ ...typed, password: other.password })).toMatchObject({ status: 401 })
    expect(await post({ person: other.mobile, password: other.password })).toMatchObject({ status: 201 })
    await forgive()
  })

  it('goes on to the page that was asked for, and to no other site', async () => {
    const { documentNumber, password } = person
    const targets = {
      ...{ '/person/sessions': '/person/sessions', '': '/person', '//evil.example': '/person' },
      ...{
        '/center': '/person',
        '/person/login': '/person',
        '/person/../x': '/person',
        '/\\evil': '/person',
      },
    }
    for (const [next, to] of Object.entries(targets)) {
      const path = `/person/login?next=${encodeURIComponent(next)}`
      const went = await new Visitor(world.hall.origin).submit(path, { person: documentNumber, password })
      expect([went.status, went.headers.get('location')], next).toEqual([303, to])
    }
    const asked = await new Visitor(world.hall.origin).get('/person/activity')
    expect(asked.headers.get('location')).toBe('/person/login?next=%2Fperson%2Factivity')
  })

  it('shows the form again with the name that was typed and without the password', async () => {
    const visitor = new Visitor(world.hall.origin)
    const page = await visitor.submit('/person/login', { person: person.mobile, password: WRONG })
    expect([page.status, valuesIn(page.text)]).toEqual([401, { person: person.mobile }])
    expect(page.text).not.toContain(WRONG)
    expect(summaryIn(page.text)).toContain('对不上')
    expect((await visitor.submit('/person/login', {})).status).toBe(422)
    await forgive()
  })

  it('tells by neither status, body nor headers who exists', async () => {
    const { documentNumber, password } = person
    const ways = [
      { person: aPerson().documentNumber, password },
      { person: aPerson().mobile, password },
      { person: documentNumber, password: WRONG },
    ]
    const seen = []
    for (const body of ways) {
      const { status, text, headers } = await post(body)
      const { date: _date, ...others } = Object.fromEntries(headers)
      seen.push({ status, text, headers: others })
    }
    expect(seen[0]).toMatchObject({ status: 401 })
    expect(seen.slice(1)).toEqual([seen[0], seen[0]])
    await forgive()
  })

  it('makes a hash again under a new pepper', async () => {
    const own = await registerPerson(world)
    const stored = async () =>
      (await world.hall.db
        .prepare('SELECT password FROM person ORDER BY created_at DESC')
        .first<string>('password')) ?? ''
    const before = await stored()
    const { keys } = JSON.parse(world.secrets.PEPPERS) as { keys: Record<string, string> }
    const p2 = randomBytes(32).toString('base64')
    await world.hall.reload({ PEPPERS: JSON.stringify({ current: 'p2', keys: { ...keys, p2 } }) })
    await enter(own)
    expect(await stored()).not.toBe(before)
    await world.hall.reload({ PEPPERS: JSON.stringify({ current: 'p2', keys: { p2 } }) })
    await enter(own)
    await world.hall.reload({ PEPPERS: world.secrets.PEPPERS })
    expect(await post({ person: own.mobile, password: own.password })).toMatchObject({ status: 401 })
    await forgive()
  })
})

describe("a person's session", () => {
  it('has a cookie of its own, of which the database knows only the hash', async () => {
    const { headers } = await post({ person: person.mobile, password: person.password })
    const [set = '', ...others] = headers.getSetCookie()
    expect(others).toEqual([])
    const [pair, ...flags] = set.split('; ')
    expect(pair).toMatch(/^__Host-hall-person=[0-9a-z]{26}\.[\w-]{43}$/)
    expect(flags.sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure'])
    const [id = '', secret = ''] = (pair ?? '').replace(`${PERSON_COOKIE}=`, '').split('.')
    const row = await world.hall.db.prepare('SELECT * FROM person_session WHERE id = ?').bind(id).first()
    expect(row).toMatchObject({ secret_hash: createHash('sha256').update(secret).digest('base64url') })
  })

  it('lets nobody in without it, nor with a part of it, nor with the one of a unit', async () => {
    const visitor = await enter()
    const [id = '', secret = ''] = personTokenOf(visitor).split('.')
    const unit = await signIn(world, await registerUnit(world, aUnit(), person))
    const units = unit.cookies.get('__Host-hall')
    for (const token of ['', id, `${id}.`, `${id}.${'A'.repeat(43)}`, `${'0'.repeat(26)}.${secret}`, units]) {
      const cookie = `${PERSON_COOKIE}=${token}`
      const bare = new Visitor(world.hall.origin)
      expect(await bare.get('/api/v1/person', { cookie })).toMatchObject({
        ...{ status: 401, json: { reason: 'person_not_signed_in' } },
      })
      expect((await bare.get('/person', { cookie })).status).toBe(303)
    }
    // Nor does it open a unit.
    const cookie = `__Host-hall=${personTokenOf(visitor)}`
    expect(await new Visitor(world.hall.origin).get('/api/v1/session', { cookie })).toMatchObject({
      status: 401,
    })
    expect(await holds(visitor)).toBe(true)
  })

  it('ends half an hour after the last use and after twelve hours at the latest', async () => {
    const idle = await enter()
    await pass(idle, 30, ['seen_at'])
    expect(await holds(idle)).toBe(true)
    await pass(idle, 31, ['seen_at'])
    expect(await holds(idle)).toBe(false)
    const busy = await enter()
    await pass(busy, 12 * 60 - 10, ['created_at', 'ends_at'])
    expect(await busy.post('/api/v1/person/session/renew')).toMatchObject({ status: 200 })
    await pass(busy, 11, ['created_at', 'ends_at'])
    expect(await holds(busy)).toBe(false)
    const kept = await enter()
    await pass(kept, 29)
    await kept.post('/api/v1/person/session/renew')
    await pass(kept, 29)
    expect(await holds(kept)).toBe(true)
  })

  it('is replaced by a new one of this browser, and ended by signing out', async () => {
    const browser = await enter()
    const old = personTokenOf(browser)
    await signInPerson(world, person, browser)
    const before = await new Visitor(world.hall.origin).get('/api/v1/person', {
      cookie: `${PERSON_COOKIE}=${old}`,
    })
    expect(before.status).toBe(401)
    const token = personTokenOf(browser)
    expect((await browser.submit('/person/logout', {})).headers.get('location')).toBe('/')
    expect(browser.cookies.has(PERSON_COOKIE)).toBe(false)
    browser.cookies.set(PERSON_COOKIE, token)
    expect(await holds(browser)).toBe(false)
  })
})

describe("a person's sessions", () => {
  type Listed = { sessions: { id: string; current: boolean; way: string }[] }

  it('are listed, and ended one by one or all together', async () => {
    await world.hall.db.prepare('DELETE FROM person_session').run()
    const [here, there, third] = [await enter(), await enter(), await enter()]
    const { sessions } = (await here.get<Listed>(SESSIONS)).json
    expect(sessions.map(({ id }) => id).sort()).toEqual([here, there, third].map(personSessionOf).sort())
    expect(sessions.filter(({ current }) => current)).toMatchObject([
      { id: personSessionOf(here), way: 'password' },
    ])
    expect(await here.delete(`${SESSIONS}/${personSessionOf(there)}`)).toMatchObject({ status: 204 })
    expect([await holds(here), await holds(there), await holds(third)]).toEqual([true, false, true])
    const form = await here.submit('/person/sessions/end', { id: personSessionOf(third) })
    expect(form.headers.get('location')).toBe('/person/sessions')
    expect(await holds(third)).toBe(false)
    await here.submit('/person/sessions/end-all', {})
    expect(await holds(here)).toBe(false)
  })

  it('are nobody else’s to see or to end', async () => {
    const victim = await enter()
    const stranger = await enter(await registerPerson(world))
    const listed = (await stranger.get<Listed>(SESSIONS)).json.sessions
    expect(listed.map(({ id }) => id)).toEqual([personSessionOf(stranger)])
    expect(await stranger.delete(`${SESSIONS}/${personSessionOf(victim)}`)).toMatchObject({
      ...{ status: 404, json: { reason: 'person_session_unknown' } },
    })
    await stranger.submit('/person/sessions/end', { id: personSessionOf(victim) })
    expect(await holds(victim)).toBe(true)
    expect((await stranger.get('/person/activity')).text).not.toContain('结束一台设备的登录')
  })
})

describe('what is kept of persons', () => {
  it('holds no number, name, password, address or 户籍性质 that can be read', async () => {
    const visitor = await enter()
    await setHousehold(visitor, '21')
    for (const page of ['', '/household', '/sessions', '/activity']) await visitor.get(`/person${page}`)
    await visitor.submit('/person/login', { person: person.mobile, password: WRONG })
    const { name, documentNumber, mobile, password } = person
    const secrets = [name, documentNumber, mobile, password, WRONG, visitor.address]
    secrets.push(personTokenOf(visitor).split('.')[1] ?? '')
    expect(await findPlain(world.hall, world.lines, secrets)).toEqual([])
    const { results } = await world.hall.db.prepare('SELECT household_sealed FROM person_detail').all()
    expect(results.length).toBeGreaterThan(0)
    expect(wordsOf(JSON.stringify(results))).toMatch(/^\[{"household_sealed":"k1\.[\w-]+\.[\w-]+"}/)
    await forgive()
  })
})
