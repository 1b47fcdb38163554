/** The catalogue of service items: data, and how it is looked through. */
import { card, employment } from './catalogue/employment.ts'
import { institutions } from './catalogue/institutions.ts'
import { insurance } from './catalogue/insurance.ts'
import { insuranceQueries } from './catalogue/insurance-queries.ts'
import { labour } from './catalogue/labour.ts'
import { talent } from './catalogue/talent.ts'
import {
  type Audience,
  audienceNames,
  type Board,
  boardNames,
  type Item,
  type Kind,
  type Theme,
  themeNames,
} from './catalogue/types.ts'
import { regionName, regions } from './fields/region.ts'
import { toHalfWidth } from './fields/text.ts'

export * from './catalogue/types.ts'

export const items: readonly Item[] = [
  ...insurance,
  ...insuranceQueries,
  ...employment,
  ...labour,
  ...talent,
  ...institutions,
  ...card,
]

const byCode = new Map(items.map((item) => [item.code, item]))

export const findItem = (code: string): Item | undefined => byCode.get(code)

/** Its name, also for a code that is in no catalogue any more: a case outlives its item. */
export const itemName = (code: string): string => byCode.get(code)?.name ?? '已取消的事项'

/** Whether somebody can begin a case of it here. */
/** Filled in here and answered by an office: a case, or a question that no machine answers yet. */
export const isCase = (item: Item): boolean => item.fields !== undefined && item.notHere === undefined

/** Items that a handler may be granted: what the unit's account does, but for what its keepers alone do. */
export const unitItems: readonly Item[] = items.filter(
  ({ audience, keepers }) => audience === 'unit' && !keepers,
)

/** Whether a region has the item: everywhere, or only where it is named, counties of a named city included. */
export function worksIn(item: Pick<Item, 'regions'>, region: string): boolean {
  if (!item.regions) return true
  const parent = regions().get(region)?.parent
  return item.regions.includes(region) || (parent !== undefined && item.regions.includes(parent))
}

/** 「泰州市」; nothing for an item that the whole province has. */
export const placesOf = (item: Pick<Item, 'regions'>): string | undefined =>
  item.regions?.map((code) => regionName(code) ?? '').join('、')

export interface ItemFilter {
  board?: Board | undefined
  theme?: Theme | undefined
  audience?: Audience | undefined
  /** GB/T 2260 code; the whole province where it is left out. */
  region?: string | undefined
  kind?: Kind | undefined
  whose?: Item['audience'] | undefined
}

/** Of all as they are written down, or of these. */
export const itemsOf = (
  { board, theme, audience, region, kind, whose }: ItemFilter,
  of: readonly Item[] = items,
): Item[] =>
  of.filter(
    (item) =>
      (board === undefined || item.board === board) &&
      (theme === undefined || item.themes.includes(theme)) &&
      (audience === undefined || item.audiences.includes(audience)) &&
      (region === undefined || worksIn(item, region)) &&
      (kind === undefined || item.kind === kind) &&
      (whose === undefined || item.audience === whose),
  )

const folded = (text: string) => toHalfWidth(text).toLowerCase()

/** The words of a search, folded; an empty list finds nothing. */
export const wordsOf = (text: string): string[] => folded(text).split(/\s+/).filter(Boolean)

/** Where a word is found, the best place first. */
const places = (item: Item) => [
  folded(item.name),
  folded(boardNames[item.board]),
  ...item.themes.map((theme) => folded(themeNames[theme])),
  ...item.audiences.map((audience) => folded(audienceNames[audience])),
  folded(item.guide.who),
]

/** Items in which every word stands, whose name has them first, in the catalogue's order otherwise. */
export function searchItems(text: string, of: readonly Item[] = items): Item[] {
  const words = wordsOf(text)
  if (words.length === 0) return []
  const found = of.flatMap((item) => {
    const at = words.map((word) => places(item).findIndex((place) => place.includes(word)))
    return at.includes(-1) ? [] : [{ item, worst: Math.max(...at) }]
  })
  return found.toSorted((a, b) => a.worst - b.worst).map(({ item }) => item)
}

/** Codes of the items whose names hold this text: how a list of cases is searched. */
export function codesNamed(text: string): string[] {
  const words = wordsOf(text)
  const named = (item: Item) => words.every((word) => folded(item.name).includes(word))
  return words.length === 0 ? [] : items.filter(named).map(({ code }) => code)
}
