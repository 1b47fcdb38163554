/** The two lists of persons: who may still be chosen, and who is. */
import { foldCode, foldLine } from '../../schema/fields/text.ts'
import type { Bindings } from '../lib/env.ts'
import { numberIndexes, openPersons, type Person, type SealedPerson } from '../lib/insured.ts'
import { type Chooser, findAvailable, listAvailable, listChosen } from './draft-store.ts'

/** Opened at a time while a name is looked for. */
const AT_ONCE = 500

export interface List {
  persons: Person[]
  /** The id that the next ones come after, if there are any. */
  next: string | undefined
}

const page = (persons: Person[], limit: number): List => ({
  persons: persons.slice(0, limit),
  next: persons.length > limit ? persons[limit - 1]?.id : undefined,
})

/** From a few characters on it is a number as a whole, and found by its index; fewer may be how one ends. */
const NUMBER = /^[A-Z0-9()]{8,30}$/

/** Those who may still be chosen, after an id: all of them, or who bears this number or a name with this in it. */
export async function available(env: Bindings, who: Chooser, typed: string, after: string, limit: number) {
  const text = foldLine(typed)
  if (text === '')
    return page(await openPersons(env, await listAvailable(env.DB, who, after, limit + 1)), limit)
  const number = foldCode(text)
  if (!NUMBER.test(number)) return byName(env, who, text, after, limit)
  const found = await findAvailable(env.DB, who, await numberIndexes(env, number))
  return page(await openPersons(env, found), limit)
}

/** Names are sealed, so each is opened and looked at, until a page is full. */
async function byName(env: Bindings, who: Chooser, text: string, after: string, limit: number) {
  const found: Person[] = []
  for (let last: string | undefined = after; last !== undefined && found.length <= limit; ) {
    const rows: SealedPerson[] = await listAvailable(env.DB, who, last, AT_ONCE)
    const opened = await openPersons(env, rows)
    found.push(...opened.filter(({ name, number }) => name.includes(text) || number.endsWith(text)))
    last = rows.length === AT_ONCE ? rows.at(-1)?.id : undefined
  }
  return page(found, limit)
}

export const chosen = async (env: Bindings, who: Chooser, after: string, limit: number) =>
  page(await openPersons(env, await listChosen(env.DB, who, after, limit + 1)), limit)
