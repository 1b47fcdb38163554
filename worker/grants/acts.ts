/** What somebody writes for a unit, while they still may. */
import { attempt } from '../lib/guard.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { type Holder, mustStillHold, stillHolds } from './store.ts'

/** Whose right is asked for again at the moment of writing; null where nobody needs one, as for what is a person's own. */
export type Writer = Holder | null

/** Aborts a batch whose author may not do these items any more. */
export const mustHold = (
  db: D1Database,
  who: Writer,
  items: readonly string[] = [],
): D1PreparedStatement[] => (who ? [mustStillHold(db, who, Date.now(), items)] : [])

/** The same as a question, for after a batch that was refused. */
export const holds = async (db: D1Database, who: Writer, items: readonly string[] = []): Promise<boolean> =>
  who === null || stillHolds(db, who, Date.now(), items)

interface Refused<Barred, Reason> {
  items?: readonly string[]
  /** Answered where the right was why not. */
  barred: Barred
  /** Tells what else it was. */
  otherwise: () => Reason | Promise<Reason>
}

/** Writes whole or not at all, and only while whoever acts still holds what they held when the request was read. */
export async function attemptBy<Barred extends string, Reason extends string>(
  db: D1Database,
  who: Writer,
  statements: D1PreparedStatement[],
  { items, barred, otherwise }: Refused<Barred, Reason>,
): Promise<Result<void, Barred | Reason>> {
  const done = await attempt(db, [...mustHold(db, who, items), ...statements])
  if (done.ok) return ok(undefined)
  return fail((await holds(db, who, items)) ? await otherwise() : barred)
}
