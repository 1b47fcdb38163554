import { describe, expect, it } from 'vitest'
import { actsOf } from '../support/app-acts.ts'
import { anApp } from '../support/app-client.ts'
import { workerOptions } from '../support/build.ts'
import {
  aPerson,
  aUnit,
  registerPerson,
  registerUnit,
  signIn,
  startAccount,
  startPerson,
} from '../support/builders.ts'
import { tally, Visitor } from '../support/client.ts'
import { hallBundle, hallConfig } from '../support/hall.ts'
import { summaryIn } from '../support/html.ts'
import { signInPerson } from '../support/people.ts'
import { csvFor, fileAll, people } from '../support/rosters.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true, roomyLimits: false })

describe('the activity list', () => {
  it('tells the unit that a limit stopped sign-ins, once a minute however many they were', {
    retry: 2,
  }, async () => {
    const who = await registerUnit(world)
    const attempt = () =>
      new Visitor(world.hall.origin).post('/api/v1/sessions', {
        ...{ unit: who.unit.creditCode, person: who.person.documentNumber, password: WRONG },
      })
    const signedIn = await signIn(world, who)
    for (let i = 0; i < 5; i++) await attempt()
    const replies = await Promise.all(Array.from({ length: 80 }, attempt))
    expect(replies.filter(({ status }) => status === 429).length).toBeGreaterThan(20)
    const { text } = await signedIn.get('/center/activity')
    expect(text.split('一分钟内试得太多，没有受理').length - 1).toBe(1)
  })

  it('tells a person the same of their own account', { retry: 2 }, async () => {
    const person = await registerPerson(world)
    const signedIn = await signInPerson(world, person)
    const attempt = () =>
      new Visitor(world.hall.origin).post('/api/v1/person/sessions', {
        ...{ person: person.documentNumber, password: WRONG },
      })
    for (let i = 0; i < 5; i++) await attempt()
    const replies = await Promise.all(Array.from({ length: 80 }, attempt))
    expect(replies.filter(({ status }) => status === 429).length).toBeGreaterThan(20)
    const { text } = await signedIn.get('/person/activity')
    expect(text.split('一分钟内试得太多，没有受理').length - 1).toBe(1)
  })
})
const WRONG = 'Wrong#2026'

interface Limit {
  simple: { limit: number }
}

describe('rate limits', () => {
  // A minute of the limits may end in between; then they begin anew, and so does the test.
  it('stop whoever tries one unit from many places, and one place that tries many units', {
    retry: 2,
  }, async () => {
    const typed = { person: '13912345678', password: WRONG }
    const send = (visitor: Visitor, unit: string) =>
      visitor.post<{ reason?: string }>('/api/v1/sessions', { unit, ...typed })
    const somewhere = () => new Visitor(world.hall.origin)

    // Five each first: locked accounts spare the hash of every further try.
    const lock = async (units: string[], from: () => Visitor) => {
      for (const unit of units) for (let i = 0; i < 5; i++) await send(from(), unit)
      return units.length * 5
    }
    const deployed = (await workerOptions(hallConfig, hallBundle)).ratelimits as Record<string, Limit>
    const most = (name: string) => deployed[name]?.simple.limit ?? 0
    const atOnce = (times: number, from: () => Visitor, units: string[]) =>
      Promise.all(Array.from({ length: times }, (_, i) => send(from(), units[i % units.length] ?? '')))

    const { creditCode } = aUnit()
    const before = await lock([creditCode], somewhere)
    const oneUnit = await atOnce(most('LIMIT_ACCOUNT') - before + 4, somewhere, [creditCode])
    expect(tally(oneUnit).sign_in_too_often).toBe(4)

    const visitor = somewhere()
    const ways = Math.ceil(most('LIMIT_ADDRESS') / most('LIMIT_ACCOUNT')) + 1
    const units = Array.from({ length: ways }, () => aUnit().creditCode)
    const used = await lock(units, () => visitor)
    const onePlace = await atOnce(most('LIMIT_ADDRESS') - used + 6, () => visitor, units)
    expect(tally(onePlace).sign_in_too_often).toBe(6)

    const page = await visitor.submit('/login', { unit: creditCode, ...typed })
    expect([page.status, summaryIn(page.text)]).toEqual([429, expect.stringContaining('太频繁')])
  })
})

describe('a place that goes on above its limit under ever other names', () => {
  const told = async () => {
    const row = world.hall.db.prepare(
      `SELECT (SELECT count(*) FROM audit WHERE result = 'sign_in_too_often') AS entries,
              (SELECT count(*) FROM limit_notice) AS notices`,
    )
    return (await row.first<{ entries: number; notices: number }>()) ?? { entries: 0, notices: 0 }
  }
  // Others each time, a second run within the same minute too.
  let made = 0
  const digits = () => 10_000_000 + ++made

  it.each<[string, string, () => Record<string, string>]>([
    ['units', '/login', () => ({ unit: aUnit().creditCode, person: `138${digits()}`, password: WRONG })],
    ['institutions', '/login', () => ({ unit: `${digits()}`, person: `138${digits()}`, password: WRONG })],
    ['persons', '/person/login', () => ({ person: `138${digits()}`, password: WRONG })],
    ['clerks', '/counter/login', () => ({ loginName: `clerk${digits()}`, password: WRONG, totp: '000000' })],
  ])(
    'is told of once a minute, and fills nothing, at the sign-in of %s',
    { retry: 2 },
    async (_of, path, fields) => {
      const visitor = new Visitor(world.hall.origin)
      const before = await told()
      const replies = await Promise.all(Array.from({ length: 340 }, () => visitor.submit(path, fields())))
      expect(replies.filter(({ status }) => status === 429)).toHaveLength(40)
      const after = await told()
      expect([after.entries - before.entries, after.notices - before.notices]).toEqual([1, 1])
    },
  )
})

