/** Flows in steps: how long one lasts, and which act leads from which step to which. */
import type { FlowReason } from '../../schema/flow.ts'
import { fail, ok, type Result } from '../lib/result.ts'

const MINUTE = 60_000

/** Manual, step three of registration: 「请您在10分钟内完成注册」, counted from step one. */
export const FLOW_MS = 10 * MINUTE
/** What was typed is kept this much longer, so that whoever was too slow starts again with it. */
export const KEPT_MS = 60 * MINUTE

/** A flow's one table of what may follow what; its last step is `done`. Declare it with `satisfies`. */
export type Steps<Step extends string, Act extends string> = Record<Step, Partial<Record<Act, Step>>>

/** The acts that a table knows. */
type ActOf<Table> = { [Step in keyof Table]: keyof Table[Step] }[keyof Table] & string

/** The step that an act leads to, or why it may not happen now. */
export function advance<Table extends Record<string, object>>(
  steps: Table,
  { step, expiresAt }: { step: keyof Table & string; expiresAt: number },
  act: ActOf<Table>,
  now: number,
): Result<keyof Table & string, FlowReason> {
  if (step !== 'done' && now >= expiresAt) return fail('flow_expired')
  const to = (steps[step] as Partial<Record<string, keyof Table & string>>)[act]
  return to ? ok(to) : fail('flow_wrong_step')
}
