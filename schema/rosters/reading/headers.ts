/** Which column of a table means which column of a template, by the words in its header. */
import { comparableLabel } from '../../fields/code-list.ts'
import { type Column, columnsOf } from '../columns.ts'
import { TEMPLATE_CODES, type TemplateCode } from '../names.ts'

/** Place in the table by key of the template's column. */
export type Mapping = Readonly<Record<string, number>>

/** What a person chose before: key of the column by comparable header; `''` where a column means nothing. */
export type Remembered = Readonly<Record<string, string>>

const LONGEST_HEADER = 200 // characters, remarks included; what is longer is none, and brackets in it take long to match

/** A header without remarks in brackets, stars, units and spaces: 「工资（元/月）*」 is 工资. */
export const comparableHeader = (text: string): string =>
  text.length > LONGEST_HEADER ? '' : comparableLabel(text.replace(/[(（［【[][^)）］】\]]*[)）］】\]]/g, ''))

const EXACT = 100
const FUZZY = 40

const names = new WeakMap<Column, string[]>()

/** Every name of a column in comparable form. */
function namesOf(column: Column): string[] {
  const known = names.get(column) ?? [column.header, ...column.words].map(comparableLabel)
  names.set(column, known)
  return known
}

/** How well a comparable header fits a column, 0 for not at all. */
function fit(header: string, column: Column): number {
  let best = 0
  for (const word of namesOf(column)) {
    if (header === word) return EXACT
    // 「本人手机号码」 holds 手机号码; the more of a header is known, the surer it is.
    if (word.length >= 2 && header.length <= word.length * 3 && header.includes(word))
      best = Math.max(best, FUZZY + (40 * word.length) / header.length)
  }
  return best
}

export interface Matched {
  mapping: Mapping
  /** How sure it is, to be compared with other rows and templates. */
  score: number
}

/** Headers by their place. What was remembered comes first; then the surest matches, each column once. */
export function matchColumns(
  headers: readonly (string | undefined)[],
  template: TemplateCode,
  remembered: Remembered = {},
): Matched {
  const columns = columnsOf(template)
  const comparable = headers.map((header) => comparableHeader(header ?? ''))
  const found = comparable.flatMap((header, place) => {
    if (header === '' || header.length > 30) return []
    if (Object.hasOwn(remembered, header)) {
      const key = remembered[header] ?? ''
      return columns.some((column) => column.key === key) ? [{ key, place, score: EXACT * 2 }] : []
    }
    return columns.map((column) => ({ key: column.key, place, score: fit(header, column) }))
  })
  const mapping: Record<string, number> = {}
  const taken = new Set<number>()
  let score = 0
  for (const one of found.filter((it) => it.score > 0).sort((a, b) => b.score - a.score)) {
    if (one.key in mapping || taken.has(one.place)) continue
    mapping[one.key] = one.place
    taken.add(one.place)
    // A running number is in every table.
    score += one.key === 'place' ? 1 : one.score
  }
  return { mapping, score }
}

/** Columns without which no row can be filed. */
export const missingColumns = (template: TemplateCode, mapping: Mapping): Column[] =>
  columnsOf(template).filter(({ key, optional }) => !optional && key !== 'documentType' && !(key in mapping))

/** Columns of which the table has another by the very same name, remarks included: which one is meant, its author knows. */
export function doubledColumns(
  headers: readonly (string | undefined)[],
  template: TemplateCode,
  mapping: Mapping,
): Column[] {
  const labels = headers.map((header) => comparableLabel(header ?? ''))
  const used = new Set(Object.values(mapping))
  return columnsOf(template).filter(({ key }) => {
    const own = labels[mapping[key] ?? -1]
    return key !== 'place' && own && labels.some((label, place) => label === own && !used.has(place))
  })
}

/** Whether each column that every row needs has a header of just its name, or of one of its other names. */
function namesAll(comparable: readonly string[], template: TemplateCode): boolean {
  const needed = columnsOf(template).filter(
    ({ key, optional }) => !optional && key !== 'place' && key !== 'documentType',
  )
  return needed.every((column) => comparable.some((header) => namesOf(column).includes(header)))
}

/** The template that a table is of, where it is another one's and not this one's. */
export function otherTemplate(
  headers: readonly (string | undefined)[],
  template: TemplateCode,
): TemplateCode | undefined {
  const comparable = headers.map((header) => comparableHeader(header ?? ''))
  if (namesAll(comparable, template)) return undefined
  return TEMPLATE_CODES.find((code) => code !== template && namesAll(comparable, code))
}
