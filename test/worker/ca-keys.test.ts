/** The CA keys of a unit in its centre: seen by all of its operators, bound by one, ended by two. */
import { beforeAll, describe, expect, it } from 'vitest'
import { must, registerUnit, signIn } from '../support/builders.ts'
import {
  aBrowser,
  aUnitWithKey,
  challengeFor,
  confirmByFace,
  keyOf,
  press,
  proofBy,
  rowOf,
} from '../support/ca-sign-in.ts'
import type { Visitor } from '../support/client.ts'
import { headingOf, wordsOf } from '../support/html.ts'
import { anOperator, aUnitWithNotice } from '../support/operators.ts'
import { useCa } from '../support/use-ca.ts'
import { comeIn, confirmScan, passSeconds, readPage } from '../support/waiting.ts'

const test = useCa()
const { world } = test
const LIST = '/center/keys'
const ADD = `${LIST}/add`
let unit: Awaited<ReturnType<typeof aUnitWithNotice>>
let visitors: Record<'administrator' | 'handler', Visitor>
beforeAll(async () => {
  unit = await aUnitWithNotice(world)
  const as = async (own: object) => {
    const { person } = await anOperator(world, unit, own)
    return signIn(world, { unit: unit.unit, person })
  }
  visitors = {
    administrator: await as({ role: 'administrator' }),
    handler: await as({ items: ['enrolment'] }),
  }
}, 60_000)

const tail = (serial: string) => serial.toUpperCase().slice(-8)
const wordsAt = async (visitor: Visitor, path = LIST) => wordsOf((await visitor.get(path)).text)

/** Binds in the centre, as far as the post is answered. */
const bind = async (visitor: Visitor, key: Parameters<typeof press>[1], signing = {}) =>
  (await press(world, key, { visitor, purpose: 'bind', path: ADD, ...signing })).reply

describe('binding a key in the unit centre', () => {
  it('asks whoever came in by password for their face, and is done then', async () => {
    const key = await keyOf(test.ca, unit.unit)
    const page = readPage(unit.visitor, (await must(200, bind(unit.visitor, key))).text)
    expect((await test.app.call(page.code)).json).toMatchObject({
      ...{ representativeOnly: true, unitNumber: unit.unitNumber, title: '给单位绑定一张 CA 证书' },
    })
    expect(await rowOf(world, key)).toBeNull()
    await must(200, confirmByFace(test.app, page, unit.person))
    const done = await comeIn(page, ADD)
    expect([done.status, done.headers.get('location')]).toEqual([303, `${LIST}?done=bound`])
    expect(await rowOf(world, key)).toMatchObject({ bound_how: 'center', removed_at: null })
    const words = await wordsAt(unit.visitor, `${LIST}?done=bound`)
    expect(words).toContain('证书已经绑定')
    expect(words).toContain(tail(key.serial))
    // What the phone agreed to was binding, and it signs nobody in.
    for (const path of ['/login/ca', '/login/scan'])
      expect((await comeIn(page, path)).headers.get('location')).toBe(path)
  })

  it('is done at once for whoever showed their face when they signed in', async () => {
    const made = await registerUnit(world)
    const first = await press(world, await keyOf(test.ca, made.unit))
    const page = readPage(first.visitor, first.reply.text)
    await must(200, confirmByFace(test.app, page, made.person))
    await must(303, comeIn(page, '/login/ca'))
    const key = await keyOf(test.ca, made.unit)
    const reply = await bind(page.visitor, key, { browser: aBrowser(), driver: 'bjca' })
    expect(reply.headers.get('location')).toBe(`${LIST}?done=bound`)
    expect(await rowOf(world, key)).toMatchObject({ bound_how: 'center' })
    expect(await wordsAt(page.visitor)).toContain('可以直接用证书登录的电脑')
  })

  it('is the legal representative’s alone', async () => {
    for (const visitor of Object.values(visitors)) {
      expect((await visitor.get(ADD)).status).toBe(403)
      const key = await keyOf(test.ca, unit.unit)
      const reply = await bind(visitor, key)
      expect([reply.status, await rowOf(world, key)]).toEqual([403, null])
    }
  })

  it('takes no key of another unit', async () => {
    const key = await keyOf(test.ca, (await registerUnit(world)).unit)
    const reply = await bind(unit.visitor, key)
    expect([reply.status, wordsOf(reply.text).includes('这是另一家单位的证书')]).toEqual([403, true])
    expect(await rowOf(world, key)).toBeNull()
  })

  it('belongs to the session that asked, and ends with the phone’s time', async () => {
    const key = await keyOf(test.ca, unit.unit)
    const elsewhere = await signIn(world, unit)
    const proof = await proofBy(world, key, await challengeFor(elsewhere, { purpose: 'bind' }), {
      purpose: 'bind',
    })
    expect((await unit.visitor.submit(ADD, proof)).status).toBe(410)
    const page = readPage(unit.visitor, (await must(200, bind(unit.visitor, key))).text)
    await passSeconds(world.hall.db, page, 121)
    expect((await comeIn(page, ADD)).status).toBe(410)
    const other = await registerUnit(world)
    const stranger = await signIn(world, other)
    expect((await comeIn({ ...page, visitor: stranger }, ADD)).status).toBe(303)
    expect(await rowOf(world, key)).toBeNull()
  })

  it('brings back a key that was removed', async () => {
    const own = await aUnitWithKey(world, test)
    const inside = await signIn(world, own)
    await must(303, inside.submit(`${LIST}/remove`, { id: String((await rowOf(world, own.key))?.id) }))
    expect((await press(world, own.key)).reply.status).toBe(403)
    const page = readPage(inside, (await must(200, bind(inside, own.key))).text)
    await must(200, confirmByFace(test.app, page, own.person))
    await must(303, comeIn(page, ADD))
    expect((await press(world, own.key)).reply.status).toBe(303)
  })
})

