/** Files of a case: taken by their content alone, sealed each with a key of its own, given out as attachments. */
import type { CaseReason } from '../../schema/case-refusals.ts'
import { FILE_MAX_BYTES, type FileType, MAX_FILES } from '../../schema/cases.ts'
import type { Item } from '../../schema/catalogue.ts'
import type { Bindings } from '../lib/env.ts'
import { mustChange } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { recogniseOffice } from '../lib/office-file.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { type KnownFile, recognise } from '../lib/scanned-file.ts'
import { sealer } from '../lib/sealed.ts'
import { fileName, putSealedFile, readSealedFile } from '../lib/sealed-file.ts'
import { type Acting, attemptOn, auditOf } from './acting.ts'
import { type CaseKey, keyOf } from './drawer.ts'
import * as papers from './papers-store.ts'
import { isEditable } from './rules.ts'
import type { CaseRow } from './store.ts'

/** A file that was uploaded for one kind of paper. */
export interface Upload {
  material: string
  file: File
}

const placeOf = (key: CaseKey, id: string) => ({
  ...{ path: papers.pathOf(key, id), id, keyPlace: 'case_file.key' },
})

export const knownFile = (bytes: Uint8Array): KnownFile<FileType> | undefined =>
  recognise(bytes) ?? recogniseOffice(bytes)

/** Puts a file into the bucket, sealed; answers its key, sealed. */
export const store = (env: Bindings, key: CaseKey, id: string, content: Uint8Array<ArrayBuffer>) =>
  putSealedFile(env, placeOf(key, id), content)

interface Taken {
  id: string
  file: File
  kind: KnownFile<FileType>
  keySealed: string
  now: number
}

/** What the table keeps of a file. */
export async function rowOf(env: Bindings, { id, file, kind, keySealed, now }: Taken) {
  const { keyId, seal } = await sealer(env.SEALING_KEYS)
  const nameSealed = await seal(fileName(file.name), 'case_file.name')
  return { id, type: kind.type, bytes: kind.length, nameSealed, keySealed, keyId, now }
}

/** Attaches files to a case that is still with the unit, one after the other so that one at a time is in memory. */
export async function attachFiles(
  by: Acting,
  row: CaseRow,
  item: Item,
  uploads: readonly Upload[],
): Promise<Result<void, CaseReason>> {
  if (!isEditable(row.state)) return fail('case_moved')
  const wanted = uploads.filter(({ material }) => item.materials?.some(({ key }) => key === material))
  if (wanted.some(({ file }) => file.size > FILE_MAX_BYTES)) return fail('file_size')
  for (const { file } of wanted)
    if (!knownFile(new Uint8Array(await file.arrayBuffer()))) return fail('file_type')
  for (const upload of wanted) {
    const done = await attach(by, row, upload)
    if (!done.ok) return done
  }
  return ok(undefined)
}

async function attach(
  by: Acting,
  row: CaseRow,
  { material, file }: Upload,
): Promise<Result<void, CaseReason>> {
  const { env, now } = by
  const bytes = new Uint8Array(await file.arrayBuffer())
  const kind = knownFile(bytes)
  if (!kind) return fail('file_type')
  const key = keyOf(row)
  const id = newId(now)
  const keySealed = await store(env, key, id, bytes.subarray(0, kind.length))
  const statements = [
    papers.insertFile(env.DB, key, { ...(await rowOf(env, { id, file, kind, keySealed, now })), material }),
    mustChange(env.DB),
    await auditOf(by, 'attach', row.id),
  ]
  const done = await attemptOn(by, row.item, statements, async () => {
    const count = (await papers.listFiles(env.DB, key)).length
    return count >= MAX_FILES ? 'files_full' : 'case_moved'
  })
  if (!done.ok) await env.FILES.delete(papers.pathOf(key, id))
  return done
}

/** Takes a file away that no office has seen. */
export async function detachFile(
  by: Acting,
  row: CaseRow,
  fileId: string,
): Promise<Result<void, CaseReason>> {
  const { env } = by
  const key = keyOf(row)
  const statements = [
    papers.dropFile(env.DB, key, fileId),
    mustChange(env.DB),
    await auditOf(by, 'detach', row.id),
  ]
  const done = await attemptOn(by, row.item, statements, () => 'case_moved')
  if (!done.ok) return done
  await env.FILES.delete(papers.pathOf(key, fileId))
  return ok(undefined)
}

/** A file as it came; undefined when it is gone. */
export const readFile = (env: Bindings, key: CaseKey, file: papers.FileRow) =>
  readSealedFile(env, placeOf(key, file.id), file.file_key_sealed)
