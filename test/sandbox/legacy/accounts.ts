/** The accounts of the old halls. */
import { randomUUID } from 'node:crypto'
import * as v from 'valibot'

export const HALLS = {
  province: '江苏省人社网办大厅',
  fund: '江苏省社会保险基金管理中心网上业务大厅',
  taizhou: '泰州市人社网办大厅',
} as const
export type Hall = keyof typeof HALLS
export const isHall = (name: string): name is Hall => Object.hasOwn(HALLS, name)

const TICKET_MS = 15 * 60_000

const Filled = v.pipe(v.string(), v.minLength(1))
export const LegacyAccount = v.object({
  hall: v.picklist(['province', 'fund', 'taizhou']),
  userName: Filled,
  password: Filled,
  locked: v.optional(v.boolean(), false),
  units: v.array(
    v.object({
      unitCode: Filled,
      unitName: Filled,
      creditCode: v.string(),
      name: Filled,
      documentType: v.optional(Filled, '01'),
      documentNumber: Filled,
    }),
  ),
})
export type LegacyAccount = v.InferOutput<typeof LegacyAccount>

export interface AccountRow {
  hall: Hall
  user_name: string
  password: string
  locked: 0 | 1
  note: string
}

export interface UnitRow {
  hall: Hall
  user_name: string
  unit_code: string
  unit_name: string
  credit_code: string
  name: string
  document_type: string
  document_number: string
}

/** Adds an account, or gives the one of this name the new password and units. */
export const saveAccount = (db: D1Database, account: LegacyAccount) => {
  const { hall, userName, password, locked, units } = account
  return db.batch([
    db
      .prepare(
        'INSERT OR REPLACE INTO legacy_accounts (hall, user_name, password, locked) VALUES (?, ?, ?, ?)',
      )
      .bind(hall, userName, password, Number(locked)),
    db.prepare('DELETE FROM legacy_units WHERE hall = ? AND user_name = ?').bind(hall, userName),
    ...units.map((unit) =>
      db
        .prepare('INSERT INTO legacy_units VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
        .bind(
          ...[hall, userName, unit.unitCode, unit.unitName, unit.creditCode],
          ...[unit.name, unit.documentType, unit.documentNumber],
        ),
    ),
  ])
}

export const findAccount = (db: D1Database, hall: Hall, userName: string) =>
  db
    .prepare('SELECT * FROM legacy_accounts WHERE hall = ? AND user_name = ?')
    .bind(hall, userName)
    .first<AccountRow>()

export const unitsOf = async (db: D1Database, hall: Hall, userName: string) =>
  (
    await db
      .prepare('SELECT * FROM legacy_units WHERE hall = ? AND user_name = ? ORDER BY unit_code')
      .bind(hall, userName)
      .all<UnitRow>()
  ).results

/** A new ticket for a checked account. */
export async function issueTicket(
  db: D1Database,
  hall: Hall,
  userName: string,
  now: number,
): Promise<string> {
  const ticket = randomUUID()
  await db
    .prepare('INSERT INTO legacy_tickets VALUES (?, ?, ?, ?)')
    .bind(ticket, hall, userName, now + TICKET_MS)
    .run()
  return ticket
}

/** The unit that a ticket of this hall leads to, while it is good. */
export const unitBehind = (db: D1Database, hall: Hall, ticket: string, unitCode: string, now: number) =>
  db
    .prepare(
      `SELECT u.* FROM legacy_tickets t JOIN legacy_units u ON u.hall = t.hall AND u.user_name = t.user_name
       WHERE t.ticket = ? AND t.hall = ? AND u.unit_code = ? AND t.ends_at > ?`,
    )
    .bind(ticket, hall, unitCode, now)
    .first<UnitRow>()

/** Accounts that a newcomer can try, each with its units. */
export async function demoAccounts(db: D1Database): Promise<(AccountRow & { units: UnitRow[] })[]> {
  const [accounts, units] = await db.batch<AccountRow | UnitRow>([
    db.prepare(
      "SELECT * FROM legacy_accounts WHERE note <> '' ORDER BY hall = 'taizhou', hall = 'fund', user_name",
    ),
    db.prepare('SELECT * FROM legacy_units ORDER BY unit_code'),
  ])
  const all = (units?.results ?? []) as UnitRow[]
  return ((accounts?.results ?? []) as AccountRow[]).map((account) => ({
    ...account,
    units: all.filter(({ hall, user_name }) => hall === account.hall && user_name === account.user_name),
  }))
}
