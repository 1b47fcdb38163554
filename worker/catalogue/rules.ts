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

/** Why an item is not for this region; nothing where it is, or where no region is known. */
export const notForRegion = (item: Item, region: string | undefined): string | undefined =>
  region !== undefined && !worksIn(item, region) ? placesOf(item) : undefined
