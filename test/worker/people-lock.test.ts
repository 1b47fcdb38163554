import { describe, expect, it } from 'vitest'
import { anApp } from '../support/app-client.ts'
import { aPerson, type MadePerson, registerPerson, registerUnit, signIn } from '../support/builders.ts'
import { flood, tally, Visitor } from '../support/client.ts'
import { summaryIn, wordsOf } from '../support/html.ts'
import { signInPerson } from '../support/people.ts'
import { usePair } from '../support/use-pair.ts'
import { comeIn, confirmScan, openPage } from '../support/waiting.ts'

const world = usePair({ light: true })
const WRONG = 'Wrong#2026'
const SESSIONS = '/api/v1/person/sessions'
const typedOf = ({ documentNumber, password }: MadePerson) => ({ person: documentNumber, password })

/** Signs in once; answers `201`, or the reason. */
async function attempt(body: { person: string; password: string }): Promise<string> {
  const { status, json } = await new Visitor(world.hall.origin).post<{ reason?: string }>(SESSIONS, body)
  return json.reason ?? String(status)
}

/** Lets time pass for every lock. */
const pass = (minutes: number) =>
  world.hall.db
    .prepare(
      'UPDATE sign_in_attempt SET locked_until = max(0, locked_until - ?1), updated_at = updated_at - ?1',
    )
    .bind(minutes * 60_000)
    .run()

const LOCKED = [...Array(4).fill('person_sign_in_wrong'), 'person_sign_in_locked', 'person_sign_in_locked']

describe("the lock on a person's account", () => {
  it('falls at the fifth wrong password whichever name is typed, and opens after 30 minutes', async () => {
    const person = await registerPerson(world)
    const typed = typedOf(person)
    const reasons = []
    for (let tries = 0; tries < 6; tries++)
      reasons.push(await attempt({ person: tries % 2 ? person.mobile : typed.person, password: WRONG }))
    expect(reasons).toEqual(LOCKED)
    expect(await attempt(typed)).toBe('person_sign_in_locked')
    await pass(29)
    expect(await attempt(typed)).toBe('person_sign_in_locked')
    await pass(1)
    expect(await attempt(typed)).toBe('201')
    expect(await attempt({ ...typed, password: WRONG })).toBe('person_sign_in_wrong')
  })

  it('falls alike where nobody answers to what was typed', async () => {
    const nobody = typedOf(aPerson())
    const reasons = []
    for (let tries = 0; tries < 6; tries++) reasons.push(await attempt(nobody))
    expect(reasons).toEqual(LOCKED)
    await pass(30)
    expect(await attempt(nobody)).toBe('person_sign_in_wrong')
  })

  it('is no lock on the app, which may have asked for a password of its own', async () => {
    const person = await registerPerson(world)
    for (let tries = 0; tries < 5; tries++) await attempt({ ...typedOf(person), password: WRONG })
    const page = await openPage(world, '/person/login/scan')
    await confirmScan(await anApp(world), page, person, undefined, ['pwd'])
    expect((await comeIn(page, '/person/login/scan')).headers.get('location')).toBe('/person')
  })

  it('is no lock on the units that the person acts for, nor the other way round', async () => {
    const owner = await registerPerson(world)
    const who = await registerUnit(world, undefined, owner)
    for (let tries = 0; tries < 5; tries++) await attempt({ ...typedOf(owner), password: WRONG })
    await signIn(world, who)
    await pass(30)
    const unit = { unit: who.unit.creditCode, person: who.person.mobile, password: WRONG }
    for (let tries = 0; tries < 5; tries++)
      await new Visitor(world.hall.origin).post('/api/v1/sessions', unit)
    await signInPerson(world, owner)
  })

  it('is told on the page, and stands in the activity that the person sees', async () => {
    const person = await registerPerson(world)
    for (let tries = 0; tries < 5; tries++) await attempt({ ...typedOf(person), password: WRONG })
    const page = await new Visitor(world.hall.origin).submit('/person/login', typedOf(person))
    expect([page.status, summaryIn(page.text)]).toEqual([423, expect.stringContaining('30 分钟')])
    await pass(30)
    const visitor = await signInPerson(world, person)
    const activity = wordsOf((await visitor.get('/person/activity')).text)
    expect(activity).toContain('账号已锁定，没有登录')
    expect(activity.match(/密码不对/g)).toHaveLength(5)
    expect(activity).toContain('个人注册')
  })
})

describe('passwords of a person tried at the same moment', () => {
  it('count five failures of fifty, lock the account, and let the right one in no more', async () => {
    const typed = typedOf(await registerPerson(world))
    const visitor = new Visitor(world.hall.origin)
    const counts = tally(await Promise.all(flood(visitor, 50, SESSIONS, { ...typed, password: WRONG })))
    expect(counts).toEqual({ person_sign_in_wrong: 4, person_sign_in_locked: 46 })
    expect(tally(await Promise.all(flood(visitor, 5, SESSIONS, typed)))).toEqual({ person_sign_in_locked: 5 })
  })

  it('never open a session for an account that is locked by then', async () => {
    const typed = typedOf(await registerPerson(world))
    const visitor = new Visitor(world.hall.origin)
    await world.hall.db.prepare('DELETE FROM person_session').run()
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        visitor.post<{ reason?: string }>(SESSIONS, {
          ...typed,
          password: i % 8 === 7 ? typed.password : WRONG,
        }),
      ),
    )
    const opened = await world.hall.db.prepare('SELECT person_id FROM person_session').all()
    expect(opened.results).toHaveLength(tally(answers)['201'] ?? 0)
    // The audit has the order in which the database took them: after five wrong ones in a row, none is done.
    const acts = await world.hall.db
      .prepare(
        `SELECT result FROM audit WHERE act = 'sign_in' AND actor =
           (SELECT 'person:' || id FROM person ORDER BY created_at DESC, id DESC LIMIT 1) ORDER BY seq`,
      )
      .all<{ result: string }>()
    expect(acts.results.length).toBeGreaterThan(4)
    let failures = 0
    for (const { result } of acts.results) {
      expect(failures < 5 || result !== 'done').toBe(true)
      if (failures < 5) failures = result === 'sign_in_wrong' ? failures + 1 : 0
    }
  })

  it('are held by the database itself, whatever statement opens the session', async () => {
    const now = Date.now()
    const open = (way: string, amr: string) =>
      world.hall.db
        .prepare(
          `INSERT INTO person_session (id, secret_hash, person_id, way, amr, created_at, seen_at, ends_at, device, place)
           VALUES (?, 'x', 'locked', ?, ?, ?, ?, ?, 'd', 'p')`,
        )
        .bind(way, way, amr, now, now, now + 60_000)
        .run()
    await world.hall.db
      .prepare(`INSERT INTO sign_in_attempt VALUES ('locked', 5, ?, ?)`)
      .bind(now + 60_000, now)
      .run()
    await expect(open('password', '["pwd"]')).rejects.toThrow('guard')
    await open('app', '["face"]')
  })
})
