/** Basic data that the unit has collected already in this period, just as they are: a press too many files nothing. */
import type { Bindings } from '../lib/env.ts'
import { sealer } from '../lib/sealed.ts'
import type { Scene } from './plan.ts'
import * as read from './read-store.ts'

/** What holds of each of these persons, where this unit said it in this period; by record. */
export async function collectedNow(
  env: Bindings,
  { unitId, period }: Scene,
  records: readonly { id: string }[],
): Promise<Map<string, string>> {
  const { open } = await sealer(env.SEALING_KEYS)
  const { results } = await read
    .collectedOf(env.DB, unitId, period.month, JSON.stringify(records.map(({ id }) => id)))
    .all<{ insured_id: string; data_sealed: string }>()
  const opened = results.map(
    async ({ insured_id, data_sealed }) =>
      [insured_id, await open(data_sealed, 'insured_data.data')] as const,
  )
  return new Map(await Promise.all(opened))
}
