/** Which header means which column, as a person chose it for a unit. It stays in this browser. */
import * as v from 'valibot'
import { TEMPLATE_CODES, type TemplateCode } from '../../../schema/rosters/names.ts'
import { comparableHeader, type Mapping, type Remembered } from '../../../schema/rosters/reading/headers.ts'

const Kept = v.record(v.string(), v.string())
const MOST_KEPT = 300 // headers of one unit and template

const keyOf = (unit: string, template: TemplateCode) => `roster-columns:${unit}:${template}`

export function keptColumns(unit: string, template: TemplateCode): Remembered {
  try {
    const read = v.safeParse(Kept, JSON.parse(localStorage.getItem(keyOf(unit, template)) ?? '{}'))
    return read.success ? read.output : {}
  } catch {
    return {}
  }
}

/** Of every template: which one a table is for is found out with them. */
export const keptOfAll = (unit: string): Partial<Record<TemplateCode, Remembered>> =>
  Object.fromEntries(TEMPLATE_CODES.map((template) => [template, keptColumns(unit, template)]))

/** Every header of the table as it is understood now; those that mean nothing, too. */
export function keepColumns(
  unit: string,
  template: TemplateCode,
  headers: readonly (string | undefined)[],
  mapping: Mapping,
): void {
  const meant = new Map(Object.entries(mapping).map(([key, place]) => [place, key]))
  const told = headers.flatMap((header, place): [string, string][] => {
    const name = comparableHeader(header ?? '')
    return name === '' ? [] : [[name, meant.get(place) ?? '']]
  })
  const all = { ...keptColumns(unit, template), ...Object.fromEntries(told) }
  const kept = Object.fromEntries(Object.entries(all).slice(-MOST_KEPT))
  localStorage.setItem(keyOf(unit, template), JSON.stringify(kept))
}
