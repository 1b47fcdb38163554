/** What was typed to find a parcel; when its carrier is asked, and who says where it is. */
import { isOver, type ParcelState } from '../../schema/express.ts'
import { foldCode, foldLine } from '../../schema/fields/text.ts'

/** A waybill has no hyphens, a case number may: the same text is looked for as both. Undefined where nothing was typed. */
export function soughtBy(typed: string | undefined): { waybill: string; caseNumber: string } | undefined {
  const line = foldLine(typed ?? '').slice(0, 60)
  return line === ''
    ? undefined
    : { waybill: foldCode(line), caseNumber: line.replace(/ /g, '').toUpperCase() }
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A waybill that is asked about more often gets locked for a day (Kuaidi100's manual). */
export const ASK_EVERY_MS = 30 * MINUTE
/** While the courier has it in hand people look more often; once an hour is what the manual recommends. */
const DELIVERING_MS = HOUR
const USUAL_MS = 2 * HOUR
/** A number that no carrier knows after a week was mistyped. */
const UNSEEN_MS = 7 * DAY
/** Nothing is on its way for longer; every question costs. */
const LONGEST_MS = 30 * DAY

export interface Followed {
  state: ParcelState
  /** Whether its carrier ever told anything. */
  seen: boolean
  /** When it was put in. */
  since: number
}

/** How the last question ended: with an answer, with a fault, or with nothing heard at all. */
export type Asked = 'answered' | 'fault' | 'silence'

/** When to ask next; null where there is nothing more to ask for. */
export function nextAsk({ state, seen, since }: Followed, asked: Asked, now: number): number | null {
  if (isOver(state) || now - since > LONGEST_MS || (!seen && now - since > UNSEEN_MS)) return null
  if (asked === 'silence') return now + ASK_EVERY_MS
  return now + (state === 'delivering' ? DELIVERING_MS : USUAL_MS)
}

/** What is known of the questions about a waybill; all null where nobody can be asked. */
export interface Asking {
  asked_at: number | null
  ask_at: number | null
}

/** Whether somebody who looks at a parcel may have its carrier asked now: the same half hour as for the clock. */
export const mayAsk = ({ asked_at, ask_at }: Asking, now: number) =>
  asked_at !== null && ask_at !== null && now - asked_at >= ASK_EVERY_MS

/** Whether a clerk may write down what happened: only where no carrier tells it. */
export const mayWrite = (state: ParcelState, { ask_at }: Asking) => ask_at === null && !isOver(state)
