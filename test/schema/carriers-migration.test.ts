import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'

const folder = join(import.meta.dirname, '../../schema/migrations')
const files = readdirSync(folder).sort()
const OURS = '0026_carriers.sql'

/** A database as it was before, with parcels on their way, arrived, and of a carrier without a name. */
function before(): DatabaseSync {
  const db = new DatabaseSync(':memory:')
  for (const file of files.filter((name) => name < OURS)) db.exec(readFileSync(join(folder, file), 'utf8'))
  db.exec('PRAGMA foreign_keys = OFF')
  for (const [id, carrier, state] of [
    ['p1', 'post', 'travelling'],
    ['p2', 'post', 'delivered'],
    ['p3', 'other', 'collected'],
  ]) {
    db.exec(
      `INSERT INTO parcel VALUES ('u1', '${id}', '${carrier}', '1100000${id}', NULL, 'k1.x', 'waiting', 'k1', 'c1', 7)`,
    )
    db.exec(`INSERT INTO parcel_event VALUES ('u1', '${id}', 'e1', 8, '${state}', 'k1.y', 'k1')`)
  }
  return db
}

describe('the migration that has the carriers asked', () => {
  it('keeps every parcel with what happened to it, and asks about what is on its way', () => {
    const db = before()
    db.exec(readFileSync(join(folder, OURS), 'utf8'))
    const rows = (sql: string) =>
      db
        .prepare(sql)
        .all()
        .map((row) => Object.values(row))
    expect(rows('SELECT id, carrier, state, created_at FROM parcel')).toEqual([
      ['p1', 'post', 'travelling', 7],
      ['p2', 'post', 'delivered', 7],
      ['p3', 'other', 'collected', 7],
    ])
    expect(rows('SELECT parcel_id, id, at, note_sealed, line_index FROM parcel_event')).toEqual(
      ['p1', 'p2', 'p3'].map((id) => [id, 'e1', 8, 'k1.y', null]),
    )
    expect(rows('SELECT carrier, number, asked_at, ask_at FROM waybill')).toEqual([
      ['post', '1100000p1', 0, 7],
    ])
    const events = db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'parcel_event'").get()
    expect(String(events?.sql)).toMatch(/REFERENCES "parcel" \(unit_id, id\)/)
    expect(() =>
      db.exec("INSERT INTO parcel_event VALUES ('u1', 'p2', 'e2', 9, 'troubled', NULL, NULL, 'k1')"),
    ).toThrow('guard')
    expect(() => db.exec("UPDATE parcel SET state = 'returned' WHERE id = 'p2'")).toThrow('guard')
    db.exec("INSERT INTO parcel_event VALUES ('u1', 'p1', 'e2', 9, 'troubled', 'k1.z', 'i1', 'k1')")
    expect(() =>
      db.exec("INSERT INTO parcel_event VALUES ('u1', 'p1', 'e3', 9, 'troubled', 'k1.z', 'i1', 'k1')"),
    ).toThrow('UNIQUE')
  })
})
