import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { aPerson, aUnit, registerUnit, signIn } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { summaryIn, valuesIn } from '../support/html.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair()
const WRONG = 'Wrong#2026'
const post = (body: object) =>
  new Visitor(world.hall.origin).post<{ reason?: string }>('/api/v1/sessions', body)
const forgive = () => world.hall.db.prepare('DELETE FROM sign_in_attempt').run()

let account: Awaited<ReturnType<typeof registerUnit>>
let typed: { unit: string; person: string; password: string }

beforeAll(async () => {
  account = await registerUnit(world)
  const { unit, person } = account
  typed = { unit: unit.creditCode, person: person.documentNumber, password: person.password }
})

/** What a stranger may type: each fails for another reason. */
const failures = () => ({
  'unknown unit': { ...typed, unit: aUnit().creditCode },
  'unknown person': { ...typed, person: aPerson().documentNumber },
  'wrong password': { ...typed, password: WRONG },
})

describe('signing in', () => {
  it('takes credit code or unit number with document number or mobile, however they were typed', async () => {
    const { unit, unitNumber, person } = account
    const wide = (text: string) => text.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))
    for (const name of [unit.creditCode, unitNumber, unit.creditCode.toLowerCase(), wide(unitNumber)])
      for (const who of [
        person.documentNumber,
        person.mobile,
        ` ${wide(person.documentNumber)}`,
        `+86 ${person.mobile}`,
      ])
        expect(
          await post({ unit: name, person: who, password: person.password }),
          `${name} ${who}`,
        ).toMatchObject({
          ...{ status: 201, json: { unit: { unitNumber } } },
        })
  })

  it('goes on to the page that was asked for, and to no other site', async () => {
    const targets = {
      ...{
        '/center/sessions': '/center/sessions',
        '': '/center',
        '/': '/center',
        '//evil.example': '/center',
      },
      ...{
        'https://evil.example/center': '/center',
        '/center/../../x': '/center',
        '/\\evil.example': '/center',
      },
    }
    for (const [next, to] of Object.entries(targets)) {
      const visitor = new Visitor(world.hall.origin)
      const went = await visitor.submit(`/login?next=${encodeURIComponent(next)}`, typed)
      expect([went.status, went.headers.get('location')], next).toEqual([303, to])
    }
    const asked = await new Visitor(world.hall.origin).get('/center/activity')
    expect(asked.headers.get('location')).toBe('/login?next=%2Fcenter%2Factivity')
  })

  it('shows the form again with the names that were typed and without the password', async () => {
    const page = await new Visitor(world.hall.origin).submit('/login', { ...typed, password: WRONG })
    expect(page.status).toBe(401)
    expect(valuesIn(page.text)).toEqual({ unit: typed.unit, person: typed.person })
    expect(page.text).not.toContain(WRONG)
    expect(summaryIn(page.text)).toContain('对不上')
    await forgive()
  })
})

describe('who exists', () => {
  it('is told by neither status, body nor headers', async () => {
    const seen = []
    for (const body of Object.values(failures())) {
      const { status, text, headers } = await post(body)
      const { date: _date, ...others } = Object.fromEntries(headers)
      seen.push({ status, text, headers: others })
    }
    expect(seen[0]).toMatchObject({ status: 401 })
    expect(seen[1]).toEqual(seen[0])
    expect(seen[2]).toEqual(seen[0])
    await forgive()
  })
})

describe('a new sign-in', () => {
  it('replaces the session of this browser and ends none of the others', async () => {
    const browser = await signIn(world, account)
    const elsewhere = await signIn(world, account)
    const old = browser.cookies.get('__Host-hall') ?? ''
    await signIn(world, account, browser)
    expect(browser.cookies.get('__Host-hall')).not.toBe(old)
    const cookie = { cookie: `__Host-hall=${old}` }
    expect(await new Visitor(world.hall.origin).get('/api/v1/session', cookie)).toMatchObject({ status: 401 })
    for (const visitor of [browser, elsewhere])
      expect(await visitor.get('/api/v1/session')).toMatchObject({ status: 200 })
  })

  it('ends no session of which only the id is known', async () => {
    const victim = await signIn(world, account)
    const [id] = (victim.cookies.get('__Host-hall') ?? '').split('.')
    const attacker = new Visitor(world.hall.origin)
    attacker.cookies.set('__Host-hall', `${id}.${'A'.repeat(43)}`)
    await signIn(world, account, attacker)
    expect(await victim.get('/api/v1/session')).toMatchObject({ status: 200 })
  })
})

describe('passwords at rest', () => {
  const stored = async () => {
    const sql = 'SELECT password FROM operator WHERE unit_id = (SELECT id FROM unit WHERE credit_code = ?)'
    return (await world.hall.db.prepare(sql).bind(typed.unit).first<{ password: string }>())?.password ?? ''
  }
  const keyid = (id: string) => Buffer.from(id).toString('base64').replace(/=+$/, '')

  it('are argon2id with 19 MiB and two passes, and made again under a new pepper at the next sign-in', async () => {
    const before = await stored()
    expect(before).toMatch(`$argon2id$v=19$m=19456,t=2,p=1,keyid=${keyid('k1')}$`)
    const { keys } = JSON.parse(world.secrets.PEPPERS) as { keys: Record<string, string> }
    const p2 = randomBytes(32).toString('base64')
    await world.hall.reload({ PEPPERS: JSON.stringify({ current: 'p2', keys: { ...keys, p2 } }) })
    expect((await post({ ...typed, password: WRONG })).status).toBe(401)
    expect(await stored()).toBe(before)
    expect((await post(typed)).status).toBe(201)
    const after = await stored()
    expect(after).toMatch(`$argon2id$v=19$m=19456,t=2,p=1,keyid=${keyid('p2')}$`)
    await world.hall.reload({ PEPPERS: JSON.stringify({ current: 'p2', keys: { p2 } }) })
    expect((await post(typed)).status).toBe(201)
    expect(await stored()).toBe(after)
    await world.hall.reload({ PEPPERS: world.secrets.PEPPERS })
    expect((await post(typed)).json.reason).toBe('sign_in_wrong')
  })
})
