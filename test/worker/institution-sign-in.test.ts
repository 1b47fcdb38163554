import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { aPerson } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { errorsIn, headingOf, summaryIn, valuesIn, wordsOf } from '../support/html.ts'
import { enter, initialOf, openInstitution, signInInstitution } from '../support/institutions.ts'
import { aRepresentative, type Member } from '../support/unit-people.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let who: Member
beforeAll(async () => {
  who = await aRepresentative(world)
})

const OWN = '/institution'
const PASSWORD = `${OWN}/password`
const typed = (oldPassword: string, password: string) => ({ oldPassword, password, passwordRepeat: password })

describe('an institution’s first sign-in', () => {
  it('opens nothing but the change of the initial password', async () => {
    const { institution, person } = await openInstitution(world, who)
    const visitor = new Visitor(world.hall.origin)
    const entered = await enter(world, institution.number, person.documentNumber, initialOf(person), visitor)
    expect([entered.status, entered.headers.get('location')]).toEqual([303, PASSWORD])
    expect((await visitor.get(OWN)).headers.get('location')).toBe(PASSWORD)
    const form = await visitor.get(PASSWORD)
    expect(headingOf(form.text)).toBe('请先换掉初始密码')
    const same = await visitor.submit(PASSWORD, typed(initialOf(person), initialOf(person)))
    // Some of them are common ones, too.
    expect(errorsIn(same.text).password).toMatch(/最近用过|太常见/)
    expect((await visitor.get(OWN)).headers.get('location')).toBe(PASSWORD)
    const before = visitor.cookies.get('__Host-hall-institution')
    const changed = await visitor.submit(PASSWORD, typed(initialOf(person), person.password))
    expect([changed.status, changed.headers.get('location')]).toEqual([303, `${OWN}?saved=password`])
    expect(visitor.cookies.get('__Host-hall-institution')).not.toBe(before)
    const centre = await visitor.get(OWN)
    for (const part of [institution.name, institution.number, who.unit.unitName, '民办职业培训学校'])
      expect(wordsOf(centre.text)).toContain(part)
    expect(wordsOf(centre.text)).toContain('机构管理员')
    const again = await enter(world, institution.number, person.mobile, person.password)
    expect(again.headers.get('location')).toBe(OWN)
    expect((await enter(world, institution.number, person.mobile, initialOf(person))).status).toBe(401)
  })

  it('is changed by the old password alone, and five wrong ones lock the account', async () => {
    const { institution, person, visitor } = await signInInstitution(world, who)
    const empty = await visitor.submit(PASSWORD, {})
    expect([empty.status, Object.keys(errorsIn(empty.text))]).toEqual([
      422,
      ['oldPassword', 'password', 'passwordRepeat'],
    ])
    for (let tries = 1; tries <= 5; tries++) {
      const reply = await visitor.submit(PASSWORD, typed('Wrong#2026', 'Another#26'))
      expect(reply.status).toBe(tries < 5 ? 422 : 423)
    }
    expect((await visitor.submit(PASSWORD, typed(person.password, 'Another#26'))).status).toBe(423)
    expect((await enter(world, institution.number, person.mobile, person.password)).status).toBe(423)
  })
})

