import { mkdirSync, writeFileSync } from 'node:fs'
import { p50, p95, type Pair } from './measure.ts'
import { OUT } from './places.ts'

export type Figure = {
  /** What was measured, ours and the peer's. */
  what: string
  ours: string
  theirs: string
  /** Ours over theirs, where both are one number. */
  ratio?: number
  /** The aim in words, and whether it was met. A figure without one is shown for comparison. */
  target?: { aim: string; met: boolean }
}

export type Table = { title: string; peer: string; figures: Figure[] }

export const ms = (value: number) => `${value.toFixed(1)} ms`
export const bytes = (value: number) => `${value.toLocaleString('en')} B`

/** One line for a pair of timings: p50 and p95 of both, ratio of the p50s, held against `most` if given. */
export function timing(what: string, { ours, theirs }: Pair, most?: number): Figure {
  const ratio = p50(ours) / p50(theirs)
  const both = (samples: number[]) => `${ms(p50(samples))} (p95 ${ms(p95(samples))})`
  const figure = { what, ours: both(ours), theirs: both(theirs), ratio }
  return most === undefined ? figure : { ...figure, target: { aim: `ratio ≤ ${most}`, met: ratio <= most } }
}

const line = (cells: string[]) => `| ${cells.join(' | ')} |`

function row({ what, ours, theirs, ratio, target }: Figure): string {
  const verdict = target ? `${target.met ? '✓' : '✗'} ${target.aim}` : ''
  return line([what, ours, theirs, ratio?.toFixed(2) ?? '', verdict])
}

/** The table as Markdown. */
export function markdown({ title, peer, figures }: Table): string {
  const head = ['', 'ours', peer, 'ratio', 'target']
  return [`### ${title}`, '', line(head), line(head.map(() => '---')), ...figures.map(row), ''].join('\n')
}

/** Writes `.bench/results.json`. */
export function save(tables: Table[]): void {
  mkdirSync(OUT, { recursive: true })
  writeFileSync(`${OUT}/results.json`, `${JSON.stringify({ at: new Date().toISOString(), tables }, null, 2)}\n`)
}

/** The figures that missed their target. */
export function missed(tables: Table[]): Figure[] {
  return tables.flatMap(({ figures }) => figures.filter(({ target }) => target && !target.met))
}
