import { mkdirSync, writeFileSync } from 'node:fs'
import type { D1Count } from './count-d1.ts'
import { type Pair, p50, p95, type Samples } from './measure.ts'
import { OUT } from './places.ts'

export type Target = { aim: string; met: boolean }

/** One line of a table. `ratio` is the subject over the yardstick; a figure without a target is for comparison. */
export type Figure = { what: string; subject: string; yardstick: string; ratio?: number; target?: Target }

/** `columns` names the subject (mostly ours) and what it is held against; `note` says how both were set up. */
export type Table = {
  title: string
  columns: [subject: string, yardstick: string]
  figures: Figure[]
  note?: string
}

export const ms = (value: number) => `${value.toFixed(2)} ms`
export const bytes = (value: number) => `${value.toLocaleString('en')} B`
export const asked = ({ trips, statements }: D1Count) => `${trips} trips, ${statements} statements`

/** A line for a pair of timings: p50 and p95 of both; the ratio of the p50s is held against `most`, if given. */
export function timing(what: string, { subject, yardstick }: Pair, most?: number): Figure {
  const ratio = p50(subject) / p50(yardstick)
  const words = (samples: Samples) => `${ms(p50(samples))} (p95 ${ms(p95(samples))})`
  const figure = { what, subject: words(subject), yardstick: words(yardstick), ratio }
  return most === undefined ? figure : { ...figure, target: { aim: `ratio ≤ ${most}`, met: ratio <= most } }
}

/** Lines for comparison: what the trips to D1 alone take, and what each side's own work adds to them. */
export function shares(whole: Pair, trips: Pair): Figure[] {
  const own = (side: keyof Pair) => p50(whole[side]) - p50(trips[side])
  const [subject, yardstick] = [own('subject'), own('yardstick')]
  return [
    timing('of that, bare trips to D1', trips),
    {
      what: 'and its own work',
      ...{ subject: ms(subject), yardstick: ms(yardstick), ratio: subject / yardstick },
    },
  ]
}

/** A line for a pair of sizes; the subject's own size is held against `most` bytes, if given. */
export function size(what: string, subject: number, yardstick: number, most?: number): Figure {
  const figure = { what, subject: bytes(subject), yardstick: bytes(yardstick), ratio: subject / yardstick }
  return most === undefined
    ? figure
    : { ...figure, target: { aim: `≤ ${bytes(most)}`, met: subject <= most } }
}

const line = (cells: string[]) => `| ${cells.join(' | ')} |`

function row({ what, subject, yardstick, ratio, target }: Figure): string {
  const verdict = target ? `${target.met ? '✓' : '✗'} ${target.aim}` : ''
  return line([what, subject, yardstick, ratio?.toFixed(2) ?? '', verdict])
}

/** The table as Markdown. */
export function markdown({ title, columns, figures, note }: Table): string {
  const head = ['', ...columns, 'ratio', 'target']
  const lines = [line(head), line(head.map(() => '---')), ...figures.map(row)]
  return [`### ${title}`, '', ...lines, ...(note ? ['', note] : []), ''].join('\n')
}

/** Writes `.bench/results.json`. */
export function save(tables: Table[]): void {
  mkdirSync(OUT, { recursive: true })
  writeFileSync(
    `${OUT}/results.json`,
    `${JSON.stringify({ at: new Date().toISOString(), tables }, null, 2)}\n`,
  )
}

/** The figures that missed their target. */
export function missed(tables: Table[]): Figure[] {
  return tables.flatMap(({ figures }) => figures.filter(({ target }) => target && !target.met))
}
