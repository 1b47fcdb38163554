/** Every SQL statement on the papers that a case ends with: they lie beside its owner's. */
import { type CaseKey, casesIn } from './drawer.ts'
import type { NewFile } from './papers-store.ts'

/** The kind of paper that an office adds: what the case ends with. No item asks for one of that name. */
export const RESULT = 'result'

// An office adds and takes away while it examines, and the clerk who has the case alone.
const EXAMINED = `EXISTS (SELECT 1 FROM unit_case c WHERE c.unit_id = ?1 AND c.id = ?2
  AND c.state = 'in_review' AND c.clerk_id = ?3)`

/** By the clerk who has the case; follow it with `mustChange`. */
export const insertResult = (
  db: D1Database,
  { drawer, ownerId, id }: CaseKey,
  f: Omit<NewFile, 'material'>,
  clerkId: string,
) =>
  casesIn(db, drawer)
    .prepare(
      `INSERT INTO case_file (unit_id, case_id, id, material, type, bytes, name_sealed, file_key_sealed, key_id, created_at)
       SELECT ?1, ?2, ?4, 'result', ?5, ?6, ?7, ?8, ?9, ?10 WHERE ${EXAMINED}`,
    )
    .bind(...[ownerId, id, clerkId, f.id, f.type, f.bytes], ...[f.nameSealed, f.keySealed, f.keyId, f.now])

/** Before anything is decided; follow it with `mustChange`. */
export const dropResult = (
  db: D1Database,
  { drawer, ownerId, id }: CaseKey,
  fileId: string,
  clerkId: string,
) =>
  casesIn(db, drawer)
    .prepare(
      `DELETE FROM case_file WHERE unit_id = ?1 AND case_id = ?2 AND id = ?4 AND material = 'result' AND submitted = 0
         AND ${EXAMINED}`,
    )
    .bind(ownerId, id, clerkId, fileId)

/** From the decision on they stay. */
export const keepResults = (db: D1Database, { drawer, ownerId, id }: CaseKey) =>
  casesIn(db, drawer)
    .prepare(`UPDATE case_file SET submitted = 1 WHERE unit_id = ? AND case_id = ? AND material = 'result'`)
    .bind(ownerId, id)
