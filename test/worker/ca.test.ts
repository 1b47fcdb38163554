/** Signing in with a CA key on the hall itself: what the key is worth, and for whom the phone is asked. */

import { beforeAll, describe, expect, it } from 'vitest'
import { faced } from '../support/app-acts.ts'
import type { anApp } from '../support/app-client.ts'
import { aUnit, must, registerPerson, registerUnit, signIn } from '../support/builders.ts'
import type { TestAuthority } from '../support/ca/start.ts'
import { trust } from '../support/ca/trust.ts'
import { aBrowser, aUnitWithKey, confirmByFace, keyOf, press, rowOf } from '../support/ca-sign-in.ts'
import type { Visitor } from '../support/client.ts'
import { headingOf, wordsOf } from '../support/html.ts'
import { anOperator, aUnitWithNotice } from '../support/operators.ts'
import { useCa } from '../support/use-ca.ts'
import { comeIn, confirmScan, passSeconds, readPage, refuseScan } from '../support/waiting.ts'

const test = useCa({ kinds: ['ec', 'sm2', 'rsa'] })
const { world } = test
let ca: TestAuthority
let app: Awaited<ReturnType<typeof anApp>>
beforeAll(() => {
  ;({ ca, app } = test)
})

const who = async (visitor: Visitor) => {
  const { json } = await visitor.get<{ unit: { unitNumber: string }; amr: string[]; reason?: string }>(
    '/api/v1/session',
  )
  return json.reason ?? { unit: json.unit.unitNumber, amr: json.amr }
}
const listed = async (visitor: Visitor) => (await visitor.get('/center/sessions')).text
const activity = async (visitor: Visitor) => wordsOf((await visitor.get('/center/activity')).text)

/** Signs in with a key that needs the phone: the page with its code. */
async function pageFor(...args: Parameters<typeof press>) {
  const { visitor, reply } = await press(...args)
  expect(reply.status).toBe(200)
  return readPage(visitor, reply.text)
}

/** What the hall says of a sign-in that it refused. */
async function refusalOf(...args: Parameters<typeof press>) {
  const { visitor, reply } = await press(...args)
  expect(visitor.cookies.size).toBe(0)
  return { status: reply.status, heading: headingOf(reply.text), text: reply.text }
}

describe('the first use of a key', () => {
  it('binds it by the face of the legal representative, who is signed in by both', async () => {
    const made = await registerUnit(world)
    const key = await keyOf(ca, made.unit, { kind: 'sm2' })
    const page = await pageFor(world, key)
    expect((await app.call(page.code)).json).toMatchObject({
      ...{ purpose: 'sign_in', account: 'unit', unitName: made.unit.unitName },
      ...{ unitNumber: made.unitNumber, representativeOnly: true, title: expect.stringContaining('绑定') },
    })
    expect(await rowOf(world, key)).toBeNull()
    await must(200, confirmByFace(app, page, made.person))
    const { status, headers } = await comeIn(page, '/login/ca')
    expect([status, headers.get('location')]).toEqual([303, '/center'])
    expect(await who(page.visitor)).toEqual({ unit: made.unitNumber, amr: ['hwk', 'face', 'mca', 'mfa'] })
    expect(await rowOf(world, key)).toMatchObject({ bound_how: 'first_use', removed_at: null })
    expect(await listed(page.visitor)).toContain('CA 证书')
    expect(await activity(page.visitor)).toMatch(/用 CA 证书登录[\s\S]*绑定 CA 证书/)
  })

  it('is confirmed by nobody else, and not without a face', async () => {
    const unit = await aUnitWithNotice(world)
    const administrator = await anOperator(world, unit, { role: 'administrator' })
    const stranger = await registerUnit(world)
    const page = await pageFor(world, await keyOf(ca, unit.unit))
    const reasons = [
      (await confirmScan(app, page, administrator.person, undefined, ['face'])).json.reason,
      (await confirmScan(app, page, stranger.person, undefined, ['face'])).json.reason,
      (await confirmScan(app, page, stranger.person, stranger.unitNumber, ['face'])).json.reason,
      (await confirmScan(app, page, unit.person, stranger.unitNumber, ['face'])).json.reason,
      (await confirmScan(app, page, await registerPerson(world), undefined, ['face'])).json.reason,
      (await confirmScan(app, page, unit.person)).json.reason,
      (await confirmScan(app, page, unit.person, undefined, ['swk', 'face'], { auth_time: faced(400) })).json
        .reason,
    ]
    expect(reasons).toEqual([
      ...['app_representative_only', 'app_not_of_key', 'app_not_of_key', 'app_not_of_key', 'app_not_of_key'],
      ...['app_face_first', 'app_face_first'],
    ])
    expect((await comeIn(page, '/login/ca')).status).toBe(200)
    expect(page.visitor.cookies.size).toBe(0)
  })

  it('comes to nothing where the phone says no, or too late', async () => {
    const made = await registerUnit(world)
    const key = await keyOf(ca, made.unit)
    const refused = await pageFor(world, key)
    await must(200, refuseScan(app, refused, made.person))
    expect((await comeIn(refused, '/login/ca')).status).toBe(409)
    const late = await pageFor(world, key)
    await passSeconds(world.hall.db, late, 121)
    expect((await confirmByFace(app, late, made.person)).json.reason).toBe('scan_expired')
    expect((await comeIn(late, '/login/ca')).status).toBe(410)
    expect(await rowOf(world, key)).toBeNull()
  })
})

