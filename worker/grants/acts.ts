/** What an operator writes for their unit, while they still may. */
import { attempt } from '../lib/guard.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { type Holder, mustStillHold, stillHolds } from './store.ts'

/**
 * Writes whole or not at all, and only while whoever acts still holds what they held when the request was read; `barred` is
 * answered where that was why not, `otherwise` tells what else it was.
 */
export async function attemptBy<Barred extends string, Reason extends string>(
  db: D1Database,
  who: Holder,
  statements: D1PreparedStatement[],
  { barred, otherwise }: { barred: Barred; otherwise: () => Reason | Promise<Reason> },
): Promise<Result<void, Barred | Reason>> {
  const done = await attempt(db, [mustStillHold(db, who, Date.now()), ...statements])
  if (done.ok) return ok(undefined)
  return fail((await stillHolds(db, who, Date.now())) ? await otherwise() : barred)
}
