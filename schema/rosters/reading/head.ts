/** Where in a sheet the table begins, and for which template it was made. */
import type { Cells } from '../cell.ts'
import { TEMPLATE_CODES, type TemplateCode } from '../names.ts'
import { type Mapping, type Matched, matchColumns, type Remembered } from './headers.ts'
import type { RawRow } from './raw.ts'

/** Rows that may stand above the headers: titles, remarks, whoever made the table. */
export const MOST_ROWS_ABOVE = 40

export interface Head {
  template: TemplateCode
  /** The last row of the headers, as people number it. */
  row: number
  /** What the headers say, by place; of headers in two rows both. */
  headers: (string | undefined)[]
  mapping: Mapping
  score: number
}

/** Less than two columns that are surely known make no header. */
const LEAST_SCORE = 150

export interface Wishes {
  template?: TemplateCode | undefined
  remembered?: Partial<Record<TemplateCode, Remembered>> | undefined
}

/** The row among the first of a sheet that reads most like headers; undefined where none does. */
export function findHead(first: readonly RawRow[], { template, remembered }: Wishes): Head | undefined {
  let best: Head | undefined
  const take = (row: number, headers: (string | undefined)[]) => {
    for (const code of template ? [template] : TEMPLATE_CODES) {
      const { mapping, score }: Matched = matchColumns(headers, code, remembered?.[code])
      const isHeader = 'name' in mapping || 'documentNumber' in mapping
      if (isHeader && score >= LEAST_SCORE && score > (best?.score ?? 0))
        best = { template: code, row, headers, mapping, score }
    }
  }
  first.forEach((raw, place) => {
    const own = textsOf(raw.cells)
    take(raw.row, own)
    const above = first[place - 1]
    // 「劳动合同」 over 「开始日期」 and 「终止日期」: merged cells have their text in the first of them.
    if (above && above.row === raw.row - 1) take(raw.row, underOne(textsOf(above.cells), own))
  })
  return best
}

const textsOf = (cells: Cells) => Array.from(cells, (cell) => (cell?.kind === 'text' ? cell.text : undefined))

function underOne(above: (string | undefined)[], below: (string | undefined)[]): (string | undefined)[] {
  let last: string | undefined
  const length = Math.max(above.length, below.length)
  return Array.from({ length }, (_, place) => {
    last = above[place] ?? (below[place] === undefined ? undefined : last)
    const own = below[place]
    if (own === undefined) return above[place]
    return above[place] === undefined && last === undefined ? own : `${last ?? ''}${own}`
  })
}
