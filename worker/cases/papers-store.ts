/** Every SQL statement on what hangs on a case: its form, its files, what happened to it. */
import type { CaseEvent, FileType } from '../../schema/cases.ts'
import type { SealedTable } from '../lib/reseal.ts'
import { type CaseKey, casesIn } from './drawer.ts'

// A form and its files change only while the case is a draft or returned for a supplement.
const EDITABLE = `EXISTS (SELECT 1 FROM unit_case c WHERE c.unit_id = ?1 AND c.id = ?2
  AND c.state IN ('draft', 'supplement'))`

/** Aborts the batch unless the case is its owner's to change. */
export const mustBeEditable = (db: D1Database, { drawer, ownerId, id }: CaseKey) =>
  casesIn(db, drawer).prepare(`INSERT INTO guard (held) SELECT ${EDITABLE}`).bind(ownerId, id)

/** Aborts the batch where something else was kept since that version was looked at. */
export const mustBeVersion = (db: D1Database, { drawer, ownerId, id }: CaseKey, version: number) =>
  casesIn(db, drawer)
    .prepare(
      `INSERT INTO guard (held) SELECT EXISTS (SELECT 1 FROM case_form WHERE unit_id = ?1 AND case_id = ?2 AND version = ?3)`,
    )
    .bind(ownerId, id, version)

export const insertForm = (
  db: D1Database,
  { drawer, ownerId, id }: CaseKey,
  formSealed: string,
  keyId: string,
) =>
  casesIn(db, drawer)
    .prepare('INSERT INTO case_form (unit_id, case_id, form_sealed, key_id) VALUES (?, ?, ?, ?)')
    .bind(ownerId, id, formSealed, keyId)

export interface SavedForm {
  sealed: string
  /** Null where the item sends nothing, or nothing is chosen yet. */
  deliverySealed: string | null
  keyId: string
  /** Of the form that was filled in; whatever it is now where nobody said. */
  version: number | null
}

/** If nobody else kept something meanwhile; follow it with `mustChange`. */
export const saveForm = (db: D1Database, { drawer, ownerId, id }: CaseKey, f: SavedForm) =>
  casesIn(db, drawer)
    .prepare(
      `UPDATE case_form SET form_sealed = ?3, delivery_sealed = ?6, key_id = ?4, version = version + 1
       WHERE unit_id = ?1 AND case_id = ?2 AND (?5 IS NULL OR version = ?5) AND ${EDITABLE}`,
    )
    .bind(ownerId, id, f.sealed, f.keyId, f.version, f.deliverySealed)

export const findForm = (db: D1Database, { drawer, ownerId, id }: CaseKey) =>
  casesIn(db, drawer)
    .prepare('SELECT form_sealed, delivery_sealed, version FROM case_form WHERE unit_id = ? AND case_id = ?')
    .bind(ownerId, id)
    .first<{ form_sealed: string; delivery_sealed: string | null; version: number }>()

export interface NewFile {
  id: string
  material: string
  type: FileType
  bytes: number
  nameSealed: string
  keySealed: string
  keyId: string
  now: number
}

/** The database refuses a twenty-first; follow it with `mustChange`. */
export const insertFile = (db: D1Database, { drawer, ownerId, id }: CaseKey, f: NewFile) =>
  casesIn(db, drawer)
    .prepare(
      `INSERT INTO case_file (unit_id, case_id, id, material, type, bytes, name_sealed, file_key_sealed, key_id, created_at)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 WHERE ${EDITABLE}`,
    )
    .bind(...[ownerId, id, f.id, f.material, f.type, f.bytes], ...[f.nameSealed, f.keySealed, f.keyId, f.now])

/** Takes one away that no office has seen; follow it with `mustChange`. */
export const dropFile = (db: D1Database, { drawer, ownerId, id }: CaseKey, fileId: string) =>
  casesIn(db, drawer)
    .prepare(
      `DELETE FROM case_file WHERE unit_id = ?1 AND case_id = ?2 AND id = ?3 AND submitted = 0 AND material <> 'result'
         AND ${EDITABLE}`,
    )
    .bind(ownerId, id, fileId)

