/** What a single filing takes: a row of its template, and which of several records of the number is meant. */
import * as v from 'valibot'
import { today } from './fields/calendar.ts'
import { type Rows, rowSchema } from './rosters/rows.ts'

export const SINGLE_ITEMS = ['enrolment', 'termination', 'basic-data'] as const
export type SingleItem = (typeof SINGLE_ITEMS)[number]

export const isSingleItem = (code: string): code is SingleItem =>
  (SINGLE_ITEMS as readonly string[]).includes(code)

const Chosen = v.object({ insuredId: v.optional(v.pipe(v.string(), v.maxLength(26))) })

export type SingleFiling<Item extends SingleItem> = Rows[Item] & { insuredId?: string | undefined }

const withChoice = <Item extends SingleItem>(item: Item, day: string) =>
  v.intersect([rowSchema(item, day), Chosen]) as unknown as v.GenericSchema<
    Record<string, unknown>,
    SingleFiling<Item>
  >

/** Judged by the day it is when it comes in. */
export const singleFiling = <Item extends SingleItem>(item: Item) =>
  v.lazy(() => withChoice(item, today())) as v.GenericSchema<Record<string, unknown>, SingleFiling<Item>>

/** The same for the API document, which knows no day. */
export const singleFilingShape = (item: SingleItem) => withChoice(item, '2026-01-01')
