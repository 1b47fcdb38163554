/** Items as they are now: the catalogue's data, and what the administration said since. */
import { findItem, type Item, items } from '../../schema/catalogue.ts'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { withSetting } from '../../schema/item-settings.ts'
import type { Bindings } from '../lib/env.ts'
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
