/** Insured persons of a unit and what was paid for them, put into the ledger at once, as a filing and the runs would. */
import { addMonths, monthsFrom } from '../../schema/fields/month.ts'
import { DOCUMENT, NAME } from '../../worker/lib/insured.ts'
import { sealer } from '../../worker/lib/sealed.ts'
import { aPerson, type MadeUnit } from './builders.ts'
import type { Pair } from './pair.ts'

type World = Pick<Pair, 'hall' | 'secrets'>

export interface MadeInsured {
  id: string
  name: string
  number: string
}

/** In fen: what is owed for a month by unit and person, of a wage of 6,000 yuan. */
export const MONTHLY = { '110': [96_000, 48_000], '210': [3_000, 3_000], '410': [1_200, 0] } as const
const BASE = 600_000

let made = 0
/** Sortable and unique, like the hall's own. */
const nextId = () => `01k${String(++made).padStart(23, '0')}`

export const unitId = async ({ hall }: Pick<World, 'hall'>, { creditCode }: MadeUnit): Promise<string> =>
  String(await hall.db.prepare('SELECT id FROM unit WHERE credit_code = ?').bind(creditCode).first('id'))

/** Persons that the insurance knows; nobody has enrolled them yet. */
export async function someInsured(
  { hall, secrets }: World,
  count: number,
  own: Partial<Omit<MadeInsured, 'id'>> = {},
): Promise<MadeInsured[]> {
  const { seal, index, keyId } = await sealer(secrets.SEALING_KEYS)
  const persons = Array.from({ length: count }, () => {
    const { name, documentNumber } = aPerson()
    return { id: nextId(), name, number: documentNumber, ...own }
  })
  const rows = await Promise.all(
    persons.map(async ({ id, name, number }) => ({
      ...{ id, index: await index(`01|${number}`, DOCUMENT), keyId },
      ...{ document: await seal(number, DOCUMENT), name: await seal(name, NAME) },
    })),
  )
  const statement = hall.db.prepare(
    `INSERT INTO insured (id, document_type, document_index, document_sealed, name_sealed, key_id, created_at)
     SELECT value ->> 'id', '01', value ->> 'index', value ->> 'document', value ->> 'name', value ->> 'keyId', 1
     FROM json_each(?)`,
  )
  for (let at = 0; at < rows.length; at += 1_000)
    await statement.bind(JSON.stringify(rows.slice(at, at + 1_000))).run()
  return persons
}

const ids = (persons: readonly MadeInsured[]) => JSON.stringify(persons.map(({ id }) => id))

/** A filing for each; gives them no other rows. Its id is that of the person with a letter in front. */
export async function file(
  { hall }: Pick<World, 'hall'>,
  unit: string,
  persons: readonly MadeInsured[],
  { kind, period, at = 1 }: { kind: string; period: string; at?: number },
): Promise<void> {
  await hall.db
    .prepare(
      `INSERT INTO filing (unit_id, id, kind, insured_id, period, filed_by, filed_at)
       SELECT ?1, ?2 || substr(?3, 1, 7) || value, ?2, value, ?3, 'operator:o', ?4 FROM json_each(?5)`,
    )
    .bind(unit, kind, period, at, ids(persons))
    .run()
}

/** Enrolled from a month on, all three insurances. */
export async function enrol(
  world: Pick<World, 'hall'>,
  unit: string,
  persons: readonly MadeInsured[],
  from: string,
) {
  await file(world, unit, persons, { kind: 'enrolment', period: from })
  await world.hall.db
    .prepare(
      `INSERT INTO coverage (unit_id, insured_id, holder, insurance, enrolment_id, since_month, base_fen)
       SELECT ?1, h.id, h.holder, i.value, 'enrolment' || ?2 || p.value, ?2, ${BASE}
       FROM json_each(?3) p JOIN insured h ON h.id = p.value, json_each('["110","210","410"]') i`,
    )
    .bind(unit, from, ids(persons))
    .run()
}

/** Paid for each of these months in the month after it, as the runs do; all insurances unless some are named. */
export async function pay(
  { hall }: Pick<World, 'hall'>,
  unit: string,
  persons: readonly MadeInsured[],
  { from, to, insurances = ['110', '210', '410'] }: { from: string; to: string; insurances?: string[] },
): Promise<void> {
  const months = monthsFrom(from, to).map((month) => ({ month, settled: addMonths(month, 1) }))
  const owed = insurances.map((code) => ({ code, of: MONTHLY[code as keyof typeof MONTHLY] }))
  await hall.db
    .prepare(
      `INSERT INTO contribution (unit_id, settlement_month, insured_id, insurance, month, kind, base_fen, unit_fen, person_fen, created_at)
       SELECT ?1, m.value ->> 'settled', p.value, i.value ->> 'code', m.value ->> 'month', 'regular', ${BASE},
         i.value ->> '$.of[0]', i.value ->> '$.of[1]', 1
       FROM json_each(?2) m, json_each(?3) p, json_each(?4) i`,
    )
    .bind(unit, JSON.stringify(months), ids(persons), JSON.stringify(owed))
    .run()
}

/** A month that was paid and then taken back by a filing. */
export async function reverse(
  world: Pick<World, 'hall'>,
  unit: string,
  person: MadeInsured,
  month: string,
): Promise<void> {
  const period = addMonths(month, 1)
  await file(world, unit, [person], { kind: 'basic_data', period: month })
  await world.hall.db
    .prepare(
      `INSERT INTO contribution SELECT unit_id, settlement_month, insured_id, insurance, month, 'basic_data' || ?3 || ?2,
         'reversal', -base_fen, -unit_fen, -person_fen, 2
       FROM contribution WHERE unit_id = ?1 AND insured_id = ?2 AND month = ?3 AND settlement_month = ?4`,
    )
    .bind(unit, person.id, month, period)
    .run()
}
