/** What a grant must still be when a batch is written, not only when the request was read. */

/** Aborts the batch when its author has been removed, suspended, moved to another role or run out of term meanwhile. */
export const mustStillHold = (
  db: D1Database,
  { unitId, operatorId, role }: { unitId: string; operatorId: string; role: string },
  now: number,
) =>
  db
    .prepare(
      `INSERT INTO guard (held) SELECT count(*) FROM operator
       WHERE unit_id = ?1 AND id = ?2 AND role = ?3 AND suspended = 0 AND acts_from <= ?4 AND acts_until > ?4`,
    )
    .bind(unitId, operatorId, role, now)
