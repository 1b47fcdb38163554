import { describe, expect, it } from 'vitest'
import { aPerson, aUnit, registerUnit } from '../support/builders.ts'
import { flood, tally, Visitor } from '../support/client.ts'
import { summaryIn, wordsOf } from '../support/html.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const WRONG = 'Wrong#2026'

/** Signs in once; answers `201`, or the reason. */
async function attempt(body: { unit: string; person: string; password: string }): Promise<string> {
  const { status, json } = await new Visitor(world.hall.origin).post<{ reason?: string }>(
    '/api/v1/sessions',
    body,
  )
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

async function anAccount() {
  const made = await registerUnit(world)
  const { unit, person } = made
  return {
    ...made,
    typed: { unit: unit.creditCode, person: person.documentNumber, password: person.password },
  }
}

describe('the lock on an account', () => {
  it('falls at the fifth wrong password, keeps the right one out for 30 minutes, and then opens', async () => {
    const { typed, unitNumber, person } = await anAccount()
    for (let failed = 0; failed < 4; failed++)
      expect(await attempt({ ...typed, password: WRONG })).toBe('sign_in_wrong')
    expect(await attempt({ ...typed, password: WRONG })).toBe('sign_in_locked')
    expect(await attempt(typed)).toBe('sign_in_locked')
    expect(await attempt({ ...typed, unit: unitNumber, person: person.mobile })).toBe('sign_in_locked')
    await pass(29)
    expect(await attempt(typed)).toBe('sign_in_locked')
    await pass(1)
    expect(await attempt(typed)).toBe('201')
  })

  it('counts failures in a row: whoever gets in or waits out a lock has five tries again', async () => {
    const { typed } = await anAccount()
    const fail = async (times: number) => {
      const reasons = []
      for (let i = 0; i < times; i++) reasons.push(await attempt({ ...typed, password: WRONG }))
      return new Set(reasons)
    }
    expect(await fail(4)).toEqual(new Set(['sign_in_wrong']))
    expect(await attempt(typed)).toBe('201')
    expect(await fail(4)).toEqual(new Set(['sign_in_wrong']))
    expect(await fail(1)).toEqual(new Set(['sign_in_locked']))
    await pass(31)
    expect(await fail(4)).toEqual(new Set(['sign_in_wrong']))
    expect(await attempt(typed)).toBe('201')
  })

  it('counts one account whether its unit and person are named one way or the other', async () => {
    const { typed, unitNumber, person } = await anAccount()
    const ways = [
      ...[typed, { ...typed, unit: unitNumber }, { ...typed, person: person.mobile }],
      ...[
        { ...typed, unit: unitNumber, person: person.mobile },
        { ...typed, person: person.documentNumber.toLowerCase() },
      ],
    ]
    const reasons = []
    for (const way of ways) reasons.push(await attempt({ ...way, password: WRONG }))
    expect(reasons.at(-1)).toBe('sign_in_locked')
  })

  it('falls alike where nobody answers to what was typed', async () => {
    const { typed } = await anAccount()
    for (const nobody of [
      { ...typed, unit: aUnit().creditCode },
      { ...typed, person: aPerson().documentNumber },
    ]) {
      const reasons = []
      for (let tries = 0; tries < 6; tries++) reasons.push(await attempt(nobody))
      expect(reasons).toEqual([...Array(4).fill('sign_in_wrong'), 'sign_in_locked', 'sign_in_locked'])
      await pass(30)
      expect(await attempt(nobody)).toBe('sign_in_wrong')
    }
    expect(await attempt(typed)).toBe('201')
  })

  it('is on the account, not on the address: another operator of the same place gets in', async () => {
    const [locked, other] = [await anAccount(), await anAccount()]
    const visitor = new Visitor(world.hall.origin)
    for (let i = 0; i < 5; i++) await visitor.post('/api/v1/sessions', { ...locked.typed, password: WRONG })
    expect(await visitor.post('/api/v1/sessions', locked.typed)).toMatchObject({ status: 423 })
    expect(await visitor.post('/api/v1/sessions', other.typed)).toMatchObject({ status: 201 })
  })

  it('is told on the page, and stands in the activity that the unit sees', async () => {
    const { typed } = await anAccount()
    for (let i = 0; i < 5; i++) await attempt({ ...typed, password: WRONG })
    const page = await new Visitor(world.hall.origin).submit('/login', typed)
    expect(page.status).toBe(423)
    expect(summaryIn(page.text)).toContain('30 分钟')
    expect(page.text).not.toContain(typed.password)
    await pass(30)
    const visitor = new Visitor(world.hall.origin)
    await visitor.submit('/login', typed)
    const activity = wordsOf((await visitor.get('/center/activity')).text)
    expect(activity).toContain('账号已锁定，没有登录')
    expect(activity.match(/密码不对/g)).toHaveLength(5)
  })
})

describe('passwords tried at the same moment', () => {
  it('count five failures of fifty, lock the account, and let the right one in no more', async () => {
    const { typed } = await anAccount()
    const body = { ...typed, password: WRONG }
    const visitor = new Visitor(world.hall.origin)
    const counts = tally(await Promise.all(flood(visitor, 50, '/api/v1/sessions', body)))
    expect(counts.sign_in_wrong).toBe(4)
    expect(counts.sign_in_locked).toBe(46)
    const right = flood(visitor, 5, '/api/v1/sessions', typed)
    expect(tally(await Promise.all(right))).toEqual({ sign_in_locked: 5 })
  })

  it('never open a session for an account that is locked by then', async () => {
    const { typed, unit } = await anAccount()
    const visitor = new Visitor(world.hall.origin)
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) => {
        const password = i % 8 === 7 ? typed.password : WRONG
        return visitor.post<{ reason?: string }>('/api/v1/sessions', { ...typed, password })
      }),
    )
    const inUnit = 'unit_id = (SELECT id FROM unit WHERE credit_code = ?)'
    const ask = (sql: string) => world.hall.db.prepare(sql).bind(unit.creditCode)
    const opened = await ask(`SELECT id FROM session WHERE ${inUnit}`).all()
    expect(opened.results).toHaveLength(tally(answers)['201'] ?? 0)

    // The audit has the order in which the database took them: after five wrong ones in a row, none is done.
    const acts = await ask(`SELECT result FROM audit WHERE act = 'sign_in' AND ${inUnit} ORDER BY seq`).all()
    let failures = 0
    for (const { result } of acts.results) {
      expect(failures < 5 || result !== 'done').toBe(true)
      if (failures < 5) failures = result === 'sign_in_wrong' ? failures + 1 : 0
    }

    const state = await ask(
      `SELECT * FROM sign_in_attempt WHERE account = (SELECT id FROM operator WHERE ${inUnit})`,
    ).first<{ failures: number; locked_until: number }>()
    expect(state?.failures ?? 0).toBeLessThanOrEqual(5)
    const locked = (state?.locked_until ?? 0) > Date.now()
    expect(await attempt(typed)).toBe(locked ? 'sign_in_locked' : '201')
  })

  it('tell nobody whose term is over that one of them was right, once the account is locked', async () => {
    const { typed, unit } = await anAccount()
    const inUnit = 'unit_id = (SELECT id FROM unit WHERE credit_code = ?)'
    const ask = (sql: string) => world.hall.db.prepare(sql).bind(unit.creditCode)
    await ask(`UPDATE operator SET acts_until = acts_from + 1 WHERE ${inUnit}`).run()
    expect(await attempt(typed)).toBe('sign_in_not_in_term')
    const visitor = new Visitor(world.hall.origin)
    await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        visitor.post('/api/v1/sessions', { ...typed, password: i % 8 === 7 ? typed.password : WRONG }),
      ),
    )
    // A password that was right forgets no failure here: five wrong ones, and nothing is told of any.
    const acts = await ask(`SELECT result FROM audit WHERE act = 'sign_in' AND ${inUnit} ORDER BY seq`).all()
    const results = acts.results.map(({ result }) => result)
    const fifth = results.flatMap((result, at) => (result === 'sign_in_wrong' ? [at] : []))[4] ?? 0
    expect(fifth).toBeGreaterThan(0)
    expect(results.slice(fifth)).not.toContain('sign_in_not_in_term')
  })
})
