/** What the hall knows of a unit and people that somebody else vouches for. */
import { samePersonName } from '../../schema/fields/person-name.ts'
import { sameUnitName } from '../../schema/fields/unit-name.ts'
import { actsNow } from '../grants/rules.ts'
import type { Bindings } from '../lib/env.ts'
import { sealer } from '../lib/sealed.ts'
import { isRepresentative, type Proved } from './proved.ts'
import type { Seen } from './rules.ts'
import { findOperators, findUnits, type OperatorRow, type UnitRow } from './store.ts'

export interface View {
  seen: Seen
  unit: UnitRow | undefined
  representative: OperatorRow | undefined
  /** The operator with the holder's document. */
  operator: OperatorRow | undefined
  /** Whether the mobile is another operator's of this unit already. */
  mobileTaken: boolean
}

export async function look(env: Bindings, now: number, proved: Proved): Promise<View> {
  const { creditCode, unitName, holder, mobile } = proved
  const units = await findUnits(env.DB, creditCode, unitName)
  const unit = units.find((one) => one.credit_code === creditCode)
  const nameTaken = units.some((one) => one.credit_code !== creditCode)
  const { indexes } = await sealer(env.SEALING_KEYS)
  const documents = holder ? await indexes(holder.documentNumber, 'document') : []
  const mobiles = mobile ? await indexes(mobile, 'mobile') : []
  const rows = unit ? await findOperators(env.DB, unit.id, documents, mobiles) : []
  const representative = rows.find(({ role }) => role === 'legal_representative')
  const has = (row: OperatorRow) =>
    row.document_index !== null &&
    row.document_type === holder?.documentType &&
    documents.includes(row.document_index)
  // Whoever does not act now is no operator to come in as.
  const operator = rows.find((row) => has(row) && actsNow(row, now))
  const seen: Seen = {
    unit: !unit ? 'none' : sameUnitName(unit.name, unitName) ? 'same' : 'other_name',
    nameTaken,
    holder: isRepresentative(proved) ? 'representative' : 'other',
    representative: representative ? await beside(env, representative, proved, has) : 'none',
    operator,
  }
  const mobileTaken = rows.some(({ mobile_index }) => mobile_index !== null && mobiles.includes(mobile_index))
  return { seen, unit, representative, operator, mobileTaken }
}

/** By document where both sides have one, else by name. Only asked for the one who is said to be it. */
async function beside(
  env: Bindings,
  row: OperatorRow,
  { representative, holder }: Proved,
  has: (row: OperatorRow) => boolean,
): Promise<Seen['representative']> {
  if (holder && row.document_index !== null) return has(row) ? 'same' : 'other'
  const { open } = await sealer(env.SEALING_KEYS)
  const same = samePersonName(await open(row.name_sealed, 'operator.name'), representative.name)
  if (!same) return 'other'
  return holder ? 'incomplete' : 'same'
}
