/** Parcels for tests, put in by a clerk. */
import { type MadeUnit, must } from './builders.ts'
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
    .prepare('SELECT unit_id, id FROM parcel WHERE waybill = ?')
    .bind(fields.waybill)
    .first<{ unit_id: string; id: string }>()
  if (!row) throw new Error('it was put in')
  return { ...fields, id: row.id, path: `${COUNTER}/${row.unit_id}/${row.id}` }
}
