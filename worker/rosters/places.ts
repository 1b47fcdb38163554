/** Where file and rows of a roster lie in R2, and the columns that their keys are sealed for. */
import type { PiecesPlace } from '../lib/sealed-pieces.ts'
import { MOST_READS } from './rules.ts'
import type { RosterKey, RosterRow } from './store.ts'

export const KEY_PLACE = 'roster.file_key'

export const keyOf = ({ unit_id, id }: Pick<RosterRow, 'unit_id' | 'id'>): RosterKey => ({
  ...{ unitId: unit_id, id },
})

/** Where the file of a roster lies: of what was approved, it is its trial's. */
export type ContentKey = RosterKey & { ofCase: boolean }

export type ContentRow = Pick<RosterRow, 'unit_id' | 'id' | 'content_of' | 'case_id'>
export const contentOf = ({ unit_id, id, content_of, case_id }: ContentRow): ContentKey => ({
  ...{ unitId: unit_id, id: content_of ?? id, ofCase: case_id !== null },
})

/** What belongs to a case stays as its papers do, where the bucket lets nothing expire (operating guide). */
const folder = ({ unitId, id, ofCase }: ContentKey) =>
  `${ofCase ? 'case-rosters' : 'rosters'}/${unitId}/${id}`

/** The file as it came. */
export const filePlace = (key: ContentKey): PiecesPlace => ({ path: `${folder(key)}/file`, id: key.id })

/** Its rows as they were read by the reader of that number, who has written them all or has not begun the work. */
export const rowsPlace = (key: ContentKey, tries: number): PiecesPlace => ({
  ...{ path: `${folder(key)}/rows-${tries}`, id: `${key.id}/rows-${tries}` },
})

/** All that may lie there: its file, and its rows once for each reading that may have been begun. */
export const pathsOf = (row: ContentRow): string[] => {
  const key = contentOf(row)
  const readings = Array.from({ length: MOST_READS }, (_, tries) => rowsPlace(key, tries + 1).path)
  return [filePlace(key).path, ...readings]
}
