import type { Cells } from '../cell.ts'
import type { Meter } from './meter.ts'

/** A row as it stands in the file, whatever it means. */
export interface RawRow {
  /** As people see it at the left: 1 for the first. */
  row: number
  hidden: boolean
  cells: Cells
}

export interface Sheet {
  name: string
  hidden: boolean
}

/** A file whose kind is known and whose sheets are listed; rows that hold nothing are left out. */
export interface Book {
  format: 'xlsx' | 'csv'
  /** Of a CSV file, by its name among the encodings of the web; of a workbook nothing. */
  encoding?: string
  sheets: readonly Sheet[]
  /**
   * Throws `Unreadable`, also after rows were given.
   * @param search counts what is looked at of a workbook's sheets for the rows at their top, which alone are given then
   */
  rows(sheet: number, search?: Meter): AsyncGenerator<RawRow>
}
