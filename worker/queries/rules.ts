/** How the questions of a page are read, and where its list goes on: without I/O. */
import { foldMonth, type Month, monthProblem } from '../../schema/fields/month.ts'

/** Where a list of what is owed goes on: after this row. */
export interface After {
  insured: string
  insurance: string
  month: string
  filing: string
}

/** Ids are digits and small letters: nothing comes before the one, or after the other. */
export const START: After = { insured: '', insurance: '', month: '', filing: '' }
export const NEWEST = '~'

export const writeAfter = ({ insured, insurance, month, filing }: After): string =>
  [insured, insurance, month, filing].join('.')

/** The start for whatever is none. */
export function readAfter(text: string | undefined): After {
  const [, insured = '', insurance = '', month = '', filing = ''] =
    /^([0-9a-z_-]{1,64})\.(\d{3})\.(\d{4}-\d\d)\.([0-9a-z_-]{0,64})$/.exec(text ?? '') ?? []
  return insured ? { insured, insurance, month, filing } : START
}

export const readBefore = (text: string | undefined): string =>
  /^[0-9a-z_-]{1,64}$/.exec(text ?? '')?.[0] ?? NEWEST

/** What was asked, where it is a month; `usual` otherwise, with what was typed where that is none. */
export function readMonth(
  typed: string | undefined,
  usual: Month,
): { month: Month; monthTyped: string | undefined } {
  const folded = foldMonth(typed ?? '')
  if (folded === '') return { month: usual, monthTyped: undefined }
  return monthProblem(folded) === undefined
    ? { month: folded, monthTyped: undefined }
    : { month: usual, monthTyped: typed?.slice(0, 20) }
}
