import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { anApp } from '../support/app-client.ts'
import {
  accountFor,
  aPerson,
  aUnit,
  identityOf,
  must,
  passFace,
  registerPerson,
  registerUnit,
  sandbox,
  signIn,
  startAccount,
  startPerson,
} from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { dumpTables, findPlain } from '../support/dump.ts'
import { fullJourney } from '../support/full-journey.ts'
import { proveByMobile, startProof } from '../support/recovery.ts'
import { ticked } from '../support/registration.ts'
import { usePair } from '../support/use-pair.ts'
import { comeIn, confirmScan, openPage } from '../support/waiting.ts'

const world = usePair({ light: true })
const person = aPerson({ name: '欧阳琳琅' })
const unit = aUnit()
const WRONG = 'Wrong#2026'
const secrets: string[] = []
let made: Awaited<ReturnType<typeof registerUnit>>

/** What a visitor was handed and nobody else may keep. */
const tokensOf = (visitor: Visitor) =>
  [...visitor.cookies.values()].map((token) => token.split('.')[1] ?? token)

beforeAll(async () => {
  await registerPerson(world, person)
  made = await registerUnit(world, unit, person)
  const visitor = await signIn(world, made)
  secrets.push(...tokensOf(visitor), visitor.address)
  const elsewhere = await signIn(world, made)
  secrets.push(...tokensOf(elsewhere))
  const { creditCode } = unit
  await elsewhere.post('/api/v1/sessions', {
    unit: creditCode,
    person: person.documentNumber,
    password: WRONG,
  })
  const stranger = aPerson()
  await elsewhere.post('/api/v1/sessions', {
    unit: creditCode,
    person: stranger.mobile,
    password: stranger.password,
  })
  for (const page of ['/center', '/center/sessions', '/center/activity']) await visitor.get(page)

  const half = aPerson({ name: '司马青衫' })
  const midway = await startAccount(world, half)
  const account = await accountFor(world, midway, half)
  await midway.post('/api/v1/registrations/current/account', { ...account, smsCode: '000000' })
  secrets.push(
    ...tokensOf(midway),
    account.smsCode,
    half.name,
    half.documentNumber,
    half.mobile,
    half.password,
  )
  await scanAndRecover()
  secrets.push(stranger.mobile, stranger.password, WRONG, made.person.mobile)
  secrets.push(person.name, person.documentNumber, person.mobile, person.password)
  secrets.push(...(await fullJourney(world)))
  await world.hall.tick()
}, 120_000)

/** Signed in by a scan, then a recovery as far as its proof: flow, puzzle and waiting page stay behind. */
async function scanAndRecover() {
  const app = await anApp(world)
  const page = await openPage(world)
  await must(200, confirmScan(app, page, person, made.unitNumber))
  await comeIn(page)
  const waits = await openPage(world)
  const visitor = await startProof(world, made)
  await proveByMobile(world, visitor, made.person.mobile)
  const smsCode = await sandbox(world).code(made.person.mobile)
  const tokens = [page, waits].map(({ token }) => token.split('.')[1] ?? '')
  secrets.push(...tokens, ...tokensOf(page.visitor), ...tokensOf(visitor), smsCode)
}

describe('what the hall keeps', () => {
  it('holds no number, name, mobile, password, code, token or address that can be read', async () => {
    expect(secrets.every((secret) => secret.length > 3)).toBe(true)
    expect(await findPlain(world.hall, world.lines, secrets)).toEqual([])
  })

  it('was looked through where it is: every table that the journey filled has rows', async () => {
    const tables = await dumpTables(world.hall.db)
    for (const name of [
      'person',
      'unit',
      'operator',
      'session',
      'flow',
      'face_check',
      'sms_code',
      'audit',
      'puzzle',
      'waiting_sign_in',
      ...[
        'grant_offer',
        'grant_event',
        'delivery_address',
        'institution_administrator',
        'parcel',
        'counter_opening',
      ],
      ...[
        'case_form',
        'case_event',
        'case_file',
        'person_case_form',
        'person_case_event',
        'person_case_file',
      ],
      ...['insured', 'insured_data', 'enrolment', 'contribution'],
    ])
      expect(tables[name]?.length, name).toBeGreaterThan(100)
    expect(world.lines.length).toBeGreaterThan(20)
    const stored = (await world.hall.files.list()).objects.map(({ key }) => key.split('/')[0])
    expect(new Set(stored)).toEqual(new Set(['audit', 'cases', 'letters', 'person-cases']))
    // The search finds what is there: the unit's name is public and stands in the open.
    const { unitName } = unit
    expect(await findPlain(world.hall, world.lines, [unitName])).toEqual([
      `unit: ${unitName}`,
      `face_check: ${unitName}`, // the phone says for which unit it is asked
    ])
  })

  it('seals the same thing differently each time, and tells nobody that two are alike', async () => {
    const row = await world.hall.db
      .prepare('SELECT p.*, o.name_sealed AS other FROM person p JOIN operator o ON o.person_id = p.id')
      .first()
    expect(row?.name_sealed).not.toBe(row?.other)
    const indexes = await world.hall.db
      .prepare(
        'SELECT p.document_index AS a, o.document_index AS b FROM person p JOIN operator o ON o.person_id = p.id',
      )
      .first<{ a: string; b: string }>()
    expect(indexes?.a).not.toBe(indexes?.b)
  })
})

