/** Where file and rows of a roster lie in R2, and the columns that their keys are sealed for. */
import type { PiecesPlace } from '../lib/sealed-pieces.ts'
import type { RosterKey, RosterRow } from './store.ts'

export const KEY_PLACE = 'roster.file_key'

export const keyOf = ({ unit_id, id }: Pick<RosterRow, 'unit_id' | 'id'>): RosterKey => ({
  ...{ unitId: unit_id, id },
})

const folder = ({ unitId, id }: RosterKey) => `rosters/${unitId}/${id}`

/** The file as it came. */
export const filePlace = (key: RosterKey): PiecesPlace => ({ path: `${folder(key)}/file`, id: key.id })

/** Its rows as they were read by the reader of that number, who has written them all or has not begun the work. */
export const rowsPlace = (key: RosterKey, tries: number): PiecesPlace => ({
  ...{ path: `${folder(key)}/rows-${tries}`, id: `${key.id}/rows-${tries}` },
})
