/** Delivery addresses: adding, changing, choosing the default, removing. */
import type { SaveAddress } from '../../schema/settings.ts'
import type { SettingsReason } from '../../schema/settings-refusals.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import type { SignedIn } from '../lib/session.ts'
import * as store from './address-store.ts'

export interface Address extends Omit<SaveAddress, 'preferred'> {
  id: string
  isDefault: boolean
}

const PLACE = 'delivery_address.content'
const OWN = (s: SignedIn) => ({ unitId: s.unitId, operatorId: s.operatorId })
const entryOf = (s: SignedIn, act: string, id: string) => ({
  ...{ unitId: s.unitId, actor: `operator:${s.operatorId}`, act, subject: `address:${id}`, result: 'done' },
})

/** The operator's own, the default first. */
export async function addressesOf(env: Bindings, s: SignedIn): Promise<Address[]> {
  const { open } = await sealer(env.SEALING_KEYS)
  const rows = await store.listAddresses(env.DB, OWN(s))
  return Promise.all(
    rows.map(async ({ id, content_sealed, is_default }) => ({
      ...(JSON.parse(await open(content_sealed, PLACE)) as Omit<SaveAddress, 'preferred'>),
      ...{ id, isDefault: is_default === 1 },
    })),
  )
}

async function sealContent(env: Bindings, { preferred: _preferred, ...content }: SaveAddress) {
  const { seal, keyId } = await sealer(env.SEALING_KEYS)
  return { contentSealed: await seal(JSON.stringify(content), PLACE), keyId }
}

type Done = Promise<Result<void, SettingsReason>>

/** Answers its id. */
export async function addAddress(
  env: Bindings,
  origin: Origin,
  now: number,
  s: SignedIn,
  input: SaveAddress,
): Promise<Result<string, SettingsReason>> {
  const id = newId(now)
  const own = OWN(s)
  const done = await attempt(env.DB, [
    ...(input.preferred ? [store.clearDefault(env.DB, own)] : []),
    store.insertAddress(env.DB, own, { id, now, ...(await sealContent(env, input)) }),
    await audited(env, origin, now, entryOf(s, 'address_add', id)),
  ])
  return done.ok ? ok(id) : fail('address_full')
}

export async function saveAddress(
  env: Bindings,
  origin: Origin,
  now: number,
  s: SignedIn,
  id: string,
  input: SaveAddress,
): Done {
  const own = OWN(s)
  const done = await attempt(env.DB, [
    store.changeAddress(env.DB, own, { id, ...(await sealContent(env, input)) }),
    mustChange(env.DB),
    ...(input.preferred ? [store.clearDefault(env.DB, own), store.makeDefault(env.DB, own, id)] : []),
    await audited(env, origin, now, entryOf(s, 'address_change', id)),
  ])
  return done.ok ? ok(undefined) : fail('address_gone')
}

export async function preferAddress(
  env: Bindings,
  origin: Origin,
  now: number,
  s: SignedIn,
  id: string,
): Done {
  const own = OWN(s)
  const done = await attempt(env.DB, [
    store.clearDefault(env.DB, own),
    store.makeDefault(env.DB, own, id),
    mustChange(env.DB),
    await audited(env, origin, now, entryOf(s, 'address_default', id)),
  ])
  return done.ok ? ok(undefined) : fail('address_gone')
}

export async function removeAddress(
  env: Bindings,
  origin: Origin,
  now: number,
  s: SignedIn,
  id: string,
): Done {
  const own = OWN(s)
  const done = await attempt(env.DB, [
    store.dropAddress(env.DB, own, id),
    mustChange(env.DB),
    store.inheritDefault(env.DB, own),
    await audited(env, origin, now, entryOf(s, 'address_remove', id)),
  ])
  return done.ok ? ok(undefined) : fail('address_gone')
}
