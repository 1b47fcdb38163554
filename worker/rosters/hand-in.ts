/** Taking a file in: sealed into R2 as it comes, known again by its digest, and left to the queue. */
import { createHash } from 'node:crypto'
import { MOST_ROSTER_BYTES } from '../../schema/roster-job.ts'
import type { RosterReason } from '../../schema/roster-refusals.ts'
import type { TemplateCode } from '../../schema/rosters/names.ts'
import { audited } from '../lib/audit.ts'
import { attempt } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { logFault } from '../lib/log.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import { fileName } from '../lib/sealed-file.ts'
import { type NotWritten, newPiecesKey, piecesWriter, writeInPieces } from '../lib/sealed-pieces.ts'
import { type Handing, stillMay } from './acting.ts'
import { periodAt } from './period.ts'
import { filePlace, KEY_PLACE } from './places.ts'
import { ABOUT } from './show.ts'
import * as store from './store.ts'

/** What was handed in: a job, and whether the same file had led to it before. */
export interface HandedIn {
  id: string
  known: boolean
}

/** Hashes as it goes by, and keeps the first bytes, by which a file is told from another. */
function watching() {
  const hash = createHash('sha256')
  const head: number[] = []
  return {
    head,
    see(bytes: Uint8Array) {
      if (head.length < HEAD_BYTES) head.push(...bytes.subarray(0, HEAD_BYTES - head.length))
      hash.update(bytes)
    },
    digest: () => hash.digest('hex'),
  }
}

const HEAD_BYTES = 4
const ZIP = [0x50, 0x4b, 0x03, 0x04]
/** Everything else is read as text, or found out to be none by its reader. */
const isZip = (head: readonly number[]) => ZIP.every((byte, i) => head[i] === byte)

const NOT_WRITTEN: Record<NotWritten, RosterReason> = {
  too_large: 'roster_size',
  broken_off: 'roster_broken_off',
}

/** The case that a file is handed in for, to be judged and not to be filed. */
export interface ForCase {
  caseId: string
  fromMonth: string
  /** What must hold, and what goes before it: the trial that it comes in the place of. */
  first: D1PreparedStatement[]
  /** The line of the audit: nothing is filed, a paper goes with a case. */
  audit: D1PreparedStatement
}

export async function handIn(
  by: Handing,
  template: TemplateCode,
  sent: { name: string; body: ReadableStream<Uint8Array> },
  forCase?: ForCase,
): Promise<Result<HandedIn, RosterReason>> {
  const { env, now, unitId } = by
  const key = { unitId, id: newId(now) }
  const place = filePlace({ ...key, ofCase: forCase !== undefined })
  const { key: fileKey, keySealed, keyId } = await newPiecesKey(env, KEY_PLACE)
  const watch = watching()
  const writer = piecesWriter(env, place, fileKey)
  const written = await writeInPieces(writer, sent.body, MOST_ROSTER_BYTES, watch.see)
  if (!written.ok) return fail(NOT_WRITTEN[written.error])
  const bytes = written.value
  let isNeeded = false
  try {
    const kept = await keep()
    isNeeded = kept.ok && !kept.value.known
    return kept
  } finally {
    if (!isNeeded) await env.FILES.delete(place.path)
  }

  async function keep(): Promise<Result<HandedIn, RosterReason>> {
    if (bytes === 0) return fail('roster_empty')
    const { seal, index, indexes } = await sealer(env.SEALING_KEYS)
    const digest = watch.digest()
    const period = await periodAt(env, unitId, now)
    const about = JSON.stringify({ name: fileName(sent.name), digest })
    // Each case has a trial of its own; what is filed twice of it, the ledger refuses row by row.
    const same = async () =>
      forCase ? undefined : store.findSame(env.DB, { ...by, template, period }, await indexes(digest, DIGEST))
    const known = await same()
    if (known) return ok({ id: known.id, known: true })
    // As it stands now: a large file may have come for minutes.
    const may = () =>
      stillMay(
        env,
        { unit_id: unitId, handed_by: by.by, template, case_id: forCase?.caseId ?? null },
        Math.max(now, Date.now()),
      )
    const held = await may()
    if (held.refused) return fail(REFUSALS[held.refused])
    const done = await attempt(env.DB, [
      ...held.guard,
      ...(forCase?.first ?? []),
      store.insertRoster(env.DB, {
        ...{ ...key, template, period, bytes, keySealed, keyId, now },
        ...{ format: isZip(watch.head) ? 'xlsx' : 'csv', handedBy: by.by },
        ...{ digestIndex: await index(digest, DIGEST), aboutSealed: await seal(about, ABOUT) },
        ...{ caseId: forCase?.caseId, fromMonth: forCase?.fromMonth },
      }),
      forCase?.audit ??
        (await audited(env, by.origin, now, {
          ...{ unitId, actor: by.by, act: `roster_${template}`, subject: `roster:${key.id}`, result: 'done' },
        })),
    ])
    if (!done.ok) {
      const other = await same()
      if (other) return ok({ id: other.id, known: true })
      const { refused } = await may()
      return fail(refused ? REFUSALS[refused] : 'roster_many')
    }
    // If the queue cannot be asked, the clock asks it.
    await env.JOBS.send({ kind: 'read_roster', ...key }).catch((error) => logFault('roster:send', error))
    return ok({ id: key.id, known: false })
  }
}

const REFUSALS = { 'row.not_allowed': 'roster_not_allowed', 'row.stopped': 'roster_stopped' } as const
const DIGEST = 'roster.digest'
