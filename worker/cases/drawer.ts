import type { Item } from '../../schema/catalogue.ts'
import type { SealedTable } from '../lib/reseal.ts'

/**
 * The two drawers that cases lie in (decision 40): what units asked for and what persons did, in tables of the same shape.
 * The stores write each statement for the units' drawer; the persons' is the same with the other names.
 */
export type Drawer = 'unit_case' | 'person_case'

/** Whose account its cases are filed by. */
export const whoseOf = (drawer: Drawer): Item['audience'] => (drawer === 'unit_case' ? 'unit' : 'person')

/** Where a case lies. */
export interface CaseKey {
  drawer: Drawer
  /** The unit's id, or the person's. */
  ownerId: string
  id: string
}

export type Owner = Omit<CaseKey, 'id'>

/** Of a row as the stores read it. */
export const keyOf = (row: { drawer: Drawer; owner_id: string; id: string }): CaseKey => ({
  ...{ drawer: row.drawer, ownerId: row.owner_id, id: row.id },
})

/** A statement on the units' drawer, for this one. */
export const inDrawer = (drawer: Drawer, sql: string): string =>
  drawer === 'unit_case'
    ? sql
    : sql
        .replace(/\bunit_case\b/g, 'person_case')
        .replace(/\bcase_(form|event|file)\b/g, 'person_case_$1')
        .replace(/\bunit_id\b/g, 'person_id')

/** The database, for statements that are written for the units' drawer. */
export const casesIn = (db: D1Database, drawer: Drawer) => ({
  prepare: (sql: string) => db.prepare(inDrawer(drawer, sql)),
})

/** How the persons' twin of a table is sealed. */
export const sealedTwin = (of: SealedTable): SealedTable => ({
  ...of,
  table: inDrawer('person_case', of.table),
  key: of.key.map((column) => inDrawer('person_case', column)),
})
