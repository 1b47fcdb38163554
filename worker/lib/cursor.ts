/** Where a page of a list goes on: moment and id of the last row before it, as they stand in an address. */

export interface Cursor {
  at: number
  id: string
}

export const writeCursor = ({ at, id }: Cursor): string => `${at}-${id}`

/** Undefined for whatever is none, so that a list begins at its start. */
export function readCursor(text: string | undefined): Cursor | undefined {
  const [, at, id] = /^(\d{1,15})-([0-9a-z]{1,26})$/.exec(text ?? '') ?? []
  return at !== undefined && id !== undefined ? { at: Number(at), id } : undefined
}
