import { beforeAll, describe, expect, it } from 'vitest'
import { aPerson, aUnit, registerPerson } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { errorsIn, headingOf, summaryIn, valuesIn, wordsOf } from '../support/html.ts'
import {
  administratorOf,
  anInstitution,
  COUNTER,
  enter,
  initialOf,
  LIST,
  openInstitution,
  registerInstitution,
  signInInstitution,
} from '../support/institutions.ts'
import { aHandler, anAdministrator, aRepresentative, type Member } from '../support/unit-people.ts'
import { restMobiles } from '../support/upgrade.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let clerk: Visitor
let who: Member
beforeAll(async () => {
  clerk = await signInClerk(world, await aClerk(world))
  who = await aRepresentative(world)
})

const words = async ({ visitor }: Member, path = LIST) => wordsOf((await visitor.get(path)).text)
const newPerson = async () => {
  const person = await registerPerson(world, aPerson())
  await restMobiles(world)
  return person
}

describe('an institution at the counter', () => {
  it('is registered by a clerk under a number that no unit can have', async () => {
    const fields = anInstitution(who.unit.creditCode, { type: 'rehabilitation', level: 'county' })
    const reply = await clerk.submit(`${COUNTER}/new`, fields)
    expect([reply.status, reply.headers.get('location')]).toEqual([303, `${COUNTER}?done=yes`])
    const said = wordsOf((await clerk.get(`${COUNTER}?done=yes`)).text)
    expect(said).toMatch(/已经登记，机构编号是 9\d{7}/)
    for (const part of [fields.institutionName, who.unit.unitName, '工伤康复协议医疗机构（县（市、区））'])
      expect(said).toContain(part)
    const activity = await words(who, '/center/activity')
    expect(activity).toContain('窗口登记机构')
    expect(activity).toContain('人社窗口')
  })

  it('comes back with what was typed where something is wrong', async () => {
    const empty = await clerk.submit(`${COUNTER}/new`, {})
    expect([empty.status, Object.keys(errorsIn(empty.text))]).toEqual([
      422,
      ['creditCode', 'institutionName', 'type', 'level'],
    ])
    const unknown = anInstitution(aUnit().creditCode)
    const page = await clerk.submit(`${COUNTER}/new`, unknown)
    expect([page.status, errorsIn(page.text).creditCode]).toEqual([
      409,
      expect.stringContaining('还没有在大厅开户'),
    ])
    expect(valuesIn(page.text)).toMatchObject(unknown)
    const fields = anInstitution(who.unit.creditCode)
    await clerk.submit(`${COUNTER}/new`, fields)
    const again = await clerk.submit(`${COUNTER}/new`, fields)
    expect(errorsIn(again.text).institutionName).toContain('已经登记过')
    const other = await aRepresentative(world)
    const same = { ...fields, creditCode: other.unit.creditCode }
    expect((await clerk.submit(`${COUNTER}/new`, same)).status).toBe(303)
  })

  it('is for clerks alone', async () => {
    for (const visitor of [new Visitor(world.hall.origin), who.visitor]) {
      expect((await visitor.get(COUNTER)).headers.get('location')).toBe('/counter/login')
      const reply = await visitor.submit(`${COUNTER}/new`, anInstitution(who.unit.creditCode))
      expect(reply.headers.get('location')).toBe('/counter/login')
    }
  })
})

