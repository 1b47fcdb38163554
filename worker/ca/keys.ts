/** The keys of a unit: who they are, binding one in the unit centre, and ending one. */
import type { ProveKey } from '../../schema/ca.ts'
import type { KeysReason } from '../../schema/ca-keys.ts'
import type { CaReason } from '../../schema/ca-refusals.ts'
import { maskName } from '../../schema/fields/mask.ts'
import { mayDo } from '../grants/rules.ts'
import { mustStillHold } from '../grants/store.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import type { SignedIn } from '../lib/session.ts'
import { endKeySessions } from '../session/store.ts'
import { use } from '../waiting/store.ts'
import { isFull } from './acts.ts'
import { certify } from './certify.ts'
import * as store from './keys-store.ts'
import { type DeviceRow, type ListedKey, listDevices, listKeys } from './list-store.ts'
import { decideBinding, showedFace } from './rules.ts'
import { over, proofOf, type Waits, waitForPhone } from './wait.ts'

export interface Key extends ListedKey {
  /** Masked; none where they have gone, or where the key before it spoke for it. */
  byName?: string
  devices: DeviceRow[]
}

export async function keysOf(env: Bindings, { unitId }: SignedIn): Promise<Key[]> {
  const { open } = await sealer(env.SEALING_KEYS)
  const [keys, devices] = await Promise.all([listKeys(env.DB, unitId), listDevices(env.DB, unitId)])
  return Promise.all(
    keys.map(async (key) => ({
      ...key,
      ...(key.by_name_sealed && { byName: maskName(await open(key.by_name_sealed, 'operator.name')) }),
      devices: devices.filter(({ key_id }) => key_id === key.id),
    })),
  )
}

const entryOf = (s: SignedIn, act: string, keyId: string) => ({
  ...{ unitId: s.unitId, actor: `operator:${s.operatorId}`, act, subject: `ca_key:${keyId}`, result: 'done' },
})

export const mayEndKeys = (s: SignedIn, now: number) => mayDo(s, 'manage_unit', now)
export const mayBindKeys = (s: SignedIn, now: number) =>
  mayEndKeys(s, now) && s.role === 'legal_representative'

/** Ends a key for the unit; what it had opened ends with it. */
export async function endKey(
  env: Bindings,
  origin: Origin,
  now: number,
  s: SignedIn,
  id: string,
): Promise<Result<void, KeysReason>> {
  if (!mayEndKeys(s, now)) return fail('keys_not_allowed')
  const done = await attempt(env.DB, [
    mustStillHold(env.DB, s, Date.now()),
    store.removeKey(env.DB, s.unitId, id, s.operatorId, now),
    mustChange(env.DB),
    await audited(env, origin, now, entryOf(s, 'ca_key_remove', id)),
  ])
  return done.ok ? ok(undefined) : fail('key_unknown')
}

/** Ends one browser for a key, and what the key has opened, wherever that was. */
export async function endDevice(
  env: Bindings,
  origin: Origin,
  now: number,
  s: SignedIn,
  { key, thumbprint }: { key: string; thumbprint: string },
): Promise<Result<void, KeysReason>> {
  if (!mayEndKeys(s, now)) return fail('keys_not_allowed')
  const done = await attempt(env.DB, [
    mustStillHold(env.DB, s, Date.now()),
    store.removeDevice(env.DB, s.unitId, key, thumbprint),
    mustChange(env.DB),
    endKeySessions(env.DB, s.unitId, key, s.sessionId),
    await audited(env, origin, now, entryOf(s, 'ca_device_remove', key)),
  ])
  return done.ok ? ok(undefined) : fail('key_unknown')
}

export type Bound = { kind: 'bound' } | Waits

/** Binds a key that is plugged in here: at once for whoever showed their face when they signed in, else after it. */
export async function bindKey(
  env: Bindings,
  origin: Origin,
  now: number,
  s: SignedIn,
  input: ProveKey,
): Promise<Result<Bound, CaReason | KeysReason>> {
  if (!mayBindKeys(s, now)) return fail('keys_representative_only')
  const whose = { purpose: 'bind', sessionId: s.sessionId } as const
  const certified = await certify(env, now, input, whose)
  if (!certified.ok) return certified
  const { creditCode, issuer, serial, thumbprint } = certified.value
  const { keys } = await store.lookBeside(env.DB, s.unit.creditCode, undefined)
  const others = keys.filter(
    (key) => key.removed_at === null && !(key.issuer === issuer && key.serial === serial),
  )
  const decided = decideBinding({
    own: creditCode === s.unit.creditCode,
    full: isFull(others, now),
    faced: showedFace(s),
  })
  if (!decided.ok) {
    const entry = { ...entryOf(s, 'ca_key_bind', ''), result: decided.error }
    await (await audited(env, origin, now, { ...entry, subject: `operator:${s.operatorId}` })).run()
    return decided
  }
  if (decided.value === 'confirm') {
    const unit = { id: s.unitId, name: s.unit.name, unitNumber: s.unit.unitNumber }
    const asked = { by: 'representative', binds: 'center', several: false } as const
    return waitForPhone(env, origin, now, unit, certified.value, asked)
  }
  const id = newId(now)
  const key = { unitId: s.unitId, id, certificate: certified.value, boundBy: s.operatorId, now }
  const device = {
    unitId: s.unitId,
    certificate: certified.value,
    device: origin.device,
    by: s.operatorId,
    now,
  }
  const done = await attempt(env.DB, [
    mustStillHold(env.DB, s, Date.now()),
    store.bindKey(env.DB, { ...key, how: 'center' }),
    ...(thumbprint ? [store.enrolDevice(env.DB, { ...device, thumbprint })] : []),
    await audited(env, origin, now, entryOf(s, 'ca_key_bind', id)),
  ])
  return done.ok ? ok({ kind: 'bound' }) : fail('ca_keys_full')
}

/** The page goes on that waited for the legal representative's face; undefined for a token that is none of this unit's. */
export async function finishBinding(
  env: Bindings,
  now: number,
  s: SignedIn,
  presented: string,
): Promise<Bound | undefined> {
  const found = await proofOf(env, now, presented)
  if (found?.proof.why !== 'center' || found.proof.unit_id !== s.unitId) return undefined
  if (found.waits.shown.state !== 'confirmed') return found.waits
  const done = await attempt(env.DB, [use(env.DB, found.row.id, now), mustChange(env.DB)])
  return done.ok && found.proof.key_id ? { kind: 'bound' } : over(found.waits)
}