describe('a new sealing key', () => {
  const namesOf = async (keyId: string) => {
    const sql = `SELECT (SELECT count(*) FROM person WHERE key_id = ?1 OR name_sealed LIKE ?1 || '.%' OR document_index LIKE ?1 || '.%')
                      + (SELECT count(*) FROM operator WHERE key_id = ?1 OR mobile_sealed LIKE ?1 || '.%' OR mobile_index LIKE ?1 || '.%') AS n`
    return (await world.hall.db.prepare(sql).bind(keyId).first<{ n: number }>())?.n
  }
  const ring = (ids: string[], keys: Record<string, string | undefined>) => ({
    SEALING_KEYS: JSON.stringify({
      current: 'k2',
      keys: Object.fromEntries(ids.map((id) => [id, keys[id]])),
    }),
  })

  /** All that must go on working whatever key a row is under. */
  async function expectWorking() {
    const { creditCode } = unit
    for (const who of [person.documentNumber, made.person.mobile]) {
      const visitor = new Visitor(world.hall.origin)
      const body = { unit: creditCode, person: who, password: person.password }
      expect(await visitor.post('/api/v1/sessions', body)).toMatchObject({
        ...{ status: 201, json: { operator: { name: '欧**' } } },
      })
    }
    const start = (kind: string, body: object) =>
      new Visitor(world.hall.origin).post(`/api/v1/registrations/${kind}`, {
        ...body,
        ...identityOf(person),
        ...ticked,
      })
    expect(await start('person', {})).toMatchObject({ json: { reason: 'person_registered' } })
    expect(await start('unit', unit)).toMatchObject({ json: { reason: 'unit_registered' } })
    expect(await start('unit', aUnit())).toMatchObject({ status: 201 })
    const twin = aPerson({ mobile: person.mobile })
    const visitor = await startAccount(world, twin)
    await world.hall.db.prepare('UPDATE sms_code SET created_at = created_at - 86400000').run()
    await sandbox(world).post('sms/age', { seconds: 86_400 })
    const account = await accountFor(world, visitor, twin)
    expect(await visitor.post('/api/v1/registrations/current/account', account)).toMatchObject({
      ...{ status: 409, json: { reason: 'mobile_taken' } },
    })
  }

  it('moves every row to itself, and everything works before, meanwhile and after the old one is gone', async () => {
    const { keys } = JSON.parse(world.secrets.SEALING_KEYS) as { keys: Record<string, string> }
    const both = { ...keys, k2: randomBytes(32).toString('base64') }
    const midway = aPerson()
    const visitor = await startPerson(world, midway)
    const twice = aPerson()
    const late = await startAccount(world, { ...twice, mobile: aPerson().mobile })
    await registerPerson(world, twice)

    await world.hall.reload(ring(['k1', 'k2'], both))
    expect(await namesOf('k1')).toBeGreaterThanOrEqual(2)
    await expectWorking()
    await passFace(world, visitor, midway)
    const account = await accountFor(world, visitor, midway)
    expect(await visitor.post('/api/v1/registrations/current/account', account)).toMatchObject({
      status: 201,
    })
    const second = await accountFor(world, late, { ...twice, mobile: aPerson().mobile })
    expect(await late.post('/api/v1/registrations/current/account', second)).toMatchObject({
      ...{ status: 409, json: { reason: 'person_registered' } },
    })

    for (let ticks = 0; ticks < 5 && (await namesOf('k1')) !== 0; ticks++) await world.hall.tick()
    expect(await namesOf('k1')).toBe(0)
    await expectWorking()
    await world.hall.reload(ring(['k2'], both))
    await expectWorking()
  })
})
