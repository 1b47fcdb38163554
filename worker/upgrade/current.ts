/** The upgrade that a visitor is in the middle of, and what it knows by now. */
import type { Context } from 'hono'
import type { FlowReason } from '../../schema/flow.ts'
import type { SendAdministratorCode, UpgradeHall, UpgradeStep } from '../../schema/upgrade.ts'
import { currentFlow, sealData } from '../flows/acts.ts'
import { moveOn, writeFlow } from '../flows/store.ts'
import type { Env } from '../lib/env.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { LegacyUnit } from '../partners/index.ts'

/** Sealed with the flow. The old password is never among it: the old hall's ticket stands for it. */
export interface Data {
  hall: UpgradeHall
  userName?: string
  /** Step two, passed. */
  checked?: { ticket: string; units: LegacyUnit[] }
  /** The one of them that is upgraded. */
  unitCode?: string
  /** Step three, passed: who the old hall says that it is. */
  representative?: { name: string; documentType: string; documentNumber: string; mobile: string }
  /** What the forms of steps three and four show again. */
  typed?: {
    representative?: { documentNumber: string; mobile: string }
    administrator?: SendAdministratorCode
  }
  /** All that is left when it is done. */
  became?: { unitName: string }
}

export interface Current extends Data {
  id: string
  step: UpgradeStep
  expiresAt: number
  /** The chosen unit. */
  unit?: LegacyUnit
  unitNumber?: string
}

/** The visitor's upgrade, running or over. */
export async function current(c: Context<Env>): Promise<Result<Current, FlowReason>> {
  const found = await currentFlow<Data, UpgradeStep>(c, 'upgrade')
  if (!found.ok) return found
  const { id, step, expiresAt, data, outcome } = found.value
  const unit = data.checked?.units.find(({ unitCode }) => unitCode === data.unitCode)
  return ok({ ...data, id, step, expiresAt, ...(unit && { unit }), ...(outcome && { unitNumber: outcome }) })
}

/** What is sealed again of an upgrade. */
const dataOf = ({ hall, userName, checked, unitCode, representative, typed }: Current): Data => ({
  hall,
  ...(userName && { userName }),
  ...(checked && { checked }),
  ...(unitCode && { unitCode }),
  ...(representative && { representative }),
  ...(typed && { typed }),
})

/** Keeps what an upgrade now knows and moves it on, both or neither; refused if it is no longer where it was read. */
export async function goOn(
  c: Context<Env>,
  from: Current,
  to: UpgradeStep,
  known: Partial<Data>,
): Promise<Result<Current, FlowReason>> {
  const db = c.env.DB
  const next = { ...from, ...known }
  const moved = await attempt(db, [
    writeFlow(db, from.id, from.step, await sealData(c.env, dataOf(next)), c.var.now),
    mustChange(db),
    moveOn(db, from.id, from.step, to, c.var.now),
    mustChange(db),
  ])
  if (!moved.ok) return fail('flow_wrong_step')
  const unit = next.checked?.units.find(({ unitCode }) => unitCode === next.unitCode)
  return ok({ ...next, step: to, ...(unit && { unit }) })
}
