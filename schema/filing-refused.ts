/** One filing that was not taken, with what is particular to it, in words. */
import { formatYuan } from './fields/money.ts'
import { type FilingReason, filingRefusals } from './filing-refusals.ts'
import { type FilingKind, filingKindNames } from './filings.ts'
import type { RecordChoice } from './record-choice.ts'

/** Why not, with what is particular to this one; nothing that was typed. */
export interface Refused {
  code: FilingReason
  /** Why an item is stopped, as the administration says it, or where it is done. */
  words?: string
  /** The day on which the next filing period opens. */
  opensOn?: string
  /** The first month that may be paid back. */
  earliest?: string
  /** The last month that may be named. */
  latest?: string
  /** What stands in the way of a rollback, and the day on which it was filed. */
  later?: { kind: FilingKind; filedOn: string }
  /** What the unit itself declared and pays now. */
  currentFen?: number
  /** Of several records: masked, to choose from. */
  choices?: RecordChoice[]
}

/** The sentence, with its particulars. */
export function sayRefused({ code, words, opensOn, earliest, latest, later, currentFen }: Refused): string {
  const more = [
    words,
    opensOn && `下一个申报期从 ${opensOn} 开始。`,
    earliest && `现在最早可以从 ${earliest} 开始。`,
    latest && `现在最晚可以填 ${latest}。`,
    later && `挡在前面的是 ${later.filedOn} 办的${filingKindNames[later.kind]}。`,
    currentFen !== undefined && `现在登记的基数是 ${formatYuan(currentFen)} 元。`,
  ]
  return [filingRefusals[code].text, ...more.filter(Boolean)].join('')
}
