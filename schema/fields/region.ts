import type { Copy } from './copy-type.ts'
import { JIANGSU } from './regions-jiangsu.ts'
import { foldCode } from './text.ts'
import { textField } from './text-field.ts'

/**
 * `code` has six digits. `provincial` is 省本级, a pseudo-region for units that the province itself looks after: it
 * stands beside the cities and has no counties. `parent` is the code of the region around it.
 */
export type Region = {
  code: string
  name: string
  level: 'province' | 'provincial' | 'city' | 'county'
  parent?: string
}

export const PROVINCE: Region = { code: '320000', name: '江苏省', level: 'province' }
/** Social insurance offices use 9900 for the province's own level; GB/T 2260 leaves it free. */
export const PROVINCIAL: Region = { code: '329900', name: '省本级', level: 'provincial', parent: '320000' }

export const regionCopy = {
  'region.required': '请选择地区。',
  'region.unknown': '这个地区不在列表里，请从列表里重新选择。',
} as const satisfies Copy

let known: Map<string, Region> | undefined

/** All regions by code: the province, 省本级, 13 cities each followed by its counties, 95 in all. */
export function regions(): ReadonlyMap<string, Region> {
  known ??= new Map([PROVINCE, PROVINCIAL, ...JIANGSU.flatMap(cityAndCounties)].map((it) => [it.code, it]))
  return known
}

function cityAndCounties([digits, name, counties]: (typeof JIANGSU)[number]): Region[] {
  const city: Region = { code: `${digits}00`, name, level: 'city', parent: PROVINCE.code }
  const inside = counties.split(' ').map((county): Region => {
    return { code: digits + county.slice(0, 2), name: county.slice(2), level: 'county', parent: city.code }
  })
  return [city, ...inside]
}

/** What a region picker shows first: 省本级, then the cities. */
export function topRegions(): Region[] {
  return [...regions().values()].filter(({ parent }) => parent === PROVINCE.code)
}

/** The counties of a city; none for a code that is no city. */
export function countiesOf(city: string): Region[] {
  return [...regions().values()].filter(({ level, parent }) => level === 'county' && parent === city)
}

/** `泰州市海陵区` for 321202: the name that is clear without its surroundings, or undefined for an unknown code. */
export function regionName(code: string): string | undefined {
  const region = regions().get(code)
  if (region?.level !== 'county') return region?.name
  return `${regions().get(region.parent ?? '')?.name ?? ''}${region.name}`
}

/**
 * Where a unit was registered: digits 3 to 8 of its credit code. Codes of development zones and of counties that
 * were merged since are in no list, so the city answers for them, and the province for an unknown city. Undefined
 * outside Jiangsu.
 */
export function regionOfCreditCode(creditCode: string): Region | undefined {
  const code = creditCode.slice(2, 8)
  if (!/^32\d{4}$/.test(code)) return undefined
  const city = regions().get(`${code.slice(0, 4)}00`)
  const exact = regions().get(code)
  return (exact?.level === 'provincial' ? undefined : exact) ?? (city?.level === 'city' ? city : PROVINCE)
}

export function regionProblem(code: string): keyof typeof regionCopy | undefined {
  if (code === '') return 'region.required'
  return regions().has(code) ? undefined : 'region.unknown'
}

/** A region's code, six digits, of Jiangsu. */
export const RegionCode = /* @__PURE__ */ textField(
  '地区代码，6 位数字（GB/T 2260）',
  foldCode,
  regionProblem,
)
