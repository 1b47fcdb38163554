/** The papers that a case ends with: attached by the clerk who has it while it is examined, its owner's once it is decided. */
import type { CaseReason } from '../../schema/case-refusals.ts'
import { FILE_MAX_BYTES, MAX_FILES } from '../../schema/cases.ts'
import { attempt, mustChange } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { keyOf } from './drawer.ts'
import { knownFile, rowOf, store } from './files.ts'
import { auditedAtOffice, type Serving } from './office.ts'
import * as papers from './papers-store.ts'
import { dropResult, insertResult } from './results-store.ts'
import type { CaseRow } from './store.ts'

const EXAMINED = 'in_review'

/** One after the other, so that one at a time is in memory; what came before a bad one stays. */
export async function attachResults(
  by: Serving,
  row: CaseRow,
  files: readonly File[],
): Promise<Result<void, CaseReason>> {
  for (const file of files) {
    const done = await attachResult(by, row, file)
    if (!done.ok) return done
  }
  return ok(undefined)
}

/** By its content alone. */
async function attachResult(by: Serving, row: CaseRow, file: File): Promise<Result<void, CaseReason>> {
  const { env, now, clerk } = by
  if (row.state !== EXAMINED) return fail('case_moved')
  if (file.size > FILE_MAX_BYTES) return fail('file_size')
  const bytes = new Uint8Array(await file.arrayBuffer())
  const kind = knownFile(bytes)
  if (!kind) return fail('file_type')
  const [key, id] = [keyOf(row), newId(now)]
  const keySealed = await store(env, key, id, bytes.subarray(0, kind.length))
  const done = await attempt(env.DB, [
    insertResult(env.DB, key, await rowOf(env, { id, file, kind, keySealed, now }), clerk.clerkId),
    mustChange(env.DB),
    await auditedAtOffice(by, key, 'result'),
  ])
  if (done.ok) return ok(undefined)
  await env.FILES.delete(papers.pathOf(key, id))
  return fail((await papers.listFiles(env.DB, key)).length >= MAX_FILES ? 'files_full' : 'case_moved')
}

/** Takes one away again, as long as nothing is decided. */
export async function detachResult(
  by: Serving,
  row: CaseRow,
  fileId: string,
): Promise<Result<void, CaseReason>> {
  const { env, clerk } = by
  const key = keyOf(row)
  const done = await attempt(env.DB, [
    dropResult(env.DB, key, fileId, clerk.clerkId),
    mustChange(env.DB),
    await auditedAtOffice(by, key, 'result_off'),
  ])
  if (!done.ok) return fail('case_moved')
  await env.FILES.delete(papers.pathOf(key, fileId))
  return ok(undefined)
}
