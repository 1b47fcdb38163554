/** What a person sees of their own account, and what they do with it. */
import { maskDocumentNumber, maskMobile, maskName } from '../../schema/fields/mask.ts'
import type { Person, PersonSession } from '../../schema/people.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import type { SignedInPerson } from '../lib/person-session.ts'
import { sealer } from '../lib/sealed.ts'
import { IDLE_MS, TOUCH_MS } from '../session/rules.ts'
import * as sessions from './session-store.ts'
import * as store from './store.ts'

const iso = (ms: number) => new Date(ms).toISOString()

/** The session as the API shows it, the name masked. */
export async function showSession(env: Bindings, s: SignedInPerson): Promise<PersonSession> {
  const { open } = await sealer(env.SEALING_KEYS)
  return {
    name: maskName(await open(s.nameSealed, 'person.name')),
    way: s.way,
    amr: s.amr,
    signedInAt: iso(s.signedInAt),
    idleAt: iso(s.idleAt),
    endsAt: iso(s.endsAt),
  }
}

/** Own data, masked before it leaves, and the units that the person acts for. */
export async function showPerson(env: Bindings, { personId }: SignedInPerson): Promise<Person> {
  const [row, units] = await Promise.all([
    store.readPerson(env.DB, personId),
    store.unitsOf(env.DB, personId),
  ])
  if (!row) throw new Error('whoever is signed in is there')
  const { open } = await sealer(env.SEALING_KEYS)
  const household = row.household_sealed
  return {
    name: maskName(await open(row.name_sealed, 'person.name')),
    documentType: row.document_type,
    documentNumber: maskDocumentNumber(await open(row.document_sealed, 'person.document')),
    mobile: maskMobile(await open(row.mobile_sealed, 'person.mobile')),
    household: household === null ? null : await open(household, 'person.household'),
    units: units.map(({ name, unit_number: unitNumber, role }) => ({ name, unitNumber, role })),
  }
}

export const listSessions = (env: Bindings, { personId }: SignedInPerson, now: number) =>
  sessions.listSessions(env.DB, personId, now - IDLE_MS - TOUCH_MS, now)

const told = (env: Bindings, origin: Origin, now: number, { personId }: SignedInPerson, act: string) =>
  audited(env, origin, now, { unitId: null, actor: `person:${personId}`, act, result: 'done' })

/** Ends one of the person's sessions; false when there was none of that id. */
export async function endSession(env: Bindings, origin: Origin, now: number, s: SignedInPerson, id: string) {
  const ended = await attempt(env.DB, [
    sessions.endSession(env.DB, s.personId, id),
    mustChange(env.DB), // nothing ended, nothing to tell of
    await told(env, origin, now, s, id === s.sessionId ? 'sign_out' : 'session_end'),
  ])
  return ended.ok
}

export async function endAllSessions(env: Bindings, origin: Origin, now: number, s: SignedInPerson) {
  await env.DB.batch([
    sessions.endAllSessions(env.DB, s.personId),
    await told(env, origin, now, s, 'session_end_all'),
  ])
}

/** Starts the idle time again; answers when it now ends. */
export async function renewSession(env: Bindings, now: number, s: SignedInPerson): Promise<number> {
  await sessions.touchSession(env.DB, s.sessionId, now).run()
  return Math.min(now + IDLE_MS, s.endsAt)
}

/** Keeps what the person says their 户籍性质 is. */
export async function setHousehold(
  env: Bindings,
  origin: Origin,
  now: number,
  s: SignedInPerson,
  household: string,
) {
  const { keyId, seal } = await sealer(env.SEALING_KEYS)
  const householdSealed = await seal(household, 'person.household')
  await env.DB.batch([
    store.setHousehold(env.DB, { personId: s.personId, householdSealed, keyId, now }),
    await told(env, origin, now, s, 'set_household'),
  ])
}
