import type { Copy } from './copy-type.ts'
import { PROVINCE, regions } from './region.ts'
import { foldLine } from './text.ts'

/** The parts of a home address, the widest first. */
export const ADDRESS_PARTS = ['province', 'city', 'county', 'street', 'village'] as const
export type AddressPart = (typeof ADDRESS_PARTS)[number]
export type Address = Readonly<Record<AddressPart, string>>

export const addressCopy = {
  'province.required': '请填写省。',
  'province.own': '户籍在本省的，省请填江苏省。',
  'province.other': '户籍在外省的，省不能是江苏省，请核对户籍性质和省。',
  'city.required': '请填写市。',
  'city.unknown': '江苏省没有这个市，请从列表里选。',
  'county.required': '请填写区县。',
  'county.unknown': '这个市没有这个区县，请核对市和区县。',
  'street.required': '本省户籍要填到街道，请补上。',
  'village.required': '本省户籍要填到社区村，请补上。',
  'address_part.length': '地址的每一项最多 50 个字，请写短一点。',
} as const satisfies Copy

type Code = keyof typeof addressCopy

const LONGEST = 50 // characters

/** How deep an address goes: five levels in the own province, three in others, none where people have no 户籍. */
export function addressDepth(household: string): 0 | 3 | 5 {
  if (household === '11' || household === '21') return 5
  return household === '12' || household === '22' ? 3 : 0
}

const short = (name: string) => name.replace(/(?:省|市|区|县)$/, '')
const same = (one: string, other: string) =>
  one === other || (short(one).length > 1 && short(one) === short(other))

/** Six digits and name of a region that is meant by either, among those that lie in `parent`. */
function regionMeant(typed: string, parent: string) {
  const inside = [...regions().values()].filter((region) => region.parent === parent)
  const text = foldLine(typed).replace(/\s/g, '')
  return (
    inside.find(({ code, name }) => code === text || name === text) ??
    inside.find(({ name, level }) => level !== 'provincial' && same(name, text))
  )
}

const isOwn = (province: string) => province === PROVINCE.code || same(foldLine(province), PROVINCE.name)

/**
 * What is wrong with an address for a 户籍性质, by its parts; empty where all is well. Outside the own province names
 * are taken as they are written: their lists are not ours.
 */
export function addressProblems(household: string, address: Address): Partial<Record<AddressPart, Code>> {
  const depth = addressDepth(household)
  const wrong: Partial<Record<AddressPart, Code>> = {}
  for (const part of ADDRESS_PARTS.slice(0, depth)) {
    if (address[part] === '') wrong[part] = `${part}.required`
    else if ([...address[part]].length > LONGEST) wrong[part] = 'address_part.length'
  }
  if (depth === 0 || wrong.province) return wrong
  const own = isOwn(address.province)
  if (own !== (depth === 5)) return { ...wrong, province: own ? 'province.other' : 'province.own' }
  if (!own || wrong.city) return wrong
  const city = regionMeant(address.city, PROVINCE.code)
  if (!city) return { ...wrong, city: 'city.unknown' }
  return wrong.county || regionMeant(address.county, city.code)
    ? wrong
    : { ...wrong, county: 'county.unknown' }
}

/** The address as it is kept: nothing below its depth, and regions of the own province by their full names. */
export function addressKept(household: string, address: Address): Address {
  const depth = addressDepth(household)
  const kept = (part: AddressPart) => (ADDRESS_PARTS.indexOf(part) < depth ? address[part] : '')
  const parts = Object.fromEntries(ADDRESS_PARTS.map((part) => [part, kept(part)])) as Address
  if (depth < 5) return parts
  const city = regionMeant(parts.city, PROVINCE.code)
  const county = city && regionMeant(parts.county, city.code)
  return {
    ...parts,
    province: PROVINCE.name,
    ...(city && { city: city.name }),
    ...(county && { county: county.name }),
  }
}