describe('a bound key', () => {
  it.each(['ec', 'sm2', 'rsa'] as const)('signs in the only operator at once (%s)', async (kind) => {
    const { key, unitNumber } = await aUnitWithKey(world, { ca, app }, { kind })
    const { visitor, reply } = await press(world, key, { path: '/login/ca?next=%2Fcenter%2Fcases' })
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/center/cases'])
    expect(await who(visitor)).toEqual({ unit: unitNumber, amr: ['hwk'] })
    expect(await activity(visitor)).toContain('用 CA 证书登录')
  })

  it('takes the place of the session that this browser had', async () => {
    const { key, visitor } = await aUnitWithKey(world, { ca, app })
    const before = visitor.cookies.get('__Host-hall')
    await press(world, key, { visitor })
    const old = await visitor.send('/api/v1/session', { headers: { cookie: `__Host-hall=${before}` } })
    expect([old.status, (await visitor.get('/api/v1/session')).status]).toEqual([401, 200])
  })

  it('names the unit only where several act for it: whoever confirms on their phone is signed in', async () => {
    const unit = await aUnitWithNotice(world)
    const key = await keyOf(ca, unit.unit)
    const first = await pageFor(world, key)
    await must(200, confirmByFace(app, first, unit.person))
    await must(303, comeIn(first, '/login/ca'))
    const handler = await anOperator(world, unit, { items: ['enrolment'] })
    const stranger = await registerUnit(world)

    const page = await pageFor(world, key)
    // Whoever has the key and no phone leaves a trace.
    expect(await activity(unit.visitor)).toMatch(/用 CA 证书核对了单位，等手机确认还没有登录的人/)
    expect((await app.call(page.code)).json).toMatchObject({ unitNumber: unit.unitNumber })
    expect((await app.call(page.code)).json).not.toHaveProperty('representativeOnly')
    expect((await confirmScan(app, page, stranger.person)).json.reason).toBe('app_not_of_key')
    await must(200, confirmScan(app, page, handler.person))
    await must(303, comeIn(page, '/login/ca'))
    expect(await who(page.visitor)).toEqual({ unit: unit.unitNumber, amr: ['hwk', 'swk', 'mca'] })
    const session = await page.visitor.get<{ operator: { role: string } }>('/api/v1/session')
    expect(session.json.operator.role).toBe('handler')
  })

  it('of a unit whose name has changed is that unit’s still: its credit code says so', async () => {
    const made = await registerUnit(world)
    const key = await keyOf(ca, made.unit, { subject: '/C=CN/O=改过名字的单位/CN=改过名字的单位' })
    const page = await pageFor(world, key)
    await must(200, confirmByFace(app, page, made.person))
    expect((await press(world, key)).reply.status).toBe(303)
  })
})

describe('a renewed key', () => {
  it('is bound at once where one of the same CA is, and both sign in', async () => {
    const { key, unit, unitNumber } = await aUnitWithKey(world, { ca, app })
    const next = await keyOf(ca, unit)
    const { visitor, reply } = await press(world, next)
    expect(reply.status).toBe(303)
    expect(await who(visitor)).toEqual({ unit: unitNumber, amr: ['hwk'] })
    expect(await rowOf(world, next)).toMatchObject({ bound_how: 'renewal', bound_by: null })
    expect(await activity(visitor)).toContain('证书续期，换绑了新证书')
    expect((await press(world, key)).reply.status).toBe(303)
  })

  it('of another CA is a first use', async () => {
    const { unit } = await aUnitWithKey(world, { ca, app })
    const { reply } = await press(world, await keyOf(ca, unit, { kind: 'sm2' }))
    expect(wordsOf(reply.text)).toContain('第一次在大厅使用')
  })

  it('comes with the confirmation where several act for the unit', async () => {
    const unit = await aUnitWithNotice(world)
    const first = await pageFor(world, await keyOf(ca, unit.unit))
    await must(200, confirmByFace(app, first, unit.person))
    const handler = await anOperator(world, unit, { items: ['enrolment'] })
    const next = await keyOf(ca, unit.unit)
    const page = await pageFor(world, next)
    await must(200, confirmScan(app, page, handler.person))
    expect(await rowOf(world, next)).toMatchObject({ bound_how: 'renewal', bound_by: handler.id })
    await must(303, comeIn(page, '/login/ca'))
  })
})

