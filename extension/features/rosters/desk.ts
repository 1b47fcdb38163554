/** One file at a time: its rows, what the rules say of them, and what the person wants of it. Runs in the worker. */
import type { CheckContext } from '../../../schema/rosters/check.ts'
import { columnsOf } from '../../../schema/rosters/columns.ts'
import { type Judge, type JudgedRow, judge } from '../../../schema/rosters/reading/judge.ts'
import { openBook } from '../../../schema/rosters/reading/open.ts'
import type { RosterRow } from '../../../schema/rosters/reading/people.ts'
import type { Book } from '../../../schema/rosters/reading/raw.ts'
import { type Roster, rosterIn } from '../../../schema/rosters/reading/roster.ts'
import { type Source, sourceOf } from '../../../schema/rosters/reading/source.ts'
import { besideOriginal } from '../../../schema/rosters/writing/beside.ts'
import { cleanFile, type RowResult } from '../../../schema/rosters/writing/result.ts'
import { hexOf } from '../bytes.ts'
import { belongs, shownRow, wordsOf } from './shown.ts'
import {
  type CleanFile,
  type Ended,
  type Overview,
  PAGE_ROWS,
  type RowsPage,
  VIEWS,
  type View,
  type Wishes,
} from './wire.ts'

const CLEAN_HEADERS = 1 // rows of headers in a clean file

export class Desk {
  #source: Source | undefined
  #book: Book | undefined
  #roster: Roster | undefined
  #context: CheckContext = { today: '' }
  #rows: RosterRow[] = []
  #judged: JudgedRow[] = []
  readonly #views = new Map<View, JudgedRow[]>()
  /** Columns by row whose repair the person took back. */
  #asTyped = new Map<number, Set<string>>()
  #taken = new Set<number>()
  /** How often the file was read: what was made of one reading says nothing of another. */
  #reading = 0
  /** The clean file that was made last of this reading, and rows of the original in its order. */
  #filed: { digest: string; rows: number[] } | undefined

  async open(file: Blob, wishes: Wishes, context: CheckContext): Promise<Overview> {
    this.#source = sourceOf(file)
    this.#book = await openBook(this.#source)
    this.#context = context
    return this.wish(wishes)
  }

  /** Reads the file again in another way. */
  async wish(wishes: Wishes): Promise<Overview> {
    if (!this.#book) throw new Error('no file is open')
    const roster = await rosterIn(this.#book, wishes)
    const rows: RosterRow[] = []
    for await (const row of roster.rows()) rows.push(row)
    this.#reading++
    this.#filed = undefined
    this.#roster = roster
    this.#rows = rows
    this.#asTyped = new Map()
    this.#taken = new Set()
    return this.#judge()
  }

  undo(row: number, column: string, undone: boolean): Overview {
    const columns = this.#asTyped.get(row) ?? new Set()
    if (undone) this.#asTyped.set(row, columns.add(column))
    else columns.delete(column)
    return this.#judge()
  }

  undoAll(undone: boolean): Overview {
    this.#asTyped = new Map()
    if (undone)
      for (const { row, check } of this.#judged)
        if (check?.repairs.length) this.#asTyped.set(row, new Set(check.repairs.map(({ column }) => column)))
    return this.#judge()
  }

  takeHidden(row: number | 'all', taken: boolean): Overview {
    const rows = row === 'all' ? this.#rows.filter(({ hidden }) => hidden).map((it) => it.row) : [row]
    for (const one of rows) {
      if (taken) this.#taken.add(one)
      else this.#taken.delete(one)
    }
    return this.#judge()
  }

  rows(view: View, from: number): RowsPage {
    const all = this.#views.get(view) ?? []
    const template = this.#open().template
    const rows = all.slice(from, from + PAGE_ROWS)
    return {
      total: all.length,
      rows: rows.map((row) => shownRow(template, row, this.#asTyped.get(row.row), this.#taken.has(row.row))),
    }
  }

  async clean(): Promise<CleanFile> {
    const good = this.#judged.filter(({ check }) => check?.value)
    const bytes = await cleanFile(
      this.#open().template,
      good.map(({ check }) => check?.texts ?? {}),
    )
    const digest = hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
    this.#filed = { digest, rows: good.map(({ row }) => row) }
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    return { file: new Blob([bytes], { type }), digest, people: good.length }
  }

  /** The original with what is known of its rows: what hinders them, and once it is over what the hall said. */
  async beside(ended: Ended | undefined): Promise<Blob> {
    const { sheet, headerRow, template } = this.#open()
    if (!this.#source) throw new Error('no file is open')
    const results = new Map<number, RowResult>()
    for (const { row, check } of this.#judged)
      if (check?.problems.length)
        results.set(row, {
          outcome: 'left',
          reason: wordsOf(template, check.problems)
            .map(({ text }) => text)
            .join(''),
        })
    if (ended && ended.digest === this.#filed?.digest) {
      const reasons = new Map(ended.reasons.map(({ row, text }) => [row, text]))
      this.#filed.rows.forEach((row, place) => {
        const reason = reasons.get(place + 1 + CLEAN_HEADERS)
        results.set(row, { outcome: reason === undefined ? 'done' : 'failed', reason: reason ?? '' })
      })
    }
    return new Blob([await besideOriginal(this.#source, sheet, headerRow, results)])
  }

  #open(): Roster {
    if (!this.#roster) throw new Error('no file is open')
    return this.#roster
  }

  #judge(): Overview {
    const { template, mapping } = this.#open()
    const decide: Judge = judge(
      template,
      { present: new Set(Object.keys(mapping)), ...this.#context },
      { asTyped: (row) => this.#asTyped.get(row), takeHidden: (row) => this.#taken.has(row) },
    )
    this.#judged = this.#rows.map(decide)
    for (const view of VIEWS)
      this.#views.set(
        view,
        this.#judged.filter((row) => belongs(row, view)),
      )
    return this.#overview()
  }

  #overview(): Overview {
    const { sheets, sheet, template, headerRow, headers, mapping, missing, doubled } = this.#open()
    const named = (keys: readonly string[]) =>
      columnsOf(template).flatMap(({ key, header }) => (keys.includes(key) ? [header] : []))
    const repairs = this.#judged.reduce((sum, { check }) => sum + (check?.repairs.length ?? 0), 0)
    const undone = [...this.#asTyped.values()].reduce((sum, { size }) => sum + size, 0)
    return {
      ...{ reading: this.#reading, sheets, sheet, template, headerRow, headers, mapping },
      ...{ missing: named(missing), doubled: named(doubled) },
      people: this.#rows.filter(({ kind }) => kind === 'person').length,
      counts: Object.fromEntries(
        VIEWS.map((view) => [view, this.#views.get(view)?.length ?? 0]),
      ) as Overview['counts'],
      ...{ repairs: repairs - undone, undone },
    }
  }
}
