/** What the addresses of the catalogue's pages ask for. */
import {
  audienceNames,
  boardNames,
  type Item,
  type ItemFilter,
  kindNames,
  placesOf,
  themeNames,
  worksIn,
} from '../../schema/catalogue.ts'
import { regionProblem } from '../../schema/fields/region.ts'

const oneOf = <Name extends string>(names: Record<Name, unknown>, asked: string | undefined) =>
  asked !== undefined && Object.hasOwn(names, asked) ? (asked as Name) : undefined

/** A filter out of an address; what is no value of the list asks for nothing. */
export const readFilter = (
  { board, theme, audience, kind, whose, region }: Record<string, string | undefined>,
  chosenRegion: string | undefined,
): ItemFilter => ({
  board: oneOf(boardNames, board),
  theme: oneOf(themeNames, theme),
  audience: oneOf(audienceNames, audience),
  kind: oneOf(kindNames, kind),
  whose: whose === 'unit' || whose === 'person' ? whose : undefined,
  // 「all」 looks beyond the region of the cookie.
  region: region === undefined ? chosenRegion : regionProblem(region) ? undefined : region,
})

/** Why a unit cannot have an item done now, in the administration's words or by its regions. */
export interface Stop {
  /** It is done, but not for units of that region. */
  elsewhere: boolean
  words: string
}

/** Undefined where the units of that region can have it done. */
export function stopIn(item: Item, region: string): Stop | undefined {
  if (item.notHere !== undefined) return { elsewhere: false, words: item.notHere }
  if (worksIn(item, region)) return undefined
  return { elsewhere: true, words: `「${item.name}」只在${placesOf(item)}办理。` }
}

/** Why an item is not for this region; nothing where it is, or where no region is known. */
export const notForRegion = (item: Item, region: string | undefined): string | undefined =>
  region !== undefined && !worksIn(item, region) ? placesOf(item) : undefined
