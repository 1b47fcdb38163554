/** Old accounts that exist nowhere but in the sandbox, and their way through the upgrade. */
import {
  aPerson,
  aUnit,
  identityOf,
  type MadePerson,
  must,
  type Outside,
  registerPerson,
  sandbox,
} from './builders.ts'
import { Visitor } from './client.ts'

export interface OldUnit {
  unitCode: string
  unitName: string
  creditCode: string
  name: string
  documentType: string
  documentNumber: string
}

export interface OldAccount {
  hall: 'province' | 'fund' | 'taizhou'
  userName: string
  password: string
  locked: boolean
  units: OldUnit[]
}

const CURRENT = '/api/v1/upgrades/current'
const digits = (length: number) => Array.from({ length }, () => Math.floor(Math.random() * 10)).join('')

export const anOldUnit = (own: Partial<OldUnit> = {}): OldUnit => {
  const { name, documentType, documentNumber } = aPerson()
  return { unitCode: digits(10), ...aUnit(), name, documentType, documentNumber, ...own }
}

/** An account with one unit, made in the sandbox. */
export async function anOldAccount(world: Outside, own: Partial<OldAccount> = {}): Promise<OldAccount> {
  const account: OldAccount = {
    ...{ hall: 'province', userName: `old${digits(9)}`, password: `Oldpass-${digits(8)}`, locked: false },
    ...{ units: [anOldUnit()], ...own },
  }
  await sandbox(world).post('legacy', account)
  return account
}

export const firstUnit = ({ units }: OldAccount): OldUnit => {
  const [unit] = units
  if (!unit) throw new Error('the account has no unit')
  return unit
}

/** Step one. */
export async function startUpgrade(
  world: Outside,
  { hall }: Pick<OldAccount, 'hall'>,
  visitor = new Visitor(world.hall.origin),
): Promise<Visitor> {
  await must(201, visitor.post('/api/v1/upgrades', { hall }))
  return visitor
}

export const credentials = ({ userName, password }: OldAccount) => ({ userName, oldPassword: password })

export interface Stood {
  step: string
  unitNumber?: string
  reason?: string
}

export const checkAccount = (visitor: Visitor, account: OldAccount) =>
  visitor.post<Stood>(`${CURRENT}/account`, credentials(account))

/** Steps one and two. */
export async function startRepresentative(world: Outside, account: OldAccount): Promise<Visitor> {
  const visitor = await startUpgrade(world, account)
  await must(200, checkAccount(visitor, account))
  return visitor
}

/** Steps one to three; the representative's mobile is nobody else's. */
export async function startAdministrator(
  world: Outside,
  account: OldAccount,
  mobile = aPerson().mobile,
): Promise<Visitor> {
  const visitor = await startRepresentative(world, account)
  const { documentNumber } = firstUnit(account)
  await must(200, visitor.post(`${CURRENT}/representative`, { documentNumber, mobile }))
  return visitor
}

/** The body of step four, with a code just sent. */
export async function administratorFor(
  world: Outside,
  visitor: Visitor,
  person: MadePerson,
  password = `Admin#${digits(6)}a`,
) {
  const who = { ...identityOf(person), mobile: person.mobile }
  await must(202, visitor.post(`${CURRENT}/sms`, who))
  return {
    ...who,
    ...{ smsCode: await sandbox(world).code(person.mobile), password, passwordRepeat: password },
  }
}

export const setAdministrator = (visitor: Visitor, body: object) =>
  visitor.post<Stood>(`${CURRENT}/administrator`, body)

/** Lets a day pass for all codes, so that a number that just had some may have another. */
export async function restMobiles(world: Outside): Promise<void> {
  const seconds = 24 * 60 * 60
  await world.hall.db
    ?.prepare('UPDATE sms_code SET created_at = created_at - ?')
    .bind(seconds * 1000)
    .run()
  await sandbox(world).post('sms/age', { seconds })
}

/** An upgrade from the first step to the last. */
export async function upgradeUnit(world: Outside, own: Partial<OldAccount> = {}) {
  const account = await anOldAccount(world, own)
  const person = await registerPerson(world)
  const visitor = await startAdministrator(world, account)
  await restMobiles(world)
  const body = await administratorFor(world, visitor, person)
  const { json } = await must(201, setAdministrator(visitor, body))
  return { account, person, password: body.password, unitNumber: json.unitNumber ?? '', visitor }
}

export const upgradeOf = (visitor: Visitor): string =>
  visitor.cookies.get('__Host-hall-upgrade')?.split('.')[0] ?? 'none'

/** Lets minutes pass for one visitor's upgrade and for the codes that belong to it. */
export async function wait(db: D1Database, visitor: Visitor, minutes: number): Promise<void> {
  const [id, ms] = [upgradeOf(visitor), minutes * 60_000]
  await db.batch([
    db
      .prepare('UPDATE flow SET created_at = created_at - ?1, expires_at = expires_at - ?1 WHERE id = ?2')
      .bind(ms, id),
    db
      .prepare(
        'UPDATE sms_code SET created_at = created_at - ?1, expires_at = expires_at - ?1 WHERE owner = ?2',
      )
      .bind(ms, id),
  ])
}

/** Every call of the upgrade's API, each in its ways to succeed and to be refused. */
export async function walkUpgrade(world: Outside, visitor: Visitor): Promise<void> {
  const post = (path: string, body: object = {}) => visitor.post(`${CURRENT}/${path}`, body)
  for (const path of ['account', 'unit', 'representative', 'sms', 'administrator']) await post(path)
  await visitor.get(CURRENT)
  await visitor.post('/api/v1/upgrades', {})
  const account = await anOldAccount(world, { units: [anOldUnit(), anOldUnit()] })
  const [{ unitCode, documentNumber }, person] = [firstUnit(account), await registerPerson(world)]
  await startUpgrade(world, account, visitor)
  await visitor.get(CURRENT)
  await post('account', { ...credentials(account), oldPassword: 'x' })
  await sandbox(world).post('faults', { partner: 'legacy', fault: 'nonsense', times: 1 })
  for (let tries = 0; tries < 2; tries++) await checkAccount(visitor, account)
  for (const code of ['1', unitCode]) await post('unit', { unitCode: code })
  const { mobile } = aPerson()
  for (const number of ['1234', documentNumber])
    await post('representative', { documentNumber: number, mobile })
  await post('sms', { ...identityOf(person), mobile })
  await restMobiles(world)
  const body = await administratorFor(world, visitor, person)
  await setAdministrator(visitor, { ...body, smsCode: '000000' })
  for (let tries = 0; tries < 2; tries++) await setAdministrator(visitor, body)
  await visitor.get(CURRENT)
  await checkAccount(await startUpgrade(world, account, visitor), account)
  await post('unit', { unitCode })
}
