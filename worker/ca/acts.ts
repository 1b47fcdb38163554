/** Signing in with a CA key: what it signed is taken once, verified, and held against what the hall knows of the unit. */
import type { ProveKey } from '../../schema/ca.ts'
import type { CaReason } from '../../schema/ca-refusals.ts'
import { actsNow } from '../grants/rules.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { type Opened, prepareSession } from '../session/open.ts'
import { type Certified, certify, type SignInPage } from './certify.ts'
import type { For } from './challenge.ts'
import * as keys from './keys-store.ts'
import { type Decision, decide, KEY_AMR, type Seen } from './rules.ts'
import { type Waits, waitForPhone } from './wait.ts'

/** Once more for whoever lost a race, and once more than that. */
const TRIES = 3

export type SignedInOrWaits = { kind: 'entered'; opened: Opened } | Waits

/** Signs in by what a key signed: at once, or as soon as the phone says who it is. */
export async function signInByKey(
  env: Bindings,
  origin: Origin,
  now: number,
  input: ProveKey,
  page: SignInPage,
): Promise<Result<SignedInOrWaits, CaReason>> {
  const whose: For = { purpose: 'login', clientId: page.portal?.id }
  const certified = await certify(env, now, input, whose)
  if (!certified.ok) {
    await refused(env, origin, now, null, certified.error)
    return certified
  }
  for (let tries = 0; tries < TRIES; tries++) {
    const beside = await keys.lookBeside(env.DB, certified.value.creditCode, certified.value.thumbprint)
    const view = seen(beside, certified.value, now)
    const several = view.acting.others
    const decided = decide(view)
    if (!decided.ok || !beside.unit) {
      const reason = decided.ok ? 'ca_no_unit' : decided.error
      await refused(env, origin, now, beside.unit?.id ?? null, reason)
      return fail(reason)
    }
    if (decided.value.kind === 'confirm')
      return waitForPhone(env, origin, now, unitOf(beside.unit), certified.value, {
        ...{ by: decided.value.by, binds: decided.value.binds ?? null, several, portal: page.portal },
      })
    const opened = await enter(env, origin, now, beside, certified.value, decided.value, page)
    if (opened) return ok({ kind: 'entered', opened })
  }
  return fail('ca_challenge_over')
}

const unitOf = ({ id, name, unit_number }: keys.UnitRow) => ({ id, name, unitNumber: unit_number })

/** Tells the unit, if the certificate is one of a unit, that nobody was let in. */
async function refused(env: Bindings, origin: Origin, now: number, unitId: string | null, reason: CaReason) {
  const entry = { unitId, actor: 'visitor', act: 'sign_in_ca', result: reason }
  await (await audited(env, origin, now, entry)).run()
}

/** The key of this very certificate, as the unit has it. */
const same = ({ keys }: keys.Beside, { issuer, serial }: Certified) =>
  keys.find((key) => key.issuer === issuer && key.serial === serial)

export function seen(beside: keys.Beside, certified: Certified, now: number): Seen {
  const key = same(beside, certified)
  const inUse = beside.keys.filter(({ removed_at }) => removed_at === null)
  const renewed = inUse.some(({ issuer }) => issuer === certified.issuer)
  const acting = beside.operators.filter((row) => actsNow(row, now))
  // The browsers of a key go with the one that comes after it.
  const known = inUse.filter(({ id, issuer }) => issuer === certified.issuer && beside.devices.includes(id))
  return {
    unit: beside.unit !== undefined,
    key: key ? (key.removed_at === null ? 'bound' : 'removed') : renewed ? 'renewed' : 'new',
    acting: {
      representative: acting.some(({ role }) => role === 'legal_representative'),
      others: acting.some(({ role }) => role !== 'legal_representative'),
    },
    asked: !certified.relayable
      ? 'with_consent'
      : known.some(({ id }) => !key || id === key.id)
        ? 'by_known_device'
        : 'by_anybody',
    full: isFull(inUse, now),
  }
}

/** As many as the database takes. */
const MOST_KEYS = 20
export const isFull = (inUse: readonly keys.KeyRow[], now: number) =>
  inUse.filter(({ valid_until }) => valid_until > now).length >= MOST_KEYS

/** Opens the legal representative's session, while everything still is as it was seen. */
async function enter(
  env: Bindings,
  origin: Origin,
  now: number,
  beside: keys.Beside,
  certified: Certified,
  { binds }: Extract<Decision, { kind: 'enter' }>,
  { portal, framed, replaces }: SignInPage,
): Promise<Opened | undefined> {
  const { DB } = env
  const { unit } = beside
  const who = beside.operators.find(({ role }) => role === 'legal_representative')
  const known = same(beside, certified)
  if (!unit || !who) return undefined
  const keyId = known?.id ?? newId(now)
  const { opened, statements } = await prepareSession(
    ...([env, origin, now] as const),
    {
      ...{ unitId: unit.id, id: who.id, role: who.role, nameSealed: who.name_sealed },
      unit: {
        ...{ creditCode: unit.credit_code, unitNumber: unit.unit_number },
        ...{ name: unit.name, region: unit.region },
      },
    },
    {
      ...{ way: 'ca', amr: [...KEY_AMR], replaces, caKey: keyId },
      clientId: framed ? portal?.id : undefined,
    },
  )
  const entry = { unitId: unit.id, actor: `operator:${who.id}`, result: 'done' }
  const done = await attempt(DB, [
    keys.mustBeAlone(DB, unit.id, who.id, now),
    ...(binds ? renewal(DB, unit.id, keyId, certified, now) : []),
    ...device(DB, unit.id, keyId, certified, now),
    ...statements, // refused where the key was removed since
    ...(binds
      ? [await audited(env, origin, now, { ...entry, act: 'ca_key_renew', subject: `ca_key:${keyId}` })]
      : []),
    await audited(env, origin, now, {
      ...{ ...entry, act: 'sign_in_ca', subject: portal ? `client:${portal.id}` : `ca_key:${keyId}` },
    }),
  ])
  return done.ok ? opened : undefined
}

const renewal = (db: D1Database, unitId: string, id: string, certificate: Certified, now: number) => [
  keys.renewKey(db, { unitId, id, certificate, now }),
  mustChange(db),
  keys.keepDevices(db, unitId, id, certificate.issuer),
]

/** A browser that the sign-in rests on must still be enrolled; of any other it is only noted that it was here. */
function device(
  db: D1Database,
  unitId: string,
  keyId: string,
  { thumbprint, relayable }: Certified,
  now: number,
) {
  if (!thumbprint) return []
  const touched = keys.touchDevice(db, unitId, keyId, thumbprint, now)
  return relayable ? [touched, mustChange(db)] : [touched]
}