describe('a key that any page could have asked', () => {
  const vendor = { driver: 'jsca' } as const

  it('signs in at once only in a browser that the legal representative vouched for', async () => {
    const browser = aBrowser()
    const { key, person, unitNumber } = await aUnitWithKey(world, { ca, app }, { ...vendor, browser })
    expect((await press(world, key, { ...vendor, browser })).reply.status).toBe(303)

    const elsewhere = await pageFor(world, key, { ...vendor, browser: aBrowser() })
    expect((await comeIn(elsewhere, '/login/ca')).status).toBe(200)
    const bare = await pageFor(world, key, vendor)
    await must(200, confirmScan(app, bare, person))
    await must(303, comeIn(bare, '/login/ca'))
    expect(await who(bare.visitor)).toEqual({ unit: unitNumber, amr: ['hwk', 'swk', 'mca'] })
    // Without a key of the browser's own there is nothing to enrol.
    expect((await press(world, key, vendor)).reply.status).toBe(200)
  })

  it('enrols the browser in which the phone confirmed', async () => {
    const { key, person } = await aUnitWithKey(world, { ca, app })
    const browser = aBrowser()
    const page = await pageFor(world, key, { ...vendor, browser })
    await must(200, confirmScan(app, page, person))
    expect((await press(world, key, { ...vendor, browser })).reply.status).toBe(303)
  })

  it('is so whatever the token says of its driver, where the CA keeps such a client', async () => {
    const other = await ca.root('ec', { subject: '/C=CN/O=有本地客户端的机构' })
    await trust(world.hall.db, ca, other, { localClient: true })
    const made = await registerUnit(world)
    const key = await other.issue({ creditCode: made.unit.creditCode })
    const page = await pageFor(world, key, { driver: 'pkcs11' })
    await must(200, confirmByFace(app, page, made.person))
    expect((await press(world, key, { driver: 'pkcs11' })).reply.status).toBe(200)
  })

  it('keeps its browsers when it is renewed', async () => {
    const browser = aBrowser()
    const { unit } = await aUnitWithKey(world, { ca, app }, { ...vendor, browser })
    const next = await keyOf(ca, unit)
    for (let times = 0; times < 2; times++)
      expect((await press(world, next, { ...vendor, browser })).reply.status).toBe(303)
    expect((await press(world, next, { ...vendor, browser: aBrowser() })).reply.status).toBe(200)
  })

  it('keeps them also where the phone confirmed the renewal', async () => {
    const [browser, other] = [aBrowser(), aBrowser()]
    const { unit, person } = await aUnitWithKey(world, { ca, app }, { ...vendor, browser })
    const next = await keyOf(ca, unit)
    await must(200, confirmScan(app, await pageFor(world, next, { ...vendor, browser: other }), person))
    for (const one of [browser, other])
      expect((await press(world, next, { ...vendor, browser: one })).reply.status).toBe(303)
  })

  it('is enrolled by nobody but the legal representative', async () => {
    const unit = await aUnitWithNotice(world)
    const key = await keyOf(ca, unit.unit)
    await must(200, confirmByFace(app, await pageFor(world, key), unit.person))
    const handler = await anOperator(world, unit, { items: ['enrolment'] })
    const page = await pageFor(world, key, { ...vendor, browser: aBrowser() })
    await must(200, confirmScan(app, page, handler.person))
    const count = await world.hall.db
      .prepare('SELECT count(*) AS n FROM ca_device d JOIN ca_key k ON k.id = d.key_id WHERE k.serial = ?')
      .bind(key.serial)
      .first<number>('n')
    expect(count).toBe(0)
  })
})

describe('a key that lets nobody in', () => {
  it('is one of a unit that is not registered, with the way to register', async () => {
    const { status, heading, text } = await refusalOf(world, await keyOf(ca, aUnit()))
    expect([status, heading]).toEqual([404, '这家单位还没有在大厅注册'])
    expect(text).toContain('href="/register"')
  })

  it('is one that the unit removed, until the legal representative binds it anew', async () => {
    const { key, visitor, person, unit } = await aUnitWithKey(world, { ca, app })
    const id = String((await rowOf(world, key))?.id)
    const inside = await press(world, key)
    await must(303, visitor.submit('/center/keys/remove', { id }))
    expect(await who(inside.visitor)).toBe('not_signed_in')
    const { status, heading } = await refusalOf(world, key)
    expect([status, heading]).toEqual([403, '这张证书被本单位停用了'])
    expect(await activity(await signIn(world, { unit, person }))).toContain('证书已被本单位停用，没有登录')
  })

  it('is a new one of a unit whose legal representative is not there to confirm', async () => {
    const made = await registerUnit(world)
    await world.hall.db
      .prepare(
        `UPDATE operator SET suspended = 1, changed_at = 1
         WHERE unit_id = (SELECT id FROM unit WHERE unit_number = ?)`,
      )
      .bind(made.unitNumber)
      .run()
    const { status, heading } = await refusalOf(world, await keyOf(ca, made.unit))
    expect([status, heading]).toEqual([409, '还没有人能确认这张证书'])
  })
})
