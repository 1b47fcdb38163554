/** Persons whom the insurance knows already, with basic data of nobody's: written at once, however many. */
import { newId } from '../../worker/lib/ids.ts'
import { sealer } from '../../worker/lib/sealed.ts'
import type { InRow } from './rosters.ts'

const DATA = JSON.stringify({
  ...{ mobile: '', ethnicGroup: '01', household: '11', province: '江苏省', city: '南京市', county: '玄武区' },
  ...{ street: '新街口街道', village: '碑亭巷社区' },
})
/** Persons in one statement. */
const AT_ONCE = 5_000

/** @param secret the hall's SEALING_KEYS */
export async function insure(db: D1Database, secret: string, who: readonly InRow[]): Promise<void> {
  const { seal, index, keyId } = await sealer(secret)
  const now = Date.now()
  const data = await seal(DATA, 'insured_data.data')
  for (let from = 0; from < who.length; from += AT_ONCE) {
    const rows = await Promise.all(
      who
        .slice(from, from + AT_ONCE)
        .map(async ({ name, documentNumber }) => [
          ...[newId(now), await index(`01|${documentNumber}`, 'insured.document')],
          ...[await seal(documentNumber, 'insured.document'), await seal(name, 'insured.name'), newId(now)],
        ]),
    )
    const list = JSON.stringify(rows)
    await db.batch([
      db
        .prepare(
          `INSERT INTO insured (id, document_type, document_index, document_sealed, name_sealed, key_id, created_at)
           SELECT value ->> 0, '01', value ->> 1, value ->> 2, value ->> 3, ?2, ?3 FROM json_each(?1)`,
        )
        .bind(list, keyId, now),
      db
        .prepare(
          `INSERT INTO insured_data (insured_id, id, data_sealed, has_household, key_id, created_at)
           SELECT value ->> 0, value ->> 4, ?2, 1, ?3, ?4 FROM json_each(?1)`,
        )
        .bind(list, data, keyId, now),
    ])
  }
}
