/** Every SQL statement of the legacy upgrade. */

import type { SealedTable } from '../lib/reseal.ts'
import type { LegacyHall } from '../partners/index.ts'
import { LOCK_MS, MAX_FAILURES } from './rules.ts'

/**
 * Takes one of an account's five tries before its secret is compared; the fifth locks at once, and is given back or
 * forgotten if it was not wrong. False while the account is locked; a lock that was served starts the count again.
 */
export const takeTry = async (db: D1Database, account: string, now: number) =>
  (await db
    .prepare(
      `INSERT INTO legacy_attempt (account, failures, locked_until, updated_at) VALUES (?1, 1, 0, ?2)
       ON CONFLICT (account) DO UPDATE SET
         failures = CASE WHEN locked_until > 0 THEN 1 ELSE failures + 1 END,
         locked_until = CASE WHEN locked_until = 0 AND failures + 1 >= ${MAX_FAILURES} THEN ?2 + ${LOCK_MS} ELSE 0 END,
         updated_at = ?2
       WHERE locked_until <= ?2
       RETURNING locked_until`,
    )
    .bind(account, now)
    .first<{ locked_until: number }>()) ?? undefined

/** Gives a try back that told nobody anything: the old hall did not answer. */
export const giveTryBack = (db: D1Database, account: string) =>
  db
    .prepare('UPDATE legacy_attempt SET failures = max(failures - 1, 0), locked_until = 0 WHERE account = ?')
    .bind(account)

export const forgetTries = (db: D1Database, account: string) =>
  db.prepare('DELETE FROM legacy_attempt WHERE account = ?').bind(account)

export const cleanTries = (db: D1Database, before: number, now: number) =>
  db
    .prepare(
      `DELETE FROM legacy_attempt WHERE account IN
         (SELECT account FROM legacy_attempt WHERE updated_at < ?1 AND locked_until < ?2 LIMIT 1000)`,
    )
    .bind(before, now)

interface Known {
  hall: LegacyHall
  unitCode: string
  accountIndexes: string[]
  creditCode: string
}

/** Whether a unit of an old account was upgraded before, under whatever credit code, or is here by another way. */
export const findUnit = (db: D1Database, { hall, unitCode, accountIndexes, creditCode }: Known) =>
  db
    .prepare(
      `SELECT EXISTS (SELECT 1 FROM legacy_upgrade WHERE hall = ?1 AND unit_code = ?2
                        AND account_index IN (SELECT value FROM json_each(?3)))
           OR EXISTS (SELECT 1 FROM legacy_upgrade l JOIN unit u ON u.id = l.unit_id WHERE u.credit_code = ?4)
           AS upgraded,
         EXISTS (SELECT 1 FROM unit WHERE credit_code = ?4) AS registered`,
    )
    .bind(hall, unitCode, JSON.stringify(accountIndexes), creditCode)
    .first<{ upgraded: 0 | 1; registered: 0 | 1 }>()

export interface NewUpgrade {
  hall: LegacyHall
  accountIndexes: string[]
  accountSealed: string
  unitCode: string
  unitId: string
  representativeId: string
  /** By what a legal representative is found who has no account yet; null for one who has. */
  representative: { index: string; sealed: string } | null
  /** The representative's mobile as it was typed, proved by nothing. */
  contactSealed: string
  keyId: string
  now: number
}

/**
 * Marks a unit of an old account as upgraded, once: its key holds that under the current sealing key, the condition
 * while rows under an older one wait to be moved. Follow it with `mustChange`.
 */
export const insertUpgrade = (db: D1Database, u: NewUpgrade) =>
  db
    .prepare(
      `INSERT INTO legacy_upgrade (hall, account_index, account_sealed, unit_code, unit_id, representative_id,
                                   representative_index, representative_sealed, key_id, upgraded_at, contact_sealed)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?12
       WHERE NOT EXISTS (SELECT 1 FROM legacy_upgrade WHERE hall = ?1 AND unit_code = ?4
                           AND account_index IN (SELECT value FROM json_each(?11)))`,
    )
    .bind(
      ...[u.hall, u.accountIndexes[0], u.accountSealed, u.unitCode, u.unitId, u.representativeId],
      ...[u.representative?.index ?? null, u.representative?.sealed ?? null, u.keyId, u.now],
      ...[JSON.stringify(u.accountIndexes), u.contactSealed],
    )

/** How upgrades are sealed, for key rotation. */
export const sealedUpgrades: SealedTable = {
  table: 'legacy_upgrade',
  key: ['unit_id'],
  sealed: {
    account_sealed: 'legacy_upgrade.account',
    representative_sealed: 'legacy_upgrade.representative',
    contact_sealed: 'legacy_upgrade.contact',
  },
  indexes: {
    account_index: ({ account_sealed: account }, { index }) => index(account ?? '', 'legacy.account'),
    representative_index: ({ representative_sealed: subject }, { index }) =>
      subject ? index(subject, 'person.document') : null,
  },
}
