/** Work that the queue carries: long work in pieces that fit one invocation, and what an administrator asks for. */
import * as v from 'valibot'
import { sealedTwin } from './cases/drawer.ts'
import { sealedEvents, sealedFiles } from './cases/papers-store.ts'
import { sealedForms } from './cases/store.ts'
import { sealedCertificates } from './certificates/store.ts'
import { sealedClerks } from './counter/session-store.ts'
import { sealedOpenings } from './counter/store.ts'
import { sealedParcelEvents, sealedParcels } from './express/store.ts'
import { settle } from './filings/settle.ts'
import { sealedEnrolments, sealedInsured, sealedInsuredData } from './filings/store.ts'
import { sealedAdministrators } from './institutions/store.ts'
import type { Bindings } from './lib/env.ts'
import { logFault } from './lib/log.ts'
import { CHUNK, countOlder, reseal } from './lib/reseal.ts'
import { sealedSigningKeys } from './oidc/key-store.ts'
import { replaceKeys } from './oidc/keys.ts'
import { sealedGrantEvents } from './operators/history-store.ts'
import { sealedOffers } from './operators/offer-store.ts'
import { sealedDetails, sealedPersons } from './people/store.ts'
import { type ChunkKey, sealedChunks } from './rosters/chunk-store.ts'
import { readRoster } from './rosters/read.ts'
import { sealedRosters } from './rosters/store.ts'
import { fileChunk } from './rosters/work.ts'
import { sealedAddresses } from './settings/address-store.ts'
import { sealedUnitInfo } from './units/info-store.ts'
import { sealedOperators } from './units/store.ts'
import { sealedUpgrades } from './upgrade/store.ts'

/** Every table with sealed rows, one line each: what the queue and the clock move. */
const sealed = {
  person: sealedPersons,
  person_detail: sealedDetails,
  operator: sealedOperators,
  signing_key: sealedSigningKeys,
  legacy_upgrade: sealedUpgrades,
  clerk: sealedClerks,
  counter_opening: sealedOpenings,
  case_form: sealedForms,
  case_event: sealedEvents,
  case_file: sealedFiles,
  person_case_form: sealedTwin(sealedForms),
  person_case_event: sealedTwin(sealedEvents),
  person_case_file: sealedTwin(sealedFiles),
  grant_offer: sealedOffers,
  grant_event: sealedGrantEvents,
  delivery_address: sealedAddresses,
  unit_info: sealedUnitInfo,
  institution_administrator: sealedAdministrators,
  parcel: sealedParcels,
  parcel_event: sealedParcelEvents,
  roster: sealedRosters,
  roster_chunk: sealedChunks,
  insured: sealedInsured,
  insured_data: sealedInsuredData,
  enrolment: sealedEnrolments,
  certificate: sealedCertificates,
}
type Table = keyof typeof sealed
export const sealedTables = Object.keys(sealed) as Table[]

const Job = v.variant('kind', [
  /** Moves one piece of a table's rows to the current sealing key. */
  v.object({ kind: v.literal('reseal'), table: v.picklist(sealedTables) }),
  /** For an emergency, sent by hand (operating guide): all signing keys go, a new one signs. */
  v.object({ kind: v.literal('replace_signing_keys') }),
  /** Reads a spreadsheet that was handed in, and files a chunk of its rows. */
  v.object({ kind: v.literal('read_roster'), unitId: v.string(), id: v.string() }),
  v.object({ kind: v.literal('file_chunk'), unitId: v.string(), id: v.string(), first: v.number() }),
  /** Writes what a unit's insured persons owe for a month whose period has closed. */
  v.object({ kind: v.literal('settle'), unitId: v.string(), month: v.string() }),
])
type Job = v.InferOutput<typeof Job>

/** Pieces asked for in one minute and table: 1,000 rows a minute, a million in seventeen hours, beside normal work. */
const PIECES = 10

/**
 * The cron's part: asks the queue for the pieces that there are. It moves nothing itself, since all tables together would
 * be more than one invocation may ask of D1; the queue hands out five pieces at a time (wrangler.toml).
 */
export async function askToMove(env: Bindings, table: Table): Promise<void> {
  const waiting = await countOlder(env, sealed[table], PIECES * CHUNK)
  const job: Job = { kind: 'reseal', table }
  const pieces = Math.ceil(waiting / CHUNK)
  if (pieces > 0) await env.JOBS.sendBatch(Array.from({ length: pieces }, () => ({ body: job })))
}

/** Does each job; two pieces that meet the same rows do no harm, for a row is moved under its old key only. */
export async function work(batch: MessageBatch, env: Bindings): Promise<void> {
  const chunks: ChunkKey[] = []
  for (const message of batch.messages) {
    const job = v.safeParse(Job, message.body)
    // A row that cannot be read is told of, and keeps nothing else back: the clock asks again in a minute.
    if (job.success && job.output.kind === 'reseal')
      await reseal(env, sealed[job.output.table]).catch((error) => logFault('queue:reseal', error))
    if (job.success && job.output.kind === 'replace_signing_keys') await replaceKeys(env, Date.now())
    // What fails is asked for again by the clock, once whoever had it has had it long enough.
    if (job.success && job.output.kind === 'read_roster')
      await readRoster(env, job.output, Date.now()).catch((error) => logFault('queue:roster', error))
    if (job.success && job.output.kind === 'file_chunk') chunks.push(job.output)
    if (job.success && job.output.kind === 'settle')
      await settle(env, job.output, Date.now()).catch((error) => logFault('queue:settle', error))
    message.ack()
  }
  // Side by side: most of the time of each is spent waiting for the database.
  await Promise.all(
    chunks.map((chunk) =>
      fileChunk(env, chunk, Date.now()).catch((error) => logFault('queue:roster', error)),
    ),
  )
}