/** All files of a draft that goes. */
export const dropFiles = (db: D1Database, { drawer, ownerId, id }: CaseKey) =>
  casesIn(db, drawer).prepare('DELETE FROM case_file WHERE unit_id = ? AND case_id = ?').bind(ownerId, id)

/** From now on they stay. What an office added meanwhile is not theirs to keep. */
export const keepFiles = (db: D1Database, { drawer, ownerId, id }: CaseKey) =>
  casesIn(db, drawer)
    .prepare(`UPDATE case_file SET submitted = 1 WHERE unit_id = ? AND case_id = ? AND material <> 'result'`)
    .bind(ownerId, id)

/** Aborts the batch unless there is a file of each of these kinds: one may have been taken away meanwhile. */
export const mustHaveFiles = (
  db: D1Database,
  { drawer, ownerId, id }: CaseKey,
  materials: readonly string[],
) =>
  casesIn(db, drawer)
    .prepare(
      `INSERT INTO guard (held) SELECT NOT EXISTS (SELECT 1 FROM json_each(?3) WHERE value NOT IN
         (SELECT material FROM case_file WHERE unit_id = ?1 AND case_id = ?2))`,
    )
    .bind(ownerId, id, JSON.stringify(materials))

export interface FileRow {
  id: string
  material: string
  type: FileType
  bytes: number
  submitted: number
  name_sealed: string
  file_key_sealed: string
  created_at: number
}

const FILE = 'id, material, type, bytes, submitted, name_sealed, file_key_sealed, created_at'

export async function listFiles(db: D1Database, { drawer, ownerId, id }: CaseKey): Promise<FileRow[]> {
  const { results } = await casesIn(db, drawer)
    .prepare(`SELECT ${FILE} FROM case_file WHERE unit_id = ? AND case_id = ? ORDER BY id`)
    .bind(ownerId, id)
    .all<FileRow>()
  return results
}

export const findFile = (db: D1Database, { drawer, ownerId, id }: CaseKey, fileId: string) =>
  casesIn(db, drawer)
    .prepare(`SELECT ${FILE} FROM case_file WHERE unit_id = ? AND case_id = ? AND id = ?`)
    .bind(ownerId, id, fileId)
    .first<FileRow>()

export interface NewEvent {
  event: CaseEvent
  /** `operator:<id>` or `clerk:<id>`. */
  actor: string
  wordsSealed: string | null
  keyId: string
  now: number
}

export const insertEvent = (db: D1Database, { drawer, ownerId, id }: CaseKey, e: NewEvent) =>
  casesIn(db, drawer)
    .prepare(
      `INSERT INTO case_event (unit_id, case_id, seq, at, event, actor, words_sealed, key_id)
       SELECT ?1, ?2, coalesce(max(seq), 0) + 1, ?3, ?4, ?5, ?6, ?7 FROM case_event WHERE unit_id = ?1 AND case_id = ?2`,
    )
    .bind(ownerId, id, e.now, e.event, e.actor, e.wordsSealed, e.keyId)

export interface EventRow {
  seq: number
  at: number
  event: CaseEvent
  actor: string
  words_sealed: string | null
}

export async function listEvents(db: D1Database, { drawer, ownerId, id }: CaseKey): Promise<EventRow[]> {
  const { results } = await casesIn(db, drawer)
    .prepare(
      'SELECT seq, at, event, actor, words_sealed FROM case_event WHERE unit_id = ? AND case_id = ? ORDER BY seq',
    )
    .bind(ownerId, id)
    .all<EventRow>()
  return results
}

/** How words and files are sealed, for key rotation. */
export const sealedEvents: SealedTable = {
  table: 'case_event',
  key: ['unit_id', 'case_id', 'seq'],
  sealed: { words_sealed: 'case_event.words' },
  indexes: {},
}
export const sealedFiles: SealedTable = {
  table: 'case_file',
  key: ['unit_id', 'case_id', 'id'],
  sealed: { name_sealed: 'case_file.name', file_key_sealed: 'case_file.key' },
  indexes: {},
}

/** Where a case's file lies in R2. */
export const pathOf = ({ drawer, ownerId, id }: CaseKey, fileId: string) =>
  `${drawer === 'unit_case' ? 'cases' : 'person-cases'}/${ownerId}/${id}/${fileId}`
