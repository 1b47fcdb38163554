/** Fills a hall's empty database with units, each with its legal representative, faster than anybody registers. */

/** Units per statement: long enough to be quick, short enough for the runtime's patience. */
const AT_ONCE = 50_000

/**
 * Where row `i` lies: three characters in the order that SQLite sorts base64url by, so that the rows come in
 * order (which is quick) and the real accounts' blind indexes still fall between them, anywhere.
 */
const LETTERS = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
const letter = (shift: number) => `substr('${LETTERS}', 1 + (i * 262144 / ?3 >> ${shift} & 63), 1)`
const SPREAD = `${letter(12)} || ${letter(6)} || ${letter(0)}`

// Sealed values and hashes have the length of real ones, and nothing in them.
const ID = `printf('01%06x%018d', i * 14483456 / ?3, i)`
const BLIND_INDEX = `'k1.' || ${SPREAD} || printf('%040d', i)`
const sealed = (length: number) => `printf('k1.%016d.%0${length}d', i, i)`
const PASSWORD = `printf('$argon2id$v=19$m=19456,t=2,p=1,keyid=azE$%022d$%043d', i, i)`
const PERSON = `'01', ${BLIND_INDEX}, ${sealed(46)}, ${sealed(34)}, ${BLIND_INDEX}, ${sealed(36)}, ${PASSWORD}, 'k1', i`

const ROWS = `WITH RECURSIVE n (i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?2)`

const TABLES = [
  `INSERT INTO unit (id, credit_code, unit_number, name, region, created_at)
   ${ROWS} SELECT ${ID}, printf('913200000%09d', i), printf('%08d', 10000000 + i * 79000000 / ?3),
     printf('江苏第%d号有限公司', i), '320100', i FROM n`,
  `INSERT INTO person (id, document_type, document_index, document_sealed, name_sealed, mobile_index,
     mobile_sealed, password, key_id, created_at)
   ${ROWS} SELECT ${ID}, ${PERSON} FROM n`,
  `INSERT INTO operator (unit_id, id, person_id, role, document_type, document_index, document_sealed,
     name_sealed, mobile_index, mobile_sealed, password, key_id, created_at)
   ${ROWS} SELECT ${ID}, ${ID}, ${ID}, 'legal_representative', ${PERSON} FROM n`,
  `INSERT INTO session (id, secret_hash, unit_id, operator_id, client_id, way, amr, created_at, seen_at, ends_at,
     device, place)
   ${ROWS} SELECT ${ID}, printf('%043d', i), ${ID}, ${ID}, NULL, 'password', '["pwd"]', i, i, i + 43200000, 'Chrome，Windows', '南京'
     FROM n WHERE i % 10 = 0`,
]

/** Puts `units` units into the database: per unit one person and one operator, per ten units one session. */
export async function fill(db: D1Database, units: number): Promise<void> {
  for (const table of TABLES) {
    for (let from = 0; from < units; from += AT_ONCE) {
      await db
        .prepare(table)
        .bind(from, Math.min(from + AT_ONCE, units), units)
        .run()
    }
  }
}
