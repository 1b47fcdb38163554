/** Items as they are now: the catalogue's data, and what the administration said since. */
import { findItem, type Item, items } from '../../schema/catalogue.ts'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { withSetting } from '../../schema/item-settings.ts'
import type { Bindings } from '../lib/env.ts'
import { type Stop, stopIn } from './rules.ts'
import { settingFrom, settingsOn } from './store.ts'

type Moment = { env: Pick<Bindings, 'DB'>; now: number }

async function asSet({ env, now }: Moment, of: readonly Item[]): Promise<Item[]> {
  const codes = of.map(({ code }) => code)
  const rows = await settingsOn(env.DB, codes, dayInChina(now))
  const settings = new Map(rows.map((row) => [row.item, settingFrom(row)]))
  return of.map((item) => withSetting(item, settings.get(item.code)))
}

export const currentItems = (at: Moment): Promise<Item[]> => asSet(at, items)

export async function currentItem(at: Moment, code: string): Promise<Item | undefined> {
  const item = findItem(code)
  return item && (await asSet(at, [item]))[0]
}

/** Why the units of a region cannot have an item done at this moment; undefined where they can. */
export async function stopOf(at: Moment, code: string, region: string): Promise<Stop | undefined> {
  const item = await currentItem(at, code)
  return item ? stopIn(item, region) : { elsewhere: false, words: '' }
}

/** Of these items those that the units of a region can have done at this moment. */
export async function openAmong(at: Moment, codes: readonly string[], region: string): Promise<string[]> {
  const found = await asSet(
    at,
    items.filter(({ code }) => codes.includes(code)),
  )
  const open = found.filter((item) => !stopIn(item, region)).map(({ code }) => code)
  return codes.filter((code) => open.includes(code))
}
