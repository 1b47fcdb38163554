/** Outside their term, and after their removal, nobody does anything: sessions and tokens end with the grant. */
import { beforeAll, describe, expect, it } from 'vitest'
import { anApp } from '../support/app-client.ts'
import { must, registerPerson, signIn } from '../support/builders.ts'
import type { Visitor } from '../support/client.ts'
import { errorsIn, wordsOf } from '../support/html.ts'
import {
  anOperator,
  aUnitWithNotice,
  day,
  type Granting,
  newcomer,
  offer,
  settle,
  submitList,
} from '../support/operators.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const LIST = '/center/operators'
let unit: Granting
beforeAll(async () => {
  unit = await aUnitWithNotice(world)
})

const row = (id: string) =>
  world.hall.db
    .prepare('SELECT * FROM operator WHERE id = ?')
    .bind(id)
    .first<Record<string, string | number | null>>()
const opens = async (visitor: Visitor) => (await visitor.get('/center')).status === 200
const set = (id: string, path: string, fields: Record<string, string | string[]>, by = unit.visitor) =>
  submitList(by, `${LIST}/${id}/${path}`, fields)
/** Moves the edges of somebody's term as time would, with the hall's own triggers at work. */
const shift = (id: string, from: number, until: number) =>
  world.hall.db
    .prepare('UPDATE operator SET acts_from = ?2, acts_until = ?3, changed_at = ?4 WHERE id = ?1')
    .bind(id, from, until, Date.now())
    .run()

describe('a term', () => {
  it('ends a session that is open in its very second', async () => {
    const handler = await anOperator(world, unit)
    expect(await opens(handler.visitor)).toBe(true)
    await shift(handler.id, 0, Date.now() + 1_500)
    expect(await opens(handler.visitor)).toBe(true)
    await expect.poll(() => opens(handler.visitor)).toBe(false)
    const { visitor: _, ...who } = unit
    const again = await newcomer(world).post<{ reason: string }>('/api/v1/sessions', {
      ...{
        unit: who.unit.creditCode,
        person: handler.person.documentNumber,
        password: handler.person.password,
      },
    })
    expect([again.status, again.json.reason]).toEqual([403, 'sign_in_not_in_term'])
  })

  it('that has not begun lets nobody in, by password or by the phone', async () => {
    const person = await registerPerson(world)
    await must(303, offer(unit.visitor, person, { firstDay: day(1) }))
    await must(200, settle(unit.app, 'confirm', unit.unitNumber, person))
    const body = { unit: unit.unit.creditCode, person: person.documentNumber, password: person.password }
    expect((await newcomer(world).post('/api/v1/sessions', body)).status).toBe(403)
    const wrong = { ...body, password: 'Wrong#2026' }
    expect((await newcomer(world).post('/api/v1/sessions', wrong)).status).toBe(401)
    const personAssertion = await unit.app.vouch({ person, act: 'list_units' })
    const mine = await unit.app.ask<{ units: unknown[] }>('my-units', { personAssertion })
    expect(mine.json.units).toEqual([])
  })

  it('is changed by the keeper, at once, and pointed out thirty days before its end', async () => {
    const handler = await anOperator(world, unit)
    await must(303, set(handler.id, 'term', { firstDay: day(), lastDay: day(20) }))
    expect(wordsOf((await unit.visitor.get(LIST)).text)).toContain('还剩 21 天')
    expect(wordsOf((await handler.visitor.get('/center/grant')).text)).toContain('授权还剩 21 天')
    expect(wordsOf((await handler.visitor.get('/center')).text)).toContain('您的授权还剩 21 天')
    expect(wordsOf((await unit.visitor.get('/center')).text)).toMatch(/有 \d 个人的授权在 30 天内到期/)
    await must(303, set(handler.id, 'term', { firstDay: day(1), lastDay: day(20) }))
    expect(await opens(handler.visitor)).toBe(false)
  })

  it('is held by the database itself, whatever statement opens the session', async () => {
    const handler = await anOperator(world, unit)
    await shift(handler.id, 0, 1_000)
    const open = (at: number, endsAt: number, id: string) =>
      world.hall.db
        .prepare(
          `INSERT INTO session (id, secret_hash, unit_id, operator_id, way, amr, created_at, seen_at, ends_at, device, place)
           SELECT ?3, 'x', unit_id, id, 'password', '[]', ?1, ?1, ?2, 'd', 'p' FROM operator WHERE id = ?4`,
        )
        .bind(at, endsAt, id, handler.id)
        .run()
    await expect(open(1_000, 2_000, 'late')).rejects.toThrow('guard')
    await open(999, 2_000, 'just-in-time')
    const { results } = await world.hall.db
      .prepare("SELECT ends_at FROM session WHERE id = 'just-in-time'")
      .all()
    expect(results).toEqual([{ ends_at: 1_000 }])
  })
})

