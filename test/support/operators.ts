/** A unit's operators for tests: granted by whoever is signed in, confirmed by the person in the app. */
import { dayInChina } from '../../schema/fields/calendar.ts'
import { faced } from './app-acts.ts'
import { anApp } from './app-client.ts'
import { type MadePerson, must, registerPerson, registerUnit, signIn } from './builders.ts'
import { Visitor } from './client.ts'
import type { Pair } from './pair.ts'

type World = Pick<Pair, 'hall' | 'sandbox' | 'secrets'>
type App = Awaited<ReturnType<typeof anApp>>

/** A day so many days from today, in China. */
export const day = (fromToday = 0) => dayInChina(Date.now() + fromToday * 24 * 60 * 60 * 1000)

/** Posts a form in which a name may stand several times. */
export function submitList(visitor: Visitor, path: string, fields: Record<string, string | string[]>) {
  const body = new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, one]),
    ),
  )
  const headers = { accept: 'text/html', 'sec-fetch-site': 'same-origin' }
  return visitor.send(path, { method: 'POST', headers, body })
}

export interface Offered {
  role?: 'administrator' | 'handler'
  firstDay?: string
  lastDay?: string
  items?: string[]
}

export const offerOf = (person: MadePerson, own: Offered = {}) => {
  const { name, documentType, documentNumber, mobile } = person
  const given = { role: 'handler', firstDay: day(), lastDay: day(90), items: ['enrolment'], ...own }
  return { name, documentType, documentNumber, mobile, ...given }
}

export const offer = (by: Visitor, person: MadePerson, own: Offered = {}) =>
  submitList(by, '/center/operators/new', offerOf(person, own))

/** What the person does in the app with an offer. */
export async function settle(
  app: App,
  act: 'confirm' | 'decline',
  unitNumber: string,
  person: MadePerson,
  password = person.password,
  by?: Visitor,
) {
  const claims = { unit: unitNumber, auth_time: faced() }
  const personAssertion = await app.vouch({ person, act: `${act}_grant`, claims })
  const body = { personAssertion, unitNumber, ...(act === 'confirm' && { password }) }
  return app.ask<{ reason?: string; unitName?: string }>(`grants/${act}`, body, by)
}

/** A unit whose legal representative is signed in and has read the notice. */
export async function aUnitWithNotice(world: World) {
  const who = await registerUnit(world)
  const visitor = await signIn(world, who)
  await must(303, visitor.submit('/center/operators/agree', {}))
  return { ...who, visitor, app: await anApp(world) }
}

export type Granting = Awaited<ReturnType<typeof aUnitWithNotice>>

/** Somebody granted and confirmed, signed in. */
export async function anOperator(
  world: World,
  unit: Granting,
  own: Offered = {},
  by = unit.visitor,
  whose?: MadePerson,
) {
  const person = await registerPerson(world, whose)
  await must(303, offer(by, person, own))
  await must(200, settle(unit.app, 'confirm', unit.unitNumber, person))
  const visitor = await signIn(world, { unit: unit.unit, person })
  const row = await world.hall.db
    .prepare('SELECT id FROM operator WHERE role = ? ORDER BY created_at DESC, id DESC')
    .bind(own.role ?? 'handler')
    .first<{ id: string }>()
  return { person, visitor, id: row?.id ?? '' }
}

export const newcomer = (world: World) => new Visitor(world.hall.origin)
