/** How the work on a roster goes: in which pieces, how often it is tried, how long things are kept. */
import { TEMPLATE_NAMES, type TemplateCode } from '../../schema/rosters/names.ts'

/**
 * Rows that are done together: some twenty statements, whatever their number, and well below a second. Of somebody new the
 * police are asked, each by a request of its own, of which an invocation has a thousand for the five messages that it gets.
 */
export const chunkRows = (template: TemplateCode) => (template === 'basic-data' ? 150 : 250)

const SECOND_MS = 1000
const DAY_MS = 24 * 60 * 60 * SECOND_MS

/** So long whoever took a piece of work has it alone: several times what the longest of it takes. */
export const CHUNK_LEASE_MS = 60 * SECOND_MS
export const READ_LEASE_MS = 4 * 60 * SECOND_MS
/** What the queue was asked for and nobody took for so long is asked for again. */
export const LOST_MS = 2 * 60 * SECOND_MS

/** Tries to read a file before it is given up; what kills an isolate once may have been anything. */
export const MOST_READS = 3
/** Tries to do a chunk before it is cut in two. */
export const MOST_TRIES = 3
/** Decisions anew within one try, when somebody else filed for one of the persons meanwhile. */
export const MOST_RACES = 3

/** File, rows and results are kept for a quarter; that something was handed in stays. */
export const KEPT_MS = 90 * DAY_MS

/** In the list of what runs, for programs: what ended in the last days. */
export const RECENT_MS = 7 * DAY_MS

/** What is filed only where an office approves it, with a case (docs/decisions/0043-bases-by-roster.md). */
export const isByCase = (template: TemplateCode) => template === 'base-adjustment'

export const isTemplate = (text: string): text is TemplateCode => Object.hasOwn(TEMPLATE_NAMES, text)

/** What to do with a chunk that was taken for the nth time: its rows, each half of them, or nothing but say that it failed. */
export function whatToDo(tries: number, rows: number): 'file' | 'halve' | 'give_up' {
  if (tries <= MOST_TRIES) return 'file'
  return rows > 1 ? 'halve' : 'give_up'
}

/** Who handed a roster in, as its row has it. */
export type HandedBy = `operator:${string}` | `client:${string}`
export const readHandedBy = (by: string): { kind: 'operator' | 'client'; id: string } => {
  const [kind, id = ''] = by.split(':')
  return { kind: kind === 'client' ? 'client' : 'operator', id }
}