describe('a removal', () => {
  it('ends sessions and takes the unit away from the person at once', async () => {
    const handler = await anOperator(world, unit)
    const question = await unit.visitor.get(`${LIST}/${handler.id}/remove`)
    expect(question.text).toContain('要删除')
    const { password } = handler.person
    const typed = { oldPassword: password, password: 'Fresh#1999x', passwordRepeat: 'Fresh#1999x' }
    await must(303, handler.visitor.submit('/center/settings/password', typed))
    const former = () =>
      world.hall.db
        .prepare('SELECT count(*) AS n FROM operator_password WHERE operator_id = ?')
        .bind(handler.id)
        .first('n')
    expect(await former()).toBe(1)
    await must(303, set(handler.id, 'remove', {}))
    expect(await former()).toBe(0)
    expect(await opens(handler.visitor)).toBe(false)
    expect(await row(handler.id)).toBeNull()
    const again = signIn(world, { unit: unit.unit, person: handler.person })
    await expect(again).rejects.toThrow()
    expect((await set(handler.id, 'remove', {})).status).toBe(404)
  })

  it('of an administrator rests what they granted, until the legal representative confirms it', async () => {
    const administrator = await anOperator(world, unit, { role: 'administrator' })
    const handler = await anOperator(world, unit, {}, administrator.visitor)
    const waiting = await registerPerson(world)
    await must(303, offer(administrator.visitor, waiting))
    await must(303, set(administrator.id, 'remove', {}))
    expect(await opens(handler.visitor)).toBe(false)
    expect((await settle(unit.app, 'confirm', unit.unitNumber, waiting)).json.reason).toBe('offer_unknown')
    expect(wordsOf((await unit.visitor.get(`${LIST}/${handler.id}`)).text)).toContain('已暂停')
    await must(303, set(handler.id, 'resume', {}))
    const back = await signIn(world, { unit: unit.unit, person: handler.person })
    expect(await opens(back)).toBe(true)
    expect((await row(handler.id))?.granted_by).not.toBe(administrator.id)
  })
})

describe('a change', () => {
  it("of an administrator's term shortens what they granted with it", async () => {
    const administrator = await anOperator(world, unit, { role: 'administrator', lastDay: day(80) })
    const [inside, beyond] = [
      await anOperator(world, unit, { lastDay: day(10) }, administrator.visitor),
      await anOperator(world, unit, { firstDay: day(), lastDay: day(70) }, administrator.visitor),
    ]
    const before = await row(inside.id)
    await must(303, set(administrator.id, 'term', { firstDay: day(), lastDay: day(40) }))
    expect(await row(inside.id)).toEqual(before)
    expect((await row(beyond.id))?.acts_until).toBe((await row(administrator.id))?.acts_until)
    await must(303, set(administrator.id, 'role', { role: 'handler', items: ['enrolment'] }))
    expect([(await row(inside.id))?.suspended, (await row(beyond.id))?.suspended]).toEqual([1, 1])
    await must(303, set(administrator.id, 'remove', {}))
  })

  it('of the scope shows in what a portal is told and in what the handler reads', async () => {
    const handler = await anOperator(world, unit, { items: ['enrolment'] })
    await must(303, set(handler.id, 'scope', { items: ['termination', 'certificate'] }))
    const words = wordsOf((await handler.visitor.get('/center/grant')).text)
    expect(words).toContain('用人单位退工停保登记')
    expect((await row(handler.id))?.scope).toBe('["termination","certificate"]')
    const none = await set(handler.id, 'scope', {})
    expect([none.status, errorsIn(none.text).items]).toMatchObject([
      422,
      expect.stringContaining('至少选一个'),
    ])
    const unknown = await set(handler.id, 'scope', { items: ['enrolment', 'no-such-item'] })
    expect(unknown.status).toBe(422)
    const personal = await set(handler.id, 'scope', { items: ['flexible-termination'] })
    expect(personal.status).toBe(422)
  })

  it('may be asked for by the handler and is decided by the keeper', async () => {
    const handler = await anOperator(world, unit, { items: ['enrolment'] })
    const asking = await submitList(handler.visitor, '/center/grant', { items: ['termination', 'enrolment'] })
    expect(asking.status).toBe(303)
    expect(wordsOf((await unit.visitor.get(LIST)).text)).toContain('申请了更多事项')
    await must(303, set(handler.id, 'request', { decision: 'yes' }))
    expect(JSON.parse(String((await row(handler.id))?.scope)).sort()).toEqual(['enrolment', 'termination'])
    expect((await submitList(handler.visitor, '/center/grant', { items: ['enrolment'] })).status).toBe(422)
    await must(303, submitList(handler.visitor, '/center/grant', { items: ['certificate'] }))
    await must(303, set(handler.id, 'request', { decision: 'no' }))
    expect(JSON.parse(String((await row(handler.id))?.scope))).not.toContain('certificate')
    expect((await set(handler.id, 'request', { decision: 'yes' })).status).toBe(409)
  })
})

it('software and apps of others confirm nothing', async () => {
  const person = await registerPerson(world)
  await must(303, offer(unit.visitor, person))
  const stranger = await anApp(world)
  const other = await registerPerson(world)
  expect((await settle(stranger, 'confirm', unit.unitNumber, other)).json.reason).toBe('offer_unknown')
  const claims = { unit: '80000000', auth_time: Math.floor(Date.now() / 1000) }
  const personAssertion = await unit.app.vouch({ person, act: 'confirm_grant', claims })
  const body = { personAssertion, unitNumber: unit.unitNumber, password: person.password }
  expect((await unit.app.ask<{ reason: string }>('grants/confirm', body)).json.reason).toBe(
    'app_assertion_wrong',
  )
})
