/** Another legal representative, at the counter: the old one is out, and what they granted rests until the new one confirms. */
import { beforeAll, describe, expect, it } from 'vitest'
import { aPerson, must, registerPerson, signIn } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { aClerk, activationOf, OPENING, openingOf, signInClerk, submitFile } from '../support/counter.ts'
import { errorsIn, wordsOf } from '../support/html.ts'
import { anOperator, aUnitWithNotice, day } from '../support/operators.ts'
import { restMobiles } from '../support/upgrade.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const LIST = '/center/operators'
let clerk: Visitor
beforeAll(async () => {
  clerk = await signInClerk(world, await aClerk(world))
})

type Unit = Awaited<ReturnType<typeof aUnitWithNotice>>
const opens = async (visitor: Visitor) => (await visitor.get('/center')).status === 200

const succeed = (unit: Unit['unit'], person = aPerson(), own: Record<string, string> = {}, by = clerk) =>
  submitFile(by, OPENING, openingOf(person, unit, { role: 'successor', ...own }))

/** Whoever the counter made legal representative, with a password of their own. */
async function activate(unit: Unit['unit'], person: Parameters<typeof activationOf>[1]) {
  await must(303, new Visitor(world.hall.origin).submit('/activate', await activationOf(world, person, unit)))
  return signIn(world, { unit, person })
}

describe('another legal representative', () => {
  it('ends what the old one could do at once, and rests what they granted until the new one confirms it', async () => {
    const unit = await aUnitWithNotice(world)
    const administrator = await anOperator(world, unit, { role: 'administrator' })
    const handler = await anOperator(world, unit, { items: ['enrolment'] }, administrator.visitor)
    const person = await registerPerson(world)
    await restMobiles(world)
    await must(303, succeed(unit.unit, person, { unitName: '南京改名以后科技有限公司' }))
    for (const visitor of [unit.visitor, administrator.visitor, handler.visitor])
      expect(await opens(visitor)).toBe(false)
    await expect(signIn(world, unit)).rejects.toThrow()

    const fresh = await activate(unit.unit, person)
    const list = wordsOf((await fresh.get(LIST)).text)
    expect(list).toContain('已暂停')
    expect(wordsOf((await fresh.get('/center')).text)).toContain('南京改名以后科技有限公司')
    await must(303, fresh.submit(`${LIST}/${administrator.id}/resume`, {}))
    const back = await signIn(world, { unit: unit.unit, person: administrator.person })
    expect(await opens(back)).toBe(true)
    // What the administrator granted waits for a word of its own.
    await expect(signIn(world, { unit: unit.unit, person: handler.person })).rejects.toThrow()
    await must(303, back.submit(`${LIST}/${handler.id}/resume`, {}))
    expect(await opens(await signIn(world, { unit: unit.unit, person: handler.person }))).toBe(true)

    const history = wordsOf((await fresh.get(`${LIST}/history?day=${day()}`)).text)
    expect(history).toContain('由人社窗口删除')
    expect(wordsOf((await fresh.get('/center/activity')).text)).toContain('窗口办理法定代表人变更')
  })

  it('may be somebody who was the administrator, and is that no more', async () => {
    const unit = await aUnitWithNotice(world)
    const administrator = await anOperator(world, unit, { role: 'administrator' })
    await restMobiles(world)
    await must(303, succeed(unit.unit, administrator.person))
    const roles = await world.hall.db
      .prepare('SELECT role FROM operator WHERE unit_id = (SELECT id FROM unit WHERE unit_number = ?)')
      .bind(unit.unitNumber)
      .all()
    expect(roles.results).toEqual([{ role: 'legal_representative' }])
    const visitor = await activate(unit.unit, administrator.person)
    expect(wordsOf((await visitor.get('/center')).text)).toContain('法定代表人')
  })

  it('is refused where there was none, and for the one who is it already', async () => {
    const unit = await aUnitWithNotice(world)
    const stranger = await succeed(
      { ...unit.unit, creditCode: '91320100MA10000250' },
      await registerPerson(world),
    )
    expect([stranger.status, errorsIn(stranger.text).role]).toEqual([
      409,
      expect.stringContaining('不用变更'),
    ])
    const owner = await world.hall.db
      .prepare(
        'SELECT mobile_index FROM person WHERE id = (SELECT person_id FROM operator WHERE unit_id = (SELECT id FROM unit WHERE unit_number = ?))',
      )
      .bind(unit.unitNumber)
      .first()
    expect(owner).not.toBeNull()
    expect(await opens(unit.visitor)).toBe(true)
  })

  it('is one, of many who are put in at once', async () => {
    const unit = await aUnitWithNotice(world)
    const people = await Promise.all([1, 2, 3].map(() => registerPerson(world)))
    await restMobiles(world)
    const tries = Array.from({ length: 30 }, (_, n) => succeed(unit.unit, people[n % 3]))
    const statuses = (await Promise.all(tries)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 303).length).toBeGreaterThanOrEqual(1)
    for (const status of statuses) expect([303, 409]).toContain(status)
    const found = await world.hall.db
      .prepare(
        `SELECT count(*) AS n FROM operator WHERE role = 'legal_representative'
           AND unit_id = (SELECT id FROM unit WHERE unit_number = ?)`,
      )
      .bind(unit.unitNumber)
      .first<number>('n')
    expect(found).toBe(1)
  })
})