describe('the list of keys', () => {
  it('shows issuer, end of the serial number, validity and last use, and acts to whom they are for', async () => {
    const key = await keyOf(test.ca, unit.unit, { to: new Date(Date.now() + 9.5 * 86_400_000) })
    const page = readPage(unit.visitor, (await must(200, bind(unit.visitor, key))).text)
    await must(200, confirmByFace(test.app, page, unit.person))
    for (const [visitor, adds, ends] of [
      [unit.visitor, true, true],
      [visitors.administrator, false, true],
      [visitors.handler, false, false],
    ] as const) {
      const { text } = await must(200, visitor.get(LIST))
      expect(wordsOf(text)).toContain(tail(key.serial))
      expect(wordsOf(text)).toMatch(/测试机构[\s\S]*还有 10 天，请尽快续期[\s\S]*还没有用过/)
      expect([text.includes(`href="${ADD}"`), text.includes(`${LIST}/remove?id=`)]).toEqual([adds, ends])
    }
  })

  it('is empty at first, with what to do', async () => {
    const visitor = await signIn(world, await registerUnit(world))
    expect(await wordsAt(visitor)).toContain('还没有绑定 CA 证书')
  })

  it('shows nobody another unit’s keys', async () => {
    const own = await aUnitWithKey(world, test)
    const id = String((await rowOf(world, own.key))?.id)
    const stranger = await signIn(world, await registerUnit(world))
    expect(await wordsAt(stranger)).not.toContain(tail(own.key.serial))
    expect((await stranger.get(`${LIST}/remove?id=${id}`)).status).toBe(404)
    expect((await stranger.submit(`${LIST}/remove`, { id })).status).toBe(404)
    expect(await rowOf(world, own.key)).toMatchObject({ removed_at: null })
  })
})

describe('ending a key', () => {
  it('is asked about first, ends what it had opened, and is told in the activity', async () => {
    const own = await aUnitWithKey(world, test)
    const id = String((await rowOf(world, own.key))?.id)
    const inside = await signIn(world, own)
    const byKey = await press(world, own.key)
    expect(headingOf((await inside.get(`${LIST}/remove?id=${id}`)).text)).toBe('停用这张证书')
    await must(303, inside.submit(`${LIST}/remove`, { id }))
    for (const visitor of [byKey.visitor, own.visitor])
      expect((await visitor.get('/api/v1/session')).status).toBe(401)
    expect((await inside.get('/api/v1/session')).status).toBe(200)
    expect(await wordsAt(inside)).toContain('停用的证书')
    expect(await wordsAt(inside, '/center/activity')).toContain('停用 CA 证书')
    expect((await inside.submit(`${LIST}/remove`, { id })).status).toBe(404)
  })

  it('ends a session that has changed its password since, too', async () => {
    const own = await aUnitWithKey(world, test)
    const { visitor } = await press(world, own.key)
    const typed = { oldPassword: own.person.password, password: 'Fresh#1999x', passwordRepeat: 'Fresh#1999x' }
    await must(303, visitor.submit('/center/settings/password', typed))
    expect((await visitor.get('/api/v1/session')).json).toMatchObject({ amr: ['hwk', 'pwd'] })
    expect(await wordsAt(visitor, '/center/sessions')).toContain('CA 证书')
    const inside = await signIn(world, { ...own, person: { ...own.person, password: typed.password } })
    await must(303, inside.submit(`${LIST}/remove`, { id: String((await rowOf(world, own.key))?.id) }))
    expect((await visitor.get('/api/v1/session')).status).toBe(401)
  })

  it('is not a handler’s to do', async () => {
    const key = await keyOf(test.ca, unit.unit)
    const page = readPage(unit.visitor, (await must(200, bind(unit.visitor, key))).text)
    await must(200, confirmByFace(test.app, page, unit.person))
    const id = String((await rowOf(world, key))?.id)
    for (const reply of [
      await visitors.handler.get(`${LIST}/remove?id=${id}`),
      await visitors.handler.submit(`${LIST}/remove`, { id }),
      await visitors.handler.submit(`${LIST}/device`, { key: id, thumbprint: 'x' }),
    ])
      expect(reply.status).toBe(403)
    await must(303, visitors.administrator.submit(`${LIST}/remove`, { id }))
  })
})

describe('a browser that was vouched for', () => {
  it('is listed, and needs the phone again once it was removed', async () => {
    const browser = aBrowser()
    const signing = { driver: 'guoxin', browser } as const
    const own = await aUnitWithKey(world, test, signing)
    const byKey = await press(world, own.key, signing)
    const inside = await signIn(world, own)
    const { text } = await inside.get(LIST)
    const [, key = ''] = /name="key" value="([^"]+)"/.exec(text) ?? []
    const [, thumbprint = ''] = /name="thumbprint" value="([^"]+)"/.exec(text) ?? []
    expect((await inside.submit(`${LIST}/device`, { key, thumbprint: 'A'.repeat(43) })).status).toBe(404)
    await must(303, inside.submit(`${LIST}/device`, { key, thumbprint }))
    expect((await byKey.visitor.get('/api/v1/session')).status).toBe(401)
    expect(await wordsAt(inside, '/center/activity')).toContain('停用一台电脑的证书登录')
    const { visitor, reply } = await press(world, own.key, signing)
    expect(reply.status).toBe(200)
    await must(200, confirmScan(test.app, readPage(visitor, reply.text), own.person))
    expect((await press(world, own.key, signing)).reply.status).toBe(303)
  })
})
