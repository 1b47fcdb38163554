/** How a spreadsheet that was handed in stands: what the unit's pages, its software and the extension follow. */
import * as v from 'valibot'
import { RosterState } from './roster-state.ts'
import { Template } from './rosters/names.ts'

export * from './roster-state.ts'

const time = v.string()
const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** Why a row was not filed, or a file not taken: a code of a copy table, and its sentence. */
const Said = { code: v.string(), text: v.string() }

/** A row as people see it at the left of their spreadsheet, 1 for the first; a title is a row, too. */
export const RowReason = v.object({ row: v.pipe(v.number(), v.integer(), v.minValue(1)), ...Said })
export type RowReason = v.InferOutput<typeof RowReason>

/** Times are ISO 8601 in UTC. */
export const RosterJob = v.object({
  id: v.string(),
  template: Template,
  /** Whose rows were only judged: `done` could be filed, `failed` could not. It goes with a case that an office decides. */
  trial: v.boolean(),
  /** The case that it goes with, or went with when it was approved. */
  caseId: v.nullable(v.string()),
  /** Empty once the file is gone, 90 days after its end. */
  fileName: v.string(),
  /**
   * SHA-256 of the file as it was handed in, 64 hexadecimal digits: by this whoever sent it knows it again. Empty once
   * the file is gone.
   */
  digest: v.string(),
  state: RosterState,
  /** How many rows there are to file, as far as the file has been read. */
  rows: count,
  /** How many of them are filed; of a trial, how many could be. */
  done: count,
  /** How many of them were refused; `done` and `failed` together are how far the work is. */
  failed: count,
  problem: v.nullable(v.object(Said)),
  filedAt: time,
  endedAt: v.nullable(time),
})
export type RosterJob = v.InferOutput<typeof RosterJob>

/** The newest first: those that still run, and what ended in the last days. */
export const RosterJobs = v.object({ jobs: v.array(RosterJob) })
export type RosterJobs = v.InferOutput<typeof RosterJobs>

/** Reasons that one answer holds. */
export const REASONS_A_PAGE = 1_000

/** One job with the rows that were refused, in the file's order. */
export const RosterProgress = v.object({
  ...RosterJob.entries,
  reasons: v.array(RowReason),
  /** Ask again with `after` set to this for more reasons; null where there are none yet. */
  next: v.nullable(v.number()),
})
export type RosterProgress = v.InferOutput<typeof RosterProgress>

/** `after`: the row of the last reason that is known already. */
export const ProgressQuery = v.object({
  after: v.optional(v.pipe(v.string(), v.regex(/^\d{1,7}$/), v.transform(Number)), '0'),
})
export type ProgressQuery = v.InferOutput<typeof ProgressQuery>

/** Where the jobs are asked for; one job below it, by its id. */
export const ROSTERS_API = '/api/v1/rosters'
/** The page of one job. */
export const jobPage = (id: string) => `/center/rosters/${id}`

/** Bounds of a contribution base as they hold today, so that a table can be judged before it is handed in. */
export const BaseLimits = v.object({ floorFen: count, capFen: count })
export type BaseLimits = v.InferOutput<typeof BaseLimits>
export const LIMITS_API = `${ROSTERS_API}/limits`

/*
 * How the extension hands a file to the hall: it opens the page of that template, and puts the file into the page's own
 * file input, as if the person had chosen it. The page alone sends it, and only when the person says so.
 */

/** The page with the form for one template. */
export const uploadPage = (template: v.InferOutput<typeof Template>) =>
  `/center/rosters/new?template=${template}`
/** Where that page is, without its question. */
export const UPLOAD_PATH = '/center/rosters/new'
/** What marks the input, beside `type="file"`; the page hears its `change`. */
export const UPLOAD_INPUT = 'data-roster-file'
/** What a file may weigh. */
export const MOST_ROSTER_BYTES = 20 * 1024 * 1024
