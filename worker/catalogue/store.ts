/** Every SQL statement on what the administration says of items. */
import type { ItemSetting } from '../../schema/item-settings.ts'

export interface SettingRow {
  item: string
  id: string
  from_day: string
  open: number
  words: string | null
  notice: string | null
  guide: string | null
  regions: string | null
}

export const settingFrom = (row: SettingRow): ItemSetting => ({
  ...{ open: row.open === 1, words: row.words, notice: row.notice },
  guide: row.guide === null ? null : JSON.parse(row.guide),
  regions: row.regions === null ? null : JSON.parse(row.regions),
})

const ROW = 's.item, s.id, s.from_day, s.open, s.words, s.notice, s.guide, s.regions'

/** What holds on a day (`YYYY-MM-DD`) for each of these items that anything was said of. */
export async function settingsOn(
  db: D1Database,
  items: readonly string[],
  day: string,
): Promise<SettingRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${ROW} FROM json_each(?1) i JOIN item_setting s ON s.item = i.value AND s.id =
         (SELECT n.id FROM item_setting n WHERE n.item = i.value AND n.from_day <= ?2
          ORDER BY n.from_day DESC, n.id DESC LIMIT 1)`,
    )
    .bind(JSON.stringify(items), day)
    .all<SettingRow>()
  return results
}

export interface HistoryRow extends SettingRow {
  office: string
  created_at: number
}

/** All that was said of an item, the newest first. */
export async function historyOf(db: D1Database, item: string, limit: number): Promise<HistoryRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${ROW}, s.created_at, c.office FROM item_setting s JOIN clerk c ON c.id = s.clerk_id
       WHERE s.item = ? ORDER BY s.id DESC LIMIT ?`,
    )
    .bind(item, limit)
    .all<HistoryRow>()
  return results
}

export interface NewSetting extends ItemSetting {
  item: string
  id: string
  fromDay: string
  /** The newest that its writer had seen; empty for none. */
  after: string
  clerkId: string
  now: number
}

/** If nobody said anything else meanwhile; follow it with `mustChange`. */
export const insertSetting = (db: D1Database, s: NewSetting) =>
  db
    .prepare(
      `INSERT INTO item_setting (item, id, from_day, open, words, notice, guide, regions, clerk_id, created_at)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10
       WHERE coalesce((SELECT max(id) FROM item_setting WHERE item = ?1), '') = ?11`,
    )
    .bind(
      ...[s.item, s.id, s.fromDay, s.open ? 1 : 0, s.words, s.notice],
      ...[s.guide && JSON.stringify(s.guide), s.regions && JSON.stringify(s.regions)],
      ...[s.clerkId, s.now, s.after],
    )
