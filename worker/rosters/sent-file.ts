/** The file that a request carries: in a form, or as its body. */
import type { Context } from 'hono'
import { MOST_ROSTER_BYTES } from '../../schema/roster-job.ts'
import type { RosterReason } from '../../schema/roster-refusals.ts'
import type { Env } from '../lib/env.ts'
import { fileInForm, type SentFile } from '../lib/form-file.ts'
import { fail, ok, type Result } from '../lib/result.ts'

export const FILE_FIELD = 'file'
/** What programs say that a spreadsheet is; what it is, its content says. */
const TYPES = new Set([
  ...['application/octet-stream', 'text/csv', 'application/csv', 'application/vnd.ms-excel'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
])
/** What a form writes around a file. */
const FORM_BYTES = 64 * 1024

export async function sentFile(c: Context<Env>): Promise<Result<SentFile, RosterReason>> {
  // Said before a byte of it was read, where it can be known; what says nothing is counted as it comes.
  if (Number(c.req.header('content-length') ?? 0) > MOST_ROSTER_BYTES + FORM_BYTES) return fail('roster_size')
  if (c.req.header('content-type')?.toLowerCase().startsWith('multipart/form-data')) {
    const file = await fileInForm(c.req.raw, FILE_FIELD)
    return file ? ok(file) : fail('roster_missing')
  }
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!TYPES.has(type)) return fail('roster_type')
  return c.req.raw.body ? ok({ name: '', body: c.req.raw.body }) : fail('roster_missing')
}