describe('a place whose registrations', () => {
  // Begun again and again by one visitor: what is too much is too much for the place, and a minute later it is not.
  it.each([
    ['show faces', 'face', async () => startPerson(world, aPerson()), { method: 'app' }, 'face_too_often'],
    [
      'send codes',
      'sms',
      async () => startAccount(world, aPerson()),
      { mobile: '13912345678' },
      'sms_network_too_often',
    ],
  ] as const)(
    '%s above its limit is told so, and not to begin anew',
    { retry: 2 },
    async (_what, path, start, body, reason) => {
      const visitor = await start()
      const ask = () => visitor.post<{ reason?: string }>(`/api/v1/registrations/current/${path}`, body)
      const counts = tally(await Promise.all(Array.from({ length: 320 }, ask)))
      expect(counts[reason]).toBeGreaterThanOrEqual(20)
      expect(counts[reason]).toBeLessThan(40)
    },
  )
})

describe('a place that asks for challenges for CA keys', () => {
  it('gets so many a minute and no more, and so has no more signatures verified', { retry: 2 }, async () => {
    const visitor = new Visitor(world.hall.origin)
    const ask = () => visitor.post<{ reason?: string }>('/api/v1/ca/challenges', { purpose: 'login' })
    const counts = tally(await Promise.all(Array.from({ length: 320 }, ask)))
    expect(counts).toEqual({ 201: 300, ca_too_often: 20 })
  })
})

describe('a person in the app', () => {
  it('tries so many passwords a minute and no more, whatever address the app calls from', {
    retry: 2,
  }, async () => {
    const { setPassword } = actsOf(await anApp(world))
    const { unitNumber, person } = await registerUnit(world)
    const tries = Array.from({ length: 80 }, () => setPassword(unitNumber, 'P@ssw0rd', { person }))
    const counts = tally(await Promise.all(tries))
    expect(Object.keys(counts).sort()).toEqual(['app_too_often', 'password_common'])
    expect(counts.password_common).toBeLessThanOrEqual(60)
  })
})

describe('a session left open', () => {
  it('is where so many passwords a minute are tried and no more', { retry: 2 }, async () => {
    const visitor = await signIn(world, await registerUnit(world))
    const typed = { oldPassword: WRONG, password: 'P@ssw0rd', passwordRepeat: 'P@ssw0rd' }
    const set = () => visitor.submit('/center/settings/password', typed)
    const replies = await Promise.all(Array.from({ length: 80 }, set))
    const refused = replies.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(19)
    expect(summaryIn(refused[0]?.text ?? '')).toContain('密码没有改动')
  })
})

describe('a file of results', () => {
  it('goes out so many times a minute and no more, each of them told of', { retry: 2 }, async () => {
    const made = await registerUnit(world)
    const visitor = await signIn(world, made)
    const { id } = await fileAll(visitor, 'enrolment', csvFor('enrolment', people(1)))
    const replies = await Promise.all(
      Array.from({ length: 80 }, () => visitor.get(`/center/rosters/${id}/failed`)),
    )
    const got = replies.filter(({ status }) => status === 200).length
    expect(got).toBeLessThan(61)
    const refused = replies.filter(({ status }) => status === 429)
    expect(refused.length).toBe(80 - got)
    expect(refused[0]?.text).toContain('结果都在，请过一分钟再下载')
    const told = world.hall.db.prepare(
      "SELECT count(*) AS n FROM audit WHERE act = 'roster_download' AND subject = ?",
    )
    expect(await told.bind(`roster:${id}`).first('n')).toBe(got)
  })
})

describe('a filing', () => {
  it('is taken back, or refused to be, so many times a minute and no more, of which the audit tells once', {
    retry: 2,
  }, async () => {
    const made = await registerUnit(world)
    const visitor = await signIn(world, made)
    const undo = () => visitor.post<{ reason: string }>('/api/v1/filings/nothing/rollback', {})
    const reasons = tally(await Promise.all(Array.from({ length: 80 }, undo)))
    expect(Object.keys(reasons).sort()).toEqual(['filing_too_often', 'rollback_unknown'])
    expect(reasons.rollback_unknown).toBeLessThan(61)
    const { results } = await world.hall.db
      .prepare(
        `SELECT result, count(*) AS n FROM audit WHERE act = 'filing_rollback' AND unit_id =
           (SELECT id FROM unit WHERE credit_code = ?) GROUP BY 1 ORDER BY 1`,
      )
      .bind(made.unit.creditCode)
      .all()
    expect(results).toEqual([
      { result: 'filing_too_often', n: 1 },
      { result: 'rollback_unknown', n: reasons.rollback_unknown },
    ])
  })
})
