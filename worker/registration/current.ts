/** The registration that a visitor is in the middle of, with what was typed at step one. */
import type { Context } from 'hono'
import type { FlowReason } from '../../schema/flow.ts'
import type { RegistrationKind, RegistrationStep } from '../../schema/registration.ts'
import type { Subject } from '../challenges/face.ts'
import { currentFlow, setFlowCookie } from '../flows/acts.ts'
import type { Env } from '../lib/env.ts'
import { ok, type Result } from '../lib/result.ts'

/** Step one as it was typed; the unit's part only where a unit registers. */
export interface Typed extends Subject {
  creditCode?: string
  unitName?: string
}

export interface Current {
  id: string
  kind: RegistrationKind
  step: RegistrationStep
  expiresAt: number
  typed: Typed
  unitNumber?: string
}

export const setRegistrationCookie = (c: Context<Env>, token: string) =>
  setFlowCookie(c, 'registration', token)

/** The visitor's registration, running or over. */
export async function current(c: Context<Env>): Promise<Result<Current, FlowReason>> {
  const found = await currentFlow<Typed, RegistrationStep>(c, 'registration')
  if (!found.ok) return found
  const { id, kind, step, expiresAt, data, outcome } = found.value
  return ok({
    ...{ id, step, expiresAt, typed: data },
    kind: kind === 'register_unit' ? 'unit' : 'person',
    ...(outcome && { unitNumber: outcome }),
  })
}
