/** What somebody else's word does here: makes the unit and its legal representative once, and lets people in. */
import type { FederationReason } from '../../schema/federation.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { attempt } from '../lib/guard.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { type Opened, prepareSession } from '../session/open.ts'
import { look, type View } from './look.ts'
import { creations } from './make.ts'
import { personOf } from './person.ts'
import type { Proved } from './proved.ts'
import { type Decision, decide } from './rules.ts'
import { linkPerson } from './store.ts'

/** To make and to enter, and both once more for whoever lost a race. */
const TRIES = 4

/**
 * Lets the holder in, after making what has to be there for it. Each round looks afresh, so whoever was second finds
 * what the first made. Nothing is made by a round that is refused.
 */
export async function enterProved(
  env: Bindings,
  origin: Origin,
  now: number,
  proved: Proved,
  replaces: { id: string; secretHash: string } | undefined,
): Promise<Result<Opened, FederationReason>> {
  for (let tries = 0; tries < TRIES; tries++) {
    const view = await look(env, now, proved)
    const decision = decide(view.seen)
    if (!decision.ok) {
      await refused(env, origin, now, proved, decision.error, view.unit?.id ?? null)
      return decision
    }
    const made = creations[decision.value as keyof typeof creations]
    if (made) {
      await attempt(env.DB, await made(env, origin, now, proved, view))
      continue
    }
    const opened = await enter(env, origin, now, proved, view, decision.value, replaces)
    if (opened) return ok(opened)
  }
  return fail('federation_again')
}

/** Tells the unit, if there is one, that somebody was not let in. */
export async function refused(
  env: Bindings,
  origin: Origin,
  now: number,
  { way }: Pick<Proved, 'way'>,
  reason: FederationReason,
  unitId: string | null,
): Promise<void> {
  const entry = { unitId, actor: 'visitor', act: `sign_in_${way}`, result: reason }
  await (await audited(env, origin, now, entry)).run()
}

async function enter(
  env: Bindings,
  origin: Origin,
  now: number,
  { way, amr, holder }: Proved,
  { unit, representative, operator }: View,
  decision: Decision,
  replaces: { id: string; secretHash: string } | undefined,
): Promise<Opened | undefined> {
  const who = decision === 'enter_as_representative' ? representative : operator
  if (!unit || !who) return undefined
  const shown = { creditCode: unit.credit_code, unitNumber: unit.unit_number, name: unit.name }
  const { opened, statements } = await prepareSession(
    ...([env, origin, now] as const),
    {
      ...{ unitId: unit.id, id: who.id, role: who.role, nameSealed: who.name_sealed },
      unit: { ...shown, region: unit.region },
    },
    { way, amr, replaces },
  )
  const entry = { unitId: unit.id, actor: `operator:${who.id}`, act: `sign_in_${way}`, result: 'done' }
  // They may have registered as a person since they first came.
  const personId = who.person_id === null && holder ? await personOf(env, holder) : null
  const done = await attempt(env.DB, [
    ...statements,
    ...(personId ? [linkPerson(env.DB, unit.id, who.id, personId)] : []),
    await audited(env, origin, now, entry),
  ])
  return done.ok ? opened : undefined
}
