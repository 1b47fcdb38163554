/** The filing period that a unit is in: within it, the same file is the same job. */
import { sceneOf } from '../filings/acts.ts'
import { holding } from '../filings/rules.ts'
import type { Bindings } from '../lib/env.ts'
import { findUnit } from '../units/store.ts'

/** A unit, and what its filings are judged by. */
export type Place = Awaited<ReturnType<typeof sceneAt>>

export async function sceneAt(env: Bindings, unitId: string, now: number) {
  const unit = await findUnit(env.DB, unitId)
  if (!unit) throw new Error('a unit that somebody acts for is there')
  const of = { unitId, region: unit.region }
  return { unit: of, scene: await sceneOf({ env, now, unit: of }) }
}

export const periodAt = async (env: Bindings, unitId: string, now: number): Promise<string> =>
  (await sceneAt(env, unitId, now)).scene.period.month

/** What a contribution base may be for a unit, as it stands today. */
export async function limitsAt(env: Bindings, unitId: string, now: number) {
  const { scene } = await sceneAt(env, unitId, now)
  const limits = holding(scene.ground.limits, scene.period.month)
  if (!limits) throw new Error('the province has bounds of a base')
  return { floorFen: limits.floorFen, capFen: limits.capFen }
}
