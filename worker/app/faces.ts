/** What a face that the app has verified changes, by the kind of flow that asked for it. */
import type { FaceRow } from '../challenges/store.ts'
import { CONFIRMATION_KIND, passFace as passConfirmation } from '../operators/confirmation-store.ts'
import { passFace as passRecovery } from '../recovery/store.ts'
import { passFace as passRegistration } from '../registration/store.ts'
import { CHANGE_KIND } from '../settings/rules.ts'
import { passFace as passChange } from '../settings/store.ts'

type Passed = (db: D1Database, flowId: string, now: number) => D1PreparedStatement[]

const PASSED: Record<string, Passed> = {
  register_person: passRegistration,
  register_unit: passRegistration,
  recovery: passRecovery,
  [CHANGE_KIND]: passChange,
  [CONFIRMATION_KIND]: passConfirmation,
}

/** The statements for the batch that settles the check as passed. */
export function whenPassed(db: D1Database, { flow, owner }: FaceRow, now: number): D1PreparedStatement[] {
  const passed = PASSED[flow]
  if (!passed) throw new Error('a face check of an unknown kind of flow')
  return passed(db, owner, now)
}
