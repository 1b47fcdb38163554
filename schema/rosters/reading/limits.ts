/** What a file may ask of whoever reads it. */
import { MOST_ROSTER_BYTES } from '../../roster-job.ts'

export const MOST_BYTES = MOST_ROSTER_BYTES
/** People in one file. */
export const MOST_ROWS = 50_000
/** Columns that hold anything. */
export const MOST_COLUMNS = 256
/** Parts of a workbook; one with many pictures has some hundreds. */
export const MOST_PARTS = 2_000
/** Characters of XML in one sheet: a million rows that are formatted and empty have some two hundred million. */
export const MOST_SHEET_CHARACTERS = 400_000_000
/** As far as one looks for headers in a sheet: further down than that nobody has them. */
export const TOP_CHARACTERS = 4_000_000
/** Characters of all sheets that are looked through for headers: fifty that are formatted and empty, or two thousand others. */
export const MOST_SEARCHED_CHARACTERS = 200_000_000
/** Characters of XML in the other parts together: the texts of fifty thousand rows have some thirty million. */
export const MOST_PART_CHARACTERS = 64_000_000
/** What is left of a sheet when it is packed is a twentieth or more; of a file that is made to do harm, a thousandth. */
export const MOST_RATIO = 250
/** Below this nothing is suspicious, parts that are read one after the other taken together: small parts pack well. */
export const RATIO_FROM_CHARACTERS = 4_000_000
/** Texts in a cell, as spreadsheets have it. */
export const MOST_CELL_CHARACTERS = 32_767
/** The same as it is written, where every character may be seven: `_x000A_`. */
export const MOST_WRITTEN_CHARACTERS = MOST_CELL_CHARACTERS * 7
/** Characters that are kept of the texts that cells share; those of fifty thousand rows have some six million. */
export const MOST_SHARED_CHARACTERS = 32_000_000
/** What a text takes beside its characters. */
export const SHARED_TEXT_CHARACTERS = 16
/** Formats in a workbook, twice as many as spreadsheets have, and characters in one, as they have it. */
export const MOST_FORMATS = 130_980
export const MOST_FORMAT_CHARACTERS = 255