describe('a unit’s institutions', () => {
  it('are listed, opened for a registered person and signed in by their number', async () => {
    const mine = await aRepresentative(world)
    expect(await words(mine)).toContain('本单位还没有登记机构')
    const institution = await registerInstitution(world, mine, clerk)
    expect(await words(mine)).toContain('还没有开通')
    const person = await newPerson()
    const form = await mine.visitor.get(`${LIST}/open?id=${institution.id}`)
    expect([form.status, headingOf(form.text)]).toEqual([200, '开通机构'])
    const reply = await mine.visitor.submit(`${LIST}/open?id=${institution.id}`, administratorOf(person))
    expect([reply.status, reply.headers.get('location')]).toEqual([303, `${LIST}?saved=open`])
    expect(await words(mine, `${LIST}?saved=open`)).toContain('机构已经开通')
    expect((await mine.visitor.get(LIST)).text).not.toContain(person.documentNumber)
    const entered = await enter(world, institution.number, person.mobile, initialOf(person))
    expect(entered.headers.get('location')).toBe('/institution/password')
    expect(await words(mine, '/center/activity')).toContain('开通机构')
  })

  it('are administered by registered people alone, under their own name and mobile', async () => {
    const { visitor } = who
    const { id } = await registerInstitution(world, who, clerk)
    const open = (fields: Record<string, string>) => visitor.submit(`${LIST}/open?id=${id}`, fields)
    const unknown = await open(administratorOf(aPerson()))
    expect([unknown.status, errorsIn(unknown.text).documentNumber]).toEqual([
      409,
      expect.stringContaining('还没有注册个人账号'),
    ])
    const person = await newPerson()
    for (const other of [{ name: '别的人' }, { mobile: aPerson().mobile }]) {
      const differs = await open({ ...administratorOf(person), ...other })
      expect([differs.status, summaryIn(differs.text)]).toEqual([
        409,
        expect.stringContaining('不一样，没有保存'),
      ])
      expect(valuesIn(differs.text)).toMatchObject({ documentNumber: person.documentNumber, ...other })
    }
    expect(Object.keys(errorsIn((await open({})).text)).sort()).toEqual(
      ['documentNumber', 'documentType', 'mobile', 'name'].sort(),
    )
  })

  it('get another administrator, and the one before is out at once', async () => {
    const mine = await aRepresentative(world)
    const old = await signInInstitution(world, mine)
    const { id, number } = old.institution
    const ask = await mine.visitor.get(`${LIST}/change?id=${id}`)
    expect(wordsOf(ask.text)).toContain(`*****${old.person.documentNumber.slice(-4)}`)
    for (const secret of [old.person.documentNumber, old.person.mobile, old.person.name])
      expect(ask.text).not.toContain(secret)
    const same = await mine.visitor.submit(`${LIST}/change?id=${id}`, administratorOf(old.person))
    expect(errorsIn(same.text).documentNumber).toContain('就是现在的管理员')
    const person = await newPerson()
    const reply = await mine.visitor.submit(`${LIST}/change?id=${id}`, administratorOf(person))
    expect(reply.headers.get('location')).toBe(`${LIST}?saved=change`)
    expect((await old.visitor.get('/institution')).headers.get('location')).toBe('/login')
    expect((await enter(world, number, old.person.documentNumber, old.person.password)).status).toBe(401)
    expect((await enter(world, number, person.documentNumber, initialOf(person))).status).toBe(303)
  })

  it('get the initial password again, which ends sessions and the lock', async () => {
    const mine = await anAdministrator(world, await aRepresentative(world))
    const own = await signInInstitution(world, mine)
    const { id, number } = own.institution
    const { documentNumber } = own.person
    for (let tries = 0; tries < 5; tries++) await enter(world, number, documentNumber, 'Wrong#2026')
    expect((await enter(world, number, documentNumber, own.person.password)).status).toBe(423)
    const ask = await mine.visitor.get(`${LIST}/reset?id=${id}`)
    expect(wordsOf(ask.text)).toContain('要重置管理员的密码吗')
    const reply = await mine.visitor.submit(`${LIST}/reset`, { id })
    expect(reply.headers.get('location')).toBe(`${LIST}?saved=reset`)
    expect((await own.visitor.get('/institution')).headers.get('location')).toBe('/login')
    expect((await enter(world, number, documentNumber, own.person.password)).status).toBe(401)
    const entered = await enter(world, number, documentNumber, initialOf(own.person), own.visitor)
    expect(entered.headers.get('location')).toBe('/institution/password')
    const { password } = own.person
    const former = { oldPassword: initialOf(own.person), password, passwordRepeat: password }
    const same = await own.visitor.submit('/institution/password', former)
    expect(errorsIn(same.text).password).toContain('最近用过')
  })

  it('are looked at by a handler, and changed by nobody of another unit', async () => {
    const mine = await aRepresentative(world)
    const { institution } = await openInstitution(world, mine)
    const closed = await registerInstitution(world, mine, clerk)
    const handler = await aHandler(world, mine)
    expect(await words(handler)).toContain(institution.number)
    expect(await words(handler)).toContain('您是经办人，可以查看')
    const person = administratorOf(await newPerson())
    const stranger = await aRepresentative(world)
    expect(await words(stranger)).not.toContain(institution.number)
    for (const [visitor, status] of [
      [handler.visitor, 403],
      [stranger.visitor, 404],
    ] as const) {
      for (const [act, id] of [
        ['open', closed.id],
        ['change', institution.id],
      ]) {
        expect((await visitor.get(`${LIST}/${act}?id=${id}`)).status).toBe(status)
        expect((await visitor.submit(`${LIST}/${act}?id=${id}`, person)).status).toBe(status)
        expect((await visitor.submit(`${LIST}/${act}?id=${id}`, {})).status).toBe(status)
      }
      expect((await visitor.get(`${LIST}/reset?id=${institution.id}`)).status).toBe(status)
      expect((await visitor.submit(`${LIST}/reset`, { id: institution.id })).status).toBe(status)
    }
  })

  it('are opened once, and not changed before that', async () => {
    const { institution, person } = await openInstitution(world, who)
    const closed = await registerInstitution(world, who, clerk)
    const fields = administratorOf(person)
    for (const path of [`open?id=${institution.id}`, `change?id=${closed.id}`]) {
      expect((await who.visitor.get(`${LIST}/${path}`)).status).toBe(409)
      expect((await who.visitor.submit(`${LIST}/${path}`, fields)).status).toBe(409)
      expect((await who.visitor.submit(`${LIST}/${path}`, {})).status).toBe(409)
    }
    expect((await who.visitor.get(`${LIST}/reset?id=${closed.id}`)).status).toBe(409)
    expect((await who.visitor.submit(`${LIST}/reset`, { id: closed.id })).status).toBe(409)
  })
})
