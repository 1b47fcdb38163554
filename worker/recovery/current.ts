/** The recovery that a visitor is in the middle of, with the account as it was typed. */
import type { Context } from 'hono'
import type { FlowReason } from '../../schema/flow.ts'
import type { RecoveryStep, StartRecovery } from '../../schema/recovery.ts'
import { currentFlow } from '../flows/acts.ts'
import type { Env } from '../lib/env.ts'
import { ok, type Result } from '../lib/result.ts'

/** Sealed with the flow: what step one said, and the mobile once that is what was proved. */
export interface Data extends StartRecovery {
  provedMobile?: string
}

export interface Current {
  id: string
  step: RecoveryStep
  expiresAt: number
  typed: Data
}

/** The visitor's recovery, running or over. */
export async function current(c: Context<Env>): Promise<Result<Current, FlowReason>> {
  const found = await currentFlow<Data, RecoveryStep>(c, 'recovery')
  if (!found.ok) return found
  const { id, step, expiresAt, data } = found.value
  return ok({ id, step, expiresAt, typed: data })
}
