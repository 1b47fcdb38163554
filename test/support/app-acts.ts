/** What persons do in the government app itself, for tests. */
import { sealer } from '../../worker/lib/sealed.ts'
import { insertOperator } from '../../worker/units/store.ts'
import type { anApp, Vouched } from './app-client.ts'
import { type MadePerson, type MadeUnit, registerPerson } from './builders.ts'
import type { Reply, Visitor } from './client.ts'
import type { Pair } from './pair.ts'

type App = Awaited<ReturnType<typeof anApp>>

export interface Acted {
  reason?: string
  title?: string
  errors?: { field: string; code: string }[]
  unitNumber?: string
  unitName?: string
}

export interface Act {
  person: MadePerson
  /** What the person agreed to, where it is another than what is sent. */
  vouched?: Partial<Vouched>
  by?: Visitor
}

/** Seconds; a face that was verified so long ago. */
export const faced = (secondsAgo = 2) => Math.floor(Date.now() / 1000) - secondsAgo

const claimsOf = (unit: string, { claims }: Partial<Vouched> = {}) => ({
  unit,
  auth_time: faced(),
  ...claims,
})

export const actsOf = (app: App) => ({
  async setPassword(
    unitNumber: string,
    password: string,
    { person, vouched, by }: Act,
  ): Promise<Reply<Acted>> {
    const personAssertion = await app.vouch({
      ...{ person, act: 'set_password', ...vouched, claims: claimsOf(unitNumber, vouched) },
    })
    return app.ask<Acted>('passwords', { personAssertion, unitNumber, password }, by)
  },
  async register(
    unit: MadeUnit,
    { person, vouched, by }: Act,
    typed: Record<string, unknown> = {},
  ): Promise<Reply<Acted>> {
    const personAssertion = await app.vouch({
      ...{ person, act: 'register_unit', ...vouched, claims: claimsOf(unit.creditCode, vouched) },
    })
    const body = { personAssertion, ...unit, password: person.password, agreement: true, ...typed }
    return app.ask<Acted>('units', body, by)
  },
})

/** A registered person to whom a unit has given a grant, and who has set no password yet. */
export async function aHandler(world: Pair, unitNumber: string, role = 'handler' as const) {
  const person = await registerPerson(world)
  const { db } = world.hall
  const { keyId, seal, index } = await sealer(world.secrets.SEALING_KEYS)
  const unit = await db
    .prepare('SELECT id FROM unit WHERE unit_number = ?')
    .bind(unitNumber)
    .first<{ id: string }>()
  const mobile = await index(person.mobile, 'mobile')
  const own = await db
    .prepare('SELECT id FROM person WHERE mobile_index = ?')
    .bind(mobile)
    .first<{ id: string }>()
  if (!unit || !own) throw new Error('unit and person are there')
  const id = crypto.randomUUID()
  await insertOperator(db, {
    ...{ unitId: unit.id, id, personId: own.id, role, keyId, now: Date.now(), password: null },
    document: {
      type: person.documentType,
      index: await index(person.documentNumber, 'document'),
      sealed: await seal(person.documentNumber, 'operator.document'),
    },
    nameSealed: await seal(person.name, 'operator.name'),
    mobile: { index: mobile, sealed: await seal(person.mobile, 'operator.mobile') },
  }).run()
  return { person, unitId: unit.id, operatorId: id }
}

/** Every call of the app API on grants, each in its ways to be refused and, where `granted`, to succeed. */
export async function walkAppGrants(app: App, person: MadePerson, unitNumber: string, by: Visitor) {
  for (const path of ['my-grants', 'grants/confirm', 'grants/decline']) {
    await app.ask(path, {}, by)
    await by.post(`/api/v1/app/${path}`)
  }
  const call = async (act: 'confirm' | 'decline', password: string, claims = {}) => {
    const all = { unit: unitNumber, auth_time: faced(), ...claims }
    const personAssertion = await app.vouch({ person, act: `${act}_grant`, claims: all })
    return app.ask(`grants/${act}`, { personAssertion, unitNumber, password }, by)
  }
  await app.ask('my-grants', { personAssertion: await app.vouch({ person, act: 'list_grants' }) }, by)
  await app.ask('my-grants', { personAssertion: 'nonsense' }, by)
  await call('confirm', person.password, { amr: [] })
  await call('confirm', 'P@ssw0rd')
  await call('confirm', person.password)
  await call('decline', '')
}

/** Every call of the app API on acts, each in its ways to succeed and to be refused. */
export async function walkAppActs(app: App, person: MadePerson, unit: MadeUnit, by: Visitor): Promise<void> {
  const { register, setPassword } = actsOf(app)
  for (const path of ['passwords', 'units']) {
    await app.ask(path, {}, by)
    await by.post(`/api/v1/app/${path}`)
  }
  await register(unit, { person, by, vouched: { claims: { amr: [] } } })
  await register(unit, { person, by }, { password: 'P@ssw0rd' })
  const { json } = await register(unit, { person, by })
  await register(unit, { person, by })
  const number = json.unitNumber ?? ''
  await setPassword('80000000', 'Other#2026x', { person, by })
  await setPassword(number, person.password, { person, by })
  await setPassword(number, 'Other#2026x', { person, by, vouched: { act: 'list_units' } })
  await setPassword(number, 'Other#2026x', { person, by })
}
