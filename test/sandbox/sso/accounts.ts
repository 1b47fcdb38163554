/** The accounts of the province's sign-in service, and the one-time things that stand for them. */
import { randomBytes } from 'node:crypto'
import * as v from 'valibot'

const Filled = v.pipe(v.string(), v.minLength(1))
const Person = v.object({ name: Filled, documentType: v.optional(Filled, '01'), documentNumber: Filled })
export const SsoAccount = v.object({
  id: Filled,
  kind: v.optional(v.picklist(['legal', 'natural']), 'legal'),
  creditCode: v.optional(v.string(), ''),
  unitName: v.optional(v.string(), ''),
  legalRepresentative: Person,
  /** The legal representative by default. */
  holder: v.optional(Person),
  mobile: v.optional(v.string(), ''),
  amr: v.optional(v.array(Filled), ['pwd']),
})
export type SsoAccount = v.InferOutput<typeof SsoAccount>

export interface AccountRow {
  id: string
  kind: 'legal' | 'natural'
  credit_code: string
  unit_name: string
  legal_name: string
  legal_type: string
  legal_number: string
  name: string
  document_type: string
  document_number: string
  mobile: string
  amr: string
  note: string
}

/** Adds an account, or changes the one of this id. */
export const saveSsoAccount = (db: D1Database, account: SsoAccount) => {
  const { legalRepresentative: legal, holder = legal } = account
  return db
    .prepare('INSERT OR REPLACE INTO sso_accounts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .bind(
      ...[account.id, account.kind, account.creditCode, account.unitName],
      ...[legal.name, legal.documentType, legal.documentNumber],
      ...[holder.name, holder.documentType, holder.documentNumber],
      ...[account.mobile, JSON.stringify(account.amr), ''],
    )
    .run()
}

export const findSsoAccount = (db: D1Database, id: string) =>
  db.prepare('SELECT * FROM sso_accounts WHERE id = ?').bind(id).first<AccountRow>()

/** Those that a newcomer can choose from. */
export const demoSsoAccounts = async (db: D1Database) =>
  (await db.prepare("SELECT * FROM sso_accounts WHERE note <> '' ORDER BY id").all<AccountRow>()).results

export const random = () => randomBytes(24).toString('base64url')

const TEN_MINUTES = 10 * 60_000

/** A new token or ticket for an account. */
export async function issue(db: D1Database, table: 'sso_tokens' | 'sso_tickets', account: string) {
  const value = random()
  await db
    .prepare(`INSERT INTO ${table} VALUES (?, ?, ?)`)
    .bind(value, account, Date.now() + TEN_MINUTES)
    .run()
  return value
}

export const accountOfToken = (db: D1Database, token: string) =>
  db
    .prepare(
      'SELECT a.* FROM sso_tokens t JOIN sso_accounts a ON a.id = t.account WHERE t.token = ? AND t.ends_at > ?',
    )
    .bind(token, Date.now())
    .first<AccountRow>()
