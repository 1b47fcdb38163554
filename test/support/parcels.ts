/** Parcels for tests, put in by a clerk. */
import { type MadeUnit, must, type Outside, sandbox } from './builders.ts'
import type { Visitor } from './client.ts'
import type { CounterWorld } from './counter.ts'

export const LIST = '/center/express'
export const COUNTER = '/counter/parcels'

let made = 0
export const aParcel = ({ creditCode }: MadeUnit, own: Record<string, string> = {}) => ({
  ...{ creditCode, carrier: 'post', waybill: `11012345${String(++made).padStart(5, '0')}`, caseNumber: '' },
  ...{ name: '司马青衫', mobile: '13812345678', region: '321202', detail: '海陵南路 300 号 2103 室' },
  ...own,
})

/** Put in, with its id and its page at the counter. */
export async function sendParcel(
  { hall }: CounterWorld,
  clerk: Visitor,
  unit: MadeUnit,
  own: Record<string, string> = {},
) {
  const fields = aParcel(unit, own)
  await must(303, clerk.submit(`${COUNTER}/new`, fields))
  const row = await hall.db
    .prepare(
      'SELECT p.unit_id, p.id FROM parcel p JOIN unit u ON u.id = p.unit_id WHERE p.waybill = ? AND u.credit_code = ?',
    )
    .bind(fields.waybill, fields.creditCode)
    .first<{ unit_id: string; id: string }>()
  if (!row) throw new Error('it was put in')
  return { ...fields, id: row.id, path: `${COUNTER}/${row.unit_id}/${row.id}` }
}

/** Carriers' codes at Kuaidi100, as far as tests use them. */
const COMS: Record<string, string> = { post: 'ems', shunfeng: 'shunfeng', yunda: 'yunda' }

export type Told = [step: string, at: number, words?: string]

/** What the carrier tells of a parcel from now on. */
export const tell = (
  world: Outside,
  parcel: { carrier: string; waybill: string; mobile?: string },
  ...told: Told[]
) =>
  sandbox(world).post('express', {
    ...{ com: COMS[parcel.carrier], num: parcel.waybill, phone: parcel.mobile ?? '' },
    steps: told.map(([step, at, words]) => ({ step, at, ...(words !== undefined && { words }) })),
  })

/**
 * As if so much time had passed since anybody asked about any waybill, here and at the carriers. With `only`, the
 * turn of every other waybill is far off: whoever shares the hall with other files then asks about this one alone.
 */
export async function later(world: CounterWorld, minutes: number, only?: string): Promise<void> {
  await world.hall.db
    .prepare(
      `UPDATE waybill SET asked_at = max(0, asked_at - ?1),
         ask_at = iif(?2 IS NULL OR number = ?2, ask_at - ?1, max(ask_at, unixepoch() * 1000 + 86400000))`,
    )
    .bind(minutes * 60_000, only ?? null)
    .run()
  await sandbox(world).post('express/age', { minutes })
}

/** How often a carrier was asked about anything. */
export const askedOutside = async (world: Outside) =>
  (await sandbox(world).get<Record<string, number>>('calls')).express ?? 0
