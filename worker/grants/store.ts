/** What a grant must still be when a batch is written, not only when the request was read. */

/** Whose act it is, and in which role they were when the request was read. */
export interface Holder {
  unitId: string
  operatorId: string
  role: string
  /** By which they act; none where a program or a queue does for them. */
  sessionId?: string
}

/**
 * Of a handler, every item that is asked for stands in the scope; whoever answers for the unit may do all of them. The session
 * is there: it may have been ended elsewhere while a file was on its way.
 */
const HELD = `FROM operator
  WHERE unit_id = ?1 AND id = ?2 AND role = ?3 AND suspended = 0 AND acts_from <= ?4 AND acts_until > ?4
    AND (role <> 'handler' OR NOT EXISTS (SELECT 1 FROM json_each(?5) wanted
      WHERE wanted.value NOT IN (SELECT own.value FROM json_each(scope) own)))
    AND (?6 IS NULL OR EXISTS (SELECT 1 FROM session s WHERE s.id = ?6))`

const bound = ({ unitId, operatorId, role, sessionId }: Holder, now: number, items: readonly string[]) => [
  ...[unitId, operatorId, role, now, JSON.stringify(items), sessionId ?? null],
]

/**
 * Aborts the batch when its author has been removed, suspended, moved to another role or run out of term meanwhile, or may
 * do one of these items no more.
 */
export const mustStillHold = (db: D1Database, who: Holder, now: number, items: readonly string[] = []) =>
  db.prepare(`INSERT INTO guard (held) SELECT count(*) ${HELD}`).bind(...bound(who, now, items))

/** The same as a question, for after a batch that was refused: whether that was why. */
export const stillHolds = async (db: D1Database, who: Holder, now: number, items: readonly string[] = []) =>
  (await db
    .prepare(`SELECT count(*) AS held ${HELD}`)
    .bind(...bound(who, now, items))
    .first('held')) === 1
