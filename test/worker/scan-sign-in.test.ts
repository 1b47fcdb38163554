/** Signing in by a scan: bound to the page that asked, confirmed by the person, good once. */
import { beforeAll, describe, expect, it } from 'vitest'
import { faced } from '../support/app-acts.ts'
import { anApp } from '../support/app-client.ts'
import { aPerson, type MadePerson, registerPerson, registerUnit } from '../support/builders.ts'
import { tally, Visitor } from '../support/client.ts'
import { usePair } from '../support/use-pair.ts'
import { comeIn, confirmScan, listen, openPage, passSeconds, refuseScan } from '../support/waiting.ts'

const world = usePair({ light: true })
let app: Awaited<ReturnType<typeof anApp>>
let person: MadePerson
let first: Awaited<ReturnType<typeof registerUnit>>
beforeAll(async () => {
  app = await anApp(world)
  person = await registerPerson(world)
  first = await registerUnit(world, undefined, person)
})

const session = (visitor: Visitor) =>
  visitor.get<{ unit: { unitNumber: string }; amr: string[]; reason?: string }>('/api/v1/session')

describe('a scan on the sign-in page', () => {
  it('shows who asks, and signs the page in that showed the code once the person confirms', async () => {
    const page = await openPage(world)
    const shown = { purpose: 'sign_in', title: '登录单位账号', account: 'unit', place: '未知地点' }
    expect((await app.call(page.code)).json).toMatchObject({
      ...shown,
      site: new URL(world.hall.origin).host,
    })
    expect(await comeIn(page)).toMatchObject({ status: 200 })
    expect(await confirmScan(app, page, person)).toMatchObject({ status: 200, json: { status: 'confirmed' } })
    const entered = await comeIn(page)
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/center'])
    expect((await session(page.visitor)).json).toMatchObject({
      ...{ unit: { unitNumber: first.unitNumber }, amr: ['swk'] },
    })
    expect((await page.visitor.get('/center/activity')).text).toContain('用手机扫码登录')
    expect((await page.visitor.get('/center/sessions')).text).toContain('手机应用扫码')
  })

  it('says of it what is a registered value and of now, and no more', async () => {
    const page = await openPage(world)
    const amr = ['face', 'swk', 'swk', 'our-own', 'pin']
    await confirmScan(app, page, person, undefined, amr, { auth_time: faced(86_400) })
    await comeIn(page)
    expect((await session(page.visitor)).json.amr).toEqual(['swk', 'pin'])
    const old = await openPage(world)
    const refused = await confirmScan(app, old, person, undefined, ['face'], { auth_time: faced(86_400) })
    expect(refused.json.reason).toBe('app_face_needed')
  })

  it('tells the page over its socket, sooner or later connected', async () => {
    const page = await openPage(world)
    const early = listen(world, page)
    await early.opened
    await confirmScan(app, page, person)
    expect(await early.next).toBe('confirmed')
    const late = listen(world, page)
    expect(await late.next).toBe('confirmed')
    early.close()
    late.close()
    expect((await page.visitor.get(page.statusUrl)).json).toEqual({ status: 'confirmed' })
  })

  it('tells the page that the person said no, and lets nobody in', async () => {
    const page = await openPage(world)
    const { next, close, opened } = listen(world, page)
    await opened
    expect((await refuseScan(app, page, person)).json).toEqual({ status: 'refused' })
    expect(await next).toBe('refused')
    close()
    const reply = await comeIn(page)
    expect([reply.status, /手机上没有同意/.test(reply.text)]).toEqual([409, true])
    expect((await confirmScan(app, page, person)).json.reason).toBe('scan_settled')
  })

  it('is over after two minutes, and a minute after the answer', async () => {
    const page = await openPage(world)
    await passSeconds(world.hall.db, page, 121)
    expect((await app.call(page.code)).json.reason).toBe('scan_expired')
    expect((await confirmScan(app, page, person)).json.reason).toBe('scan_expired')
    expect((await page.visitor.get(page.statusUrl)).json).toEqual({ status: 'expired' })
    expect(await comeIn(page)).toMatchObject({ status: 410 })
    const other = await openPage(world)
    await confirmScan(app, other, person)
    await passSeconds(world.hall.db, other, 61)
    expect(await comeIn(other)).toMatchObject({ status: 410 })
  })

  it('serves the page that asked and no other', async () => {
    const [page, other] = [await openPage(world), await openPage(world)]
    await confirmScan(app, page, person)
    // Somebody who photographed the code, or another page with a secret of its own.
    for (const token of ['', page.code, `${page.token.split('.')[0]}.${other.token.split('.')[1]}`]) {
      const thief = new Visitor(world.hall.origin)
      const reply = await thief.submit('/login/scan/finish', { token })
      expect([reply.status, reply.headers.get('location')]).toEqual([303, '/login/scan'])
      expect(thief.cookies.size).toBe(0)
    }
    expect((await comeIn({ ...other, visitor: new Visitor(world.hall.origin) })).status).toBe(200)
    // A person's page does not take a unit's confirmation.
    expect(await comeIn(page, '/person/login/scan')).toMatchObject({ status: 303 })
    expect((await session(page.visitor)).json.reason).toBe('not_signed_in')
    expect(await comeIn(page)).toMatchObject({ status: 303 })
  })

  it('knows neither a watch for a code nor a code for a watch', async () => {
    const page = await openPage(world)
    const watch = page.statusUrl.split('/').at(-1) ?? ''
    expect((await app.call(watch)).json.reason).toBe('scan_unknown')
    expect((await page.visitor.get(`/api/v1/waiting/${page.code}`)).status).toBe(404)
    const forged = listen(world, { statusUrl: `/api/v1/waiting/${page.code}` })
    await expect(forged.opened).rejects.toThrow('did not open')
  })

  it('takes an assertion for this code alone, and only from whom it can be', async () => {
    const [page, other] = [await openPage(world), await openPage(world)]
    const vouched = async (more: object) =>
      app.call(`${page.code}/confirm`, {
        personAssertion: await app.vouch({ person, scan: page.code, ...more }),
      })
    for (const more of [{ scan: other.code }, { act: 'list_units' }, { age: 120 }, { claims: { aud: 'x' } }])
      expect((await vouched(more)).json.reason).toBe('assertion_invalid')
    expect((await vouched({ claims: { amr: [] } })).json.reason).toBe('app_face_needed')
    const stranger = aPerson()
    expect((await confirmScan(app, page, stranger)).json.reason).toBe('app_person_unknown')
    const renamed = { ...person, name: '张冠李' }
    expect((await confirmScan(app, page, renamed)).json.reason).toBe('app_person_unknown')
    const nobodys = await registerPerson(world)
    expect((await confirmScan(app, page, nobodys)).json.reason).toBe('app_no_unit')
    expect((await confirmScan(app, page, person)).status).toBe(200)
  })
})