describe('the sign-in form', () => {
  it('says the same of an unknown institution, an unknown person and a wrong password', async () => {
    const { institution, person } = await openInstitution(world, who)
    const replies = [
      await enter(world, institution.number, person.documentNumber, 'Wrong#2026'),
      await enter(world, institution.number, aPerson().documentNumber, initialOf(person)),
      await enter(world, '90000000', person.documentNumber, initialOf(person)),
      await enter(world, who.unitNumber, person.documentNumber, initialOf(person)),
    ]
    const [first] = replies
    for (const { status, text } of replies) {
      expect(status).toBe(401)
      expect(summaryIn(text)).toBe(summaryIn(first?.text ?? ''))
      expect(text).not.toContain(initialOf(person))
    }
    expect(valuesIn(replies[0]?.text ?? '')).toEqual({
      unit: institution.number,
      person: person.documentNumber,
    })
  })

  it('locks for half an hour after five failures, for whoever there is or is not', async () => {
    const { institution, person } = await openInstitution(world, who)
    for (const [number, name] of [
      [institution.number, person.documentNumber],
      ['90000001', aPerson().documentNumber],
    ] as const) {
      for (let tries = 1; tries <= 5; tries++)
        expect((await enter(world, number, name, 'Wrong#2026')).status).toBe(tries < 5 ? 401 : 423)
      expect((await enter(world, number, name, initialOf(person))).status).toBe(423)
    }
    const activity = wordsOf((await who.visitor.get('/center/activity')).text)
    for (const part of ['机构登录', '本单位的机构', '账号已锁定']) expect(activity).toContain(part)
  })

  it('leads nowhere else for an institution, whatever `next` says', async () => {
    const { institution, person } = await signInInstitution(world, who)
    const reply = await new Visitor(world.hall.origin).submit('/login?next=%2Fcenter%2Fapps', {
      ...{ unit: institution.number, person: person.mobile, password: person.password },
    })
    expect(reply.headers.get('location')).toBe(OWN)
  })

  it('opens no session of a unit by JSON', async () => {
    const { institution, person } = await signInInstitution(world, who)
    const body = { unit: institution.number, person: person.mobile, password: person.password }
    expect(await new Visitor(world.hall.origin).post('/api/v1/sessions', body)).toMatchObject({
      ...{ status: 401, json: { reason: 'sign_in_wrong' } },
    })
  })
})

describe('an institution’s session', () => {
  it('reaches no page and no route of its unit', async () => {
    const { visitor } = await signInInstitution(world, who)
    for (const path of [
      '/center',
      '/center/settings',
      '/center/unit',
      '/center/institutions',
      '/center/express',
    ])
      expect((await visitor.get(path)).headers.get('location')).toContain('/login')
    for (const path of ['/api/v1/session', '/api/v1/unit', '/api/v1/activity'])
      expect((await visitor.get(path)).status).toBe(401)
  })

  it('is renewed, and is over with the sign-out, half an hour idle, or twelve hours', async () => {
    const { visitor, institution } = await signInInstitution(world, who)
    const renew = () => visitor.post('/api/v1/institution/session/renew')
    expect((await renew()).status).toBe(200)
    const set = (sql: string) =>
      world.hall.db
        .prepare(`UPDATE institution_session SET ${sql} WHERE institution_id = ?`)
        .bind(institution.id)
        .run()
    await set('seen_at = seen_at - 32 * 60000')
    expect((await renew()).status).toBe(401)
    expect((await visitor.get(OWN)).headers.get('location')).toBe('/login')
    await world.hall.tick()
    const left = await world.hall.db
      .prepare('SELECT count(*) AS n FROM institution_session WHERE institution_id = ?')
      .bind(institution.id)
      .first<number>('n')
    expect(left).toBe(0)
    const other = await signInInstitution(world, who)
    const cookie = `__Host-hall-institution=${other.visitor.cookies.get('__Host-hall-institution')}`
    const out = await other.visitor.submit('/institution/logout', {})
    expect([out.status, out.headers.get('location')]).toEqual([303, '/'])
    expect((await new Visitor(world.hall.origin).get(OWN, { cookie })).headers.get('location')).toBe('/login')
  })

  it('is read with what is sealed, under a new key too', async () => {
    const { visitor, institution, person } = await signInInstitution(world, who)
    const rows = async () =>
      JSON.stringify(await world.hall.db.prepare('SELECT * FROM institution_administrator').all())
    for (const plain of [person.documentNumber, person.mobile, person.name])
      expect(await rows()).not.toContain(plain)
    const { keys } = JSON.parse(world.secrets.SEALING_KEYS) as { keys: Record<string, string> }
    const both = { ...keys, k2: randomBytes(32).toString('base64') }
    await world.hall.reload({ SEALING_KEYS: JSON.stringify({ current: 'k2', keys: both }) })
    expect((await enter(world, institution.number, person.mobile, person.password)).status).toBe(303)
    await world.hall.tick()
    await expect.poll(rows).not.toMatch(/"k1\./)
    await world.hall.reload({
      SEALING_KEYS: JSON.stringify({ current: 'k2', keys: { k2: both.k2 } }),
    })
    expect((await enter(world, institution.number, person.documentNumber, person.password)).status).toBe(303)
    expect((await visitor.get(OWN)).status).toBe(200)
  })
})
