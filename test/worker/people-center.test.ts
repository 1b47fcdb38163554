import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { aPerson, aUnit, type MadePerson, registerPerson, registerUnit, signIn } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { errorsIn, headingOf, valuesIn, wordsOf } from '../support/html.ts'
import { setHousehold, signInPerson } from '../support/people.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let person: MadePerson
let visitor: Visitor
beforeAll(async () => {
  person = await registerPerson(world, aPerson({ name: '李晓明' }))
  visitor = await signInPerson(world, person)
})

type Shown = {
  name: string
  documentNumber: string
  mobile: string
  household: string | null
  units: object[]
}
const show = async (who = visitor) => (await who.get<Shown>('/api/v1/person')).json
const words = async (path: string, who = visitor) => wordsOf((await who.get(path)).text)
const header = async (path: string, who: Visitor) =>
  /<header[\s\S]*<\/header>/.exec((await who.get(path)).text)?.[0] ?? ''

describe('own data', () => {
  it('is shown masked, on the page and to programs', async () => {
    const masked = {
      name: '李**',
      documentNumber: `*****${person.documentNumber.slice(-4)}`,
      mobile: `1*****${person.mobile.slice(-2)}`,
    }
    expect(await show()).toMatchObject(masked)
    const page = await visitor.get('/person')
    for (const text of Object.values(masked)) expect(page.text).toContain(text)
    for (const text of [person.name, person.documentNumber, person.mobile])
      expect(page.text).not.toContain(text)
  })
})

describe('the 户籍性质', () => {
  it('is said by a plain form, kept, shown, and told in the activity', async () => {
    expect(await words('/person')).toContain('还没有填写')
    const empty = await visitor.submit('/person/household', { household: '' })
    expect([empty.status, errorsIn(empty.text)]).toEqual([422, { household: '请选择户籍性质。' }])
    const saved = await visitor.submit('/person/household', { household: '21' })
    expect([saved.status, saved.headers.get('location')]).toEqual([303, '/person?saved=household'])
    expect(await words('/person?saved=household')).toMatch(/户籍性质已经保存[\s\S]*本省农村/)
    expect(valuesIn((await visitor.get('/person/household')).text)).toEqual({ household: '21' })
    expect(await words('/person/activity')).toContain('维护户籍性质')
    expect((await setHousehold(visitor, '40')).status).toBe(204)
    expect(await show()).toMatchObject({ household: '40' })
    for (const wrong of ['99', 'toString', '本省城镇'])
      expect(await setHousehold(visitor, wrong)).toMatchObject({ status: 422 })
    expect(await show()).toMatchObject({ household: '40' })
  })

  it('is each person’s own', async () => {
    const other = await signInPerson(world, await registerPerson(world))
    await setHousehold(other, '11')
    expect([(await show(other)).household, (await show()).household]).toEqual(['11', '40'])
  })
})

describe('a new sealing key', () => {
  it('takes the 户籍性质 with it, and the masked data as before', async () => {
    const before = await show()
    const { keys } = JSON.parse(world.secrets.SEALING_KEYS) as { keys: Record<string, string> }
    const k2 = randomBytes(32).toString('base64')
    await world.hall.reload({ SEALING_KEYS: JSON.stringify({ current: 'k2', keys: { ...keys, k2 } }) })
    expect(await show()).toEqual(before)
    const old = () =>
      world.hall.db.prepare(`SELECT count(*) AS n FROM person_detail WHERE key_id = 'k1'`).first<number>('n')
    expect(await old()).toBeGreaterThan(0)
    await world.hall.tick()
    await expect.poll(old).toBe(0)
    await world.hall.reload({ SEALING_KEYS: JSON.stringify({ current: 'k2', keys: { k2 } }) })
    expect(await show()).toEqual(before)
    const typed = { person: person.documentNumber, password: person.password }
    expect(await new Visitor(world.hall.origin).post('/api/v1/person/sessions', typed)).toMatchObject({
      status: 201,
    })
  })
})

describe('the units that a person acts for', () => {
  it('are listed with number and role, and nobody else’s with them', async () => {
    const own = await registerPerson(world)
    const who = await signInPerson(world, own)
    expect((await show(who)).units).toEqual([])
    expect(await words('/person', who)).toContain('还没有单位')
    const unit = await registerUnit(world, aUnit(), own)
    await registerUnit(world)
    expect((await show(who)).units).toEqual([
      { name: unit.unit.unitName, unitNumber: unit.unitNumber, role: 'legal_representative' },
    ])
    expect(await words('/person', who)).toContain(unit.unit.unitName)
    const login = await who.get(`/login?unit=${unit.unitNumber}`)
    expect(valuesIn(login.text)).toEqual({ unit: unit.unitNumber })
    for (const made of ['%22%3E', '1234567', '91320100MA10000250'])
      expect(valuesIn((await who.get(`/login?unit=${made}`)).text)).toEqual({})
  })
})

describe('the activity', () => {
  it('is found by an index of its own', async () => {
    const { results } = await world.hall.db
      .prepare(
        `EXPLAIN QUERY PLAN SELECT seq FROM audit WHERE unit_id IS NULL AND actor = ? AND seq < ? ORDER BY seq DESC`,
      )
      .bind('person:x', 9)
      .all<{ detail: string }>()
    expect(results.map(({ detail }) => detail)).toEqual([expect.stringContaining('audit_by_person')])
  })
})

describe('the header', () => {
  it('names the person in the personal centre and the unit elsewhere, with a way from one to the other', async () => {
    const owner = await registerPerson(world)
    const account = await registerUnit(world, aUnit(), owner)
    const both = await signInPerson(world, owner)
    const alone = await header('/', both)
    expect(wordsOf(alone)).toMatch(/个人账号.*个人中心/)
    expect(await words('/', both)).toContain('进入个人中心')
    expect(alone).toContain('action="/person/logout"')

    await signIn(world, account, both)
    const unit = await header('/', both)
    expect(wordsOf(unit)).toContain(account.unit.unitName)
    expect(unit).toContain('action="/logout"')
    expect(unit).toContain('href="/person"')
    const own = await header('/person/sessions', both)
    expect(wordsOf(own)).not.toContain(account.unit.unitName)
    expect(own).toContain('action="/person/logout"')
    expect(own).toContain('href="/center"')

    await both.submit('/person/logout', {})
    expect((await both.get('/center')).status).toBe(200)
    expect(await header('/person/login', both)).toContain(account.unit.unitName)
  })

  it('warns of the end of the session that it names', async () => {
    const page = (await visitor.get('/person')).text
    expect(page).toContain('/api/v1/person/session/renew')
    expect(page).not.toContain('"/api/v1/session/renew')
  })
})

describe('a form of another site', () => {
  it('changes nothing in a personal account', async () => {
    const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }
    const form = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' }
    for (const path of ['login', 'logout', 'household', 'sessions/end', 'sessions/end-all']) {
      const init = { method: 'POST', headers: { ...foreign, ...form }, body: 'household=11' }
      const reply = await visitor.send(`/person/${path}`, init)
      expect([path, reply.status, headingOf(reply.text)]).toEqual([path, 403, '这一页不能给您看'])
    }
    for (const [method, path] of [
      ['PUT', 'household'],
      ['DELETE', 'session'],
      ['DELETE', 'sessions'],
      ['POST', 'session/renew'],
    ] as const) {
      const reply = await visitor.send(`/api/v1/person/${path}`, { method, headers: foreign })
      expect([path, reply.status]).toEqual([path, 403])
    }
    expect(await show()).toMatchObject({ name: '李**', household: '40' })
  })
})
