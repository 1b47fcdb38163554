/** A person confirms or declines in the hall what a unit grants them. */
import { beforeAll, describe, expect, it } from 'vitest'
import { anApp } from '../support/app-client.ts'
import { must, registerPerson, sandbox, signIn } from '../support/builders.ts'
import type { Visitor } from '../support/client.ts'
import { errorsIn, wordsOf } from '../support/html.ts'
import { anOperator, aUnitWithNotice, type Granting, newcomer, offer } from '../support/operators.ts'
import { signInPerson } from '../support/people.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const GRANTS = '/person/grants'
const NEW = { password: 'Plum#2026first', passwordRepeat: 'Plum#2026first' }
let unit: Granting
beforeAll(async () => {
  unit = await aUnitWithNotice(world)
})

/** Somebody whom a unit has granted something, signed in as themselves at the page of that offer. */
async function granted(by = unit) {
  const person = await registerPerson(world)
  await must(303, offer(by.visitor, person, { items: ['enrolment'] }))
  const visitor = await signInPerson(world, person)
  return { person, visitor, page: await pageOf(visitor) }
}

const pageOf = async (visitor: Visitor) =>
  /href="(\/person\/grants\/\w+)"/.exec((await visitor.get(GRANTS)).text)?.[1] ?? ''

async function passFace({ person, visitor, page }: Awaited<ReturnType<typeof granted>>) {
  await must(303, visitor.submit(page, { face: 'alipay' }))
  await sandbox(world).face(person.documentNumber, 'passed')
  await world.hall.db.prepare('UPDATE face_check SET asked_at = 0').run()
  return visitor.get(page)
}

const signsIn = async ({ person }: Awaited<ReturnType<typeof granted>>, by = unit) =>
  signIn(world, { unit: by.unit, person: { ...person, password: NEW.password } }).then(
    () => true,
    () => false,
  )

describe('a grant that waits for a person', () => {
  it('is pointed out in the personal centre, and shown whole before anything is asked', async () => {
    const who = await granted()
    expect(wordsOf((await who.visitor.get('/person')).text)).toContain('有 1 份授权等您确认')
    const words = wordsOf((await who.visitor.get(who.page)).text)
    for (const part of [unit.unit.unitName, unit.unitNumber, '经办人', '用人单位用工参保登记'])
      expect(words).toContain(part)
  })

  it('makes them an operator after their face, with a password of their own', async () => {
    const who = await granted()
    expect(await signsIn(who)).toBe(false)
    const passed = await passFace(who)
    expect(passed.headers.get('location')).toBe(`${who.page}/password`)
    const weak = await who.visitor.submit(`${who.page}/password`, { password: 'short', passwordRepeat: 'x' })
    expect([weak.status, Object.keys(errorsIn(weak.text))]).toEqual([
      422,
      expect.arrayContaining(['password']),
    ])
    const done = await who.visitor.submit(`${who.page}/password`, NEW)
    expect([done.status, done.headers.get('location')]).toEqual([303, `${GRANTS}?saved=confirmed`])
    expect(await signsIn(who)).toBe(true)
    expect((await who.visitor.submit(`${who.page}/password`, NEW)).status).toBe(404)
  })

  it('is confirmed by the face in the government app as well', async () => {
    const who = await granted()
    await must(303, who.visitor.submit(who.page, { face: 'app' }))
    const face = await who.visitor.get<{ url: string }>('/api/v1/person/grants/face')
    const scan = face.json.url.split('/').at(-1) ?? ''
    const app = await anApp(world)
    expect(await app.call(scan)).toMatchObject({
      json: { title: '确认单位给您的授权', unitName: unit.unit.unitName },
    })
    const personAssertion = await app.vouch({ person: who.person, scan })
    await must(200, app.call(`${scan}/confirm`, { personAssertion }))
    expect(await who.visitor.get('/api/v1/person/grants/face')).toMatchObject({
      json: { status: 'passed', next: `${who.page}/password` },
    })
    expect((await who.visitor.submit(`${who.page}/password`, NEW)).status).toBe(303)
  })

  it('needs the face of this offer and of this session', async () => {
    const who = await granted()
    expect((await who.visitor.submit(`${who.page}/password`, NEW)).status).toBe(410)
    const other = await aUnitWithNotice(world)
    await must(303, offer(other.visitor, who.person, { items: ['enrolment'] }))
    await passFace(who)
    const list = (await who.visitor.get(GRANTS)).text
    const pages = [...list.matchAll(/href="(\/person\/grants\/\w+)"/g)].map(([, page = '']) => page)
    const second = pages.find((page) => page !== who.page) ?? ''
    expect((await who.visitor.submit(`${second}/password`, NEW)).status).toBe(410)
    expect((await who.visitor.get(`${second}/password`)).headers.get('location')).toBe(second)
    expect((await who.visitor.get(second)).status).toBe(200)
    const elsewhere = await signInPerson(world, who.person)
    expect((await elsewhere.submit(`${who.page}/password`, NEW)).status).toBe(410)
    await world.hall.db.prepare('UPDATE grant_confirmation SET created_at = 1, expires_at = 2').run()
    expect((await who.visitor.submit(`${who.page}/password`, NEW)).status).toBe(410)
    await world.hall.tick()
    const left = await world.hall.db
      .prepare('SELECT count(*) AS n FROM grant_confirmation')
      .first<number>('n')
    expect(left).toBe(0)
  })

  it('is nobody else’s to see, to confirm or to decline', async () => {
    const who = await granted()
    const stranger = await signInPerson(world, await registerPerson(world))
    for (const path of [who.page, `${who.page}/password`]) expect((await stranger.get(path)).status).toBe(404)
    expect((await stranger.submit(`${who.page}/decline`, {})).status).toBe(404)
    expect((await newcomer(world).get(who.page)).headers.get('location')).toContain('/person/login')
    expect(await pageOf(who.visitor)).toBe(who.page)
  })

  it('is declined, and gone', async () => {
    const who = await granted()
    expect((await who.visitor.submit(`${who.page}/decline`, {})).headers.get('location')).toBe(
      `${GRANTS}?saved=declined`,
    )
    expect(await pageOf(who.visitor)).toBe('')
    expect((await passFace(who).catch(() => undefined))?.status).not.toBe(303)
    expect(wordsOf((await unit.visitor.get('/center/activity')).text)).toContain('没有接受授权')
  })

  it('makes nobody an operator whose granter was removed meanwhile', async () => {
    const administrator = await anOperator(world, unit, { role: 'administrator' })
    const who = await granted({ ...unit, visitor: administrator.visitor })
    await passFace(who)
    await must(303, unit.visitor.submit(`/center/operators/${administrator.id}/remove`, {}))
    expect((await who.visitor.submit(`${who.page}/password`, NEW)).status).toBe(404)
    expect(await signsIn(who)).toBe(false)
  })
})
