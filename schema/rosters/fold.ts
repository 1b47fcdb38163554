/** One cell by the kind of its column: the text that the row's schema takes, and what had to be mended for it. */
import { isRealDay } from '../fields/calendar.ts'
import { codeMeant } from '../fields/code-list.ts'
import { foldDay } from '../fields/day.ts'
import { identityNumberProblem } from '../fields/identity-number.ts'
import { foldMobile } from '../fields/mobile.ts'
import { foldYuan } from '../fields/money.ts'
import { foldPersonName } from '../fields/person-name.ts'
import { foldCode, foldLine } from '../fields/text.ts'
import { type Cell, plainDigits } from './cell.ts'
import type { Column } from './columns.ts'
import { type RepairCode, repairBetween } from './repairs.ts'
import { dayOfSerial } from './serial.ts'

export interface Folded {
  value: string
  /** Why `value` is not simply what the cell says. */
  repair?: RepairCode
  /** A fault that the value alone would not show. */
  problem?: string
}

/** `3.2E+17` as text: what a spreadsheet showed of a number, copied or written to a CSV file. */
const SHORTENED = /^\d(?:\.\d+)?E\+?\d{1,3}$/i

/** Guards that people put before a number so that a spreadsheet leaves it alone: `'3212…`, a tab, `="3212…"`. */
const GUARDED = /^(?:\t|['‘’`])+(?=.)|^=\s*"([^"=]*)"\s*$/

function unguarded(text: string): string {
  const found = GUARDED.exec(text)
  return found ? (found[1] ?? text.slice(found[0].length)) : text
}

/** Codes and days come again and again: what each means is found out once. */
const FEW_TEXTS: readonly Column['kind'][] = ['code', 'day']
const MOST_KEPT = 2_000

/** Made once for a file; keeps what the cells of a column meant that were seen before. */
export function columnFold(column: Column): (cell: Cell) => Folded {
  if (!FEW_TEXTS.includes(column.kind)) return (cell) => foldCell(column, cell)
  const seen = new Map<string, Folded>()
  return (cell) => {
    const key = `${cell.kind} ${cell.text}`
    const known = seen.get(key)
    if (known) return known
    const found = foldCell(column, cell)
    if (seen.size < MOST_KEPT) seen.set(key, found)
    return found
  }
}

export function foldCell(column: Column, cell: Cell): Folded {
  if (cell.kind === 'error') return { value: '', problem: 'cell.error' }
  if (cell.kind !== 'text') return FOLDS[column.kind](cell, column)
  const text = unguarded(cell.text)
  const folded = FOLDS[column.kind]({ ...cell, text }, column)
  return text === cell.text || folded.problem ? folded : { ...folded, repair: 'repair.quote' }
}

type Fold = (cell: Cell, column: Column) => Folded

/** A text that is the same however it is folded needs no word about it. */
const folded = (before: string, after: string, otherwise: RepairCode): Folded =>
  before === after ? { value: after } : { value: after, repair: repairBetween(before, after, otherwise) }

const line: Fold = ({ text }) => folded(text, foldLine(text), 'repair.form')

const code: Fold = ({ text }, { list = {}, others }) => {
  const meant = codeMeant(list, text, others)
  if (meant === undefined) return { value: foldCode(text) }
  const plain = foldLine(text).replace(/\s/g, '')
  return plain === text
    ? { value: meant }
    : { value: meant, repair: repairBetween(text, plain, 'repair.form') }
}

/** Digits that a spreadsheet took for a number: mended where all are there still. */
function number(text: string, damaged: string): Folded {
  const digits = plainDigits(text)
  return digits === undefined ? { value: '', problem: damaged } : { value: digits, repair: 'repair.number' }
}

const document: Fold = ({ kind, text }) => {
  if (kind === 'number') return number(text, 'document_number.damaged')
  const value = foldCode(text)
  if (SHORTENED.test(value) || isRounded(value)) return { value: '', problem: 'document_number.damaged' }
  return folded(text, value, 'repair.form')
}

/** Eighteen digits of which fifteen were kept: three noughts at the end, where the check tells another story. */
const isRounded = (number: string) =>
  /^[1-9]\d{14}000$/.test(number) &&
  identityNumberProblem(number, '9999-12-31') === 'document_number.check_digit'

const mobile: Fold = ({ kind, text }) => {
  if (kind === 'number') return number(text, 'mobile.damaged')
  if (SHORTENED.test(text.trim())) return { value: '', problem: 'mobile.damaged' }
  return folded(text, foldMobile(text), 'repair.mobile')
}

/** What people write where a contract has no last day. */
const NO_DAY = /^(?:无|没有|无固定期限|长期|永久|-+|—+|\/+)$/

/** The ways of writing a day that a template allows. */
const PLAIN_DAY = /^\d{4}(?:([-/.])\d{1,2}\1\d{1,2}|年\d{1,2}月\d{1,2}日|\d{4})$/

const day: Fold = ({ kind, text, from1904 }, { optional }) => {
  if (kind === 'day') return { value: text }
  const plain = foldLine(text).replace(/\s/g, '')
  if (optional && NO_DAY.test(plain)) return { value: '', repair: 'repair.none' }
  const value = foldDay(plain)
  if (kind === 'number' && !isRealDay(value)) {
    const serial = dayOfSerial(Number(text), from1904)
    return serial ? { value: serial, repair: 'repair.serial' } : { value: text }
  }
  if (text === '' || PLAIN_DAY.test(text)) return { value }
  // A program that writes a day writes midnight with it.
  const dated = foldDay(
    foldLine(text)
      .replace(/[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/, '')
      .replace(/\s/g, ''),
  )
  return { value: dated, repair: repairBetween(text, dated, 'repair.day') }
}

const money: Fold = ({ kind, text }) => {
  if (kind !== 'number') return folded(text, foldYuan(text), 'repair.amount')
  const fen = Number(text) * 100
  // Reckoned amounts are off by a hair; what is off by more has a third decimal and is refused.
  return { value: Math.abs(fen - Math.round(fen)) < 1e-4 ? String(Math.round(fen) / 100) : text }
}

const FOLDS: Record<Column['kind'], Fold> = {
  place: ({ text }) => ({ value: text }),
  name: ({ text }) => folded(text, foldPersonName(text), /\p{P}/u.test(text) ? 'repair.dot' : 'repair.form'),
  text: line,
  ...{ code, document, mobile, day, money },
}
