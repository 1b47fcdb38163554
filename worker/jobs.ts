/** Long work, in pieces that fit one invocation: what the queue carries, and what is done about it. */
import * as v from 'valibot'
import type { Bindings } from './lib/env.ts'
import { CHUNK, reseal } from './lib/reseal.ts'
import { sealedSigningKeys } from './oidc/key-store.ts'
import { sealedPersons } from './people/store.ts'
import { sealedOperators } from './units/store.ts'

/** Which rows wait to be moved to the current sealing key. */
const Job = v.object({ kind: v.literal('reseal'), table: v.picklist(['person', 'operator', 'signing_key']) })
type Job = v.InferOutput<typeof Job>

const sealed = { person: sealedPersons, operator: sealedOperators, signing_key: sealedSigningKeys }

/** Pieces asked for in one minute and table: 1,100 rows a minute, a million in fifteen hours, beside normal work. */
const PIECES = 10

/** The cron's part: moves the first rows itself and asks the queue for more where there are more. */
export async function moveToCurrentKey(env: Bindings, table: Job['table']): Promise<void> {
  const moved = await reseal(env, sealed[table])
  const job: Job = { kind: 'reseal', table }
  if (moved === CHUNK) await env.JOBS.sendBatch(Array.from({ length: PIECES }, () => ({ body: job })))
}

/** One piece each; two that move the same rows do no harm, for a row is moved under its old key only. */
export async function work(batch: MessageBatch, env: Bindings): Promise<void> {
  for (const message of batch.messages) {
    const job = v.safeParse(Job, message.body)
    if (job.success) await reseal(env, sealed[job.output.table])
    message.ack()
  }
}