describe('a person who acts for several units', () => {
  it('sees them in the app and chooses one', async () => {
    const owner = await registerPerson(world)
    const [one, two] = [
      await registerUnit(world, undefined, owner),
      await registerUnit(world, undefined, owner),
    ]
    const mine = await app.ask<{ units: { unitNumber: string; role: string }[] }>('my-units', {
      personAssertion: await app.vouch({ person: owner, act: 'list_units' }),
    })
    expect(mine.json.units.map(({ unitNumber }) => unitNumber).sort()).toEqual(
      [one.unitNumber, two.unitNumber].sort(),
    )
    const page = await openPage(world)
    expect((await confirmScan(app, page, owner)).json.reason).toBe('app_choose_unit')
    expect((await confirmScan(app, page, owner, first.unitNumber)).json.reason).toBe('app_other_unit')
    expect((await confirmScan(app, page, owner, two.unitNumber)).status).toBe(200)
    await comeIn(page)
    expect((await session(page.visitor)).json.unit.unitNumber).toBe(two.unitNumber)
  })

  it('is asked for an assertion of this very act, once', async () => {
    const ask = async (personAssertion: string) =>
      (await app.ask('my-units', { personAssertion })).json.reason ?? 'listed'
    const good = await app.vouch({ person, act: 'list_units' })
    expect([await ask(good), await ask(good)]).toEqual(['listed', 'assertion_invalid'])
    expect(await ask(await app.vouch({ person, act: 'other' }))).toBe('assertion_invalid')
    expect(await ask(await app.vouch({ person, scan: 'x' }))).toBe('assertion_invalid')
  })
})

describe('a scan on a person’s own sign-in page', () => {
  it('signs the person in, whether they act for a unit or not', async () => {
    const nobodys = await registerPerson(world)
    const page = await openPage(world, '/person/login/scan')
    expect((await app.call(page.code)).json).toMatchObject({ title: '登录个人账号', account: 'person' })
    await confirmScan(app, page, nobodys)
    expect((await comeIn(page)).headers.get('location')).toBe('/login/scan')
    const entered = await comeIn(page, '/person/login/scan')
    expect(entered.headers.get('location')).toBe('/person')
    expect((await page.visitor.get('/api/v1/person/session')).json).toMatchObject({ way: 'app' })
  })
})

describe('what is kept of it', () => {
  it('goes on where the visitor wanted to go', async () => {
    const page = await openPage(world, '/login/scan?next=/center/sessions')
    await confirmScan(app, page, person)
    expect((await comeIn(page, '/login/scan?next=/center/sessions')).headers.get('location')).toBe(
      '/center/sessions',
    )
  })

  it('is gone some minutes later', async () => {
    const page = await openPage(world)
    await passSeconds(world.hall.db, page, 300)
    await world.hall.tick()
    expect((await app.call(page.code)).json.reason).toBe('scan_unknown')
    expect((await page.visitor.get(page.statusUrl)).json).toMatchObject({ reason: 'waiting_unknown' })
  })

  it('lets one of fifty come in, and one of fifty answers count', async () => {
    const page = await openPage(world)
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        at % 2 ? confirmScan(app, page, person) : refuseScan(app, page, person),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(tally(answers)).toMatchObject({ 200: 1, scan_settled: 49 })
  })
})
