/** The upgrade of five steps: which act leads from which step to which, and how often a secret may be guessed. */
import { creditCodeProblem } from '../../schema/fields/credit-code.ts'
import { documentNumberProblem } from '../../schema/fields/document-number.ts'
import { isDocumentType } from '../../schema/fields/document-type.ts'
import type { UpgradeStep } from '../../schema/upgrade.ts'
import type { Steps } from '../flows/rules.ts'

export type Act = 'check' | 'check_several' | 'choose' | 'confirm' | 'send_code' | 'complete'

/** A step that was reached may be done again: going back is posting its form once more. Step one begins an upgrade. */
const check = { check: 'representative', check_several: 'unit' } as const
const choose = { ...check, choose: 'representative' } as const
const confirm = { ...choose, confirm: 'administrator' } as const

/** The only place that says what may follow what. */
export const steps = {
  account: check,
  unit: choose,
  representative: confirm,
  administrator: { ...confirm, send_code: 'administrator', complete: 'done' },
  done: {},
} as const satisfies Steps<UpgradeStep, Act>

const ORDER: readonly UpgradeStep[] = ['account', 'unit', 'representative', 'administrator', 'done']

/** Whether the page of a step may be seen from where the upgrade stands; a finished one has its last page alone. */
export function mayShow(asked: UpgradeStep, at: UpgradeStep, severalUnits: boolean): boolean {
  if (at === 'done' || asked === 'done') return asked === at
  return ORDER.indexOf(asked) <= ORDER.indexOf(at) && (asked !== 'unit' || severalUnits)
}

/** The issue: five wrong old passwords … */
export const MAX_FAILURES = 5
/** … stop that account's upgrade for half an hour, as they do at sign-in. */
export const LOCK_MS = 30 * 60_000
/** Failures nobody followed up are forgotten after a day. */
export const FORGET_MS = 24 * 60 * 60_000

/**
 * What an old account is told from every other by. Case does not count: where the old hall does not mind it, each
 * spelling would have five tries of its own.
 */
export const accountOf = (hall: string, userName: string) => `${hall}|${userName.toLowerCase()}`

/** Whether a unit can be found here by the credit code that the old hall has; some old ones have none. */
export const hasCreditCode = ({ creditCode }: { creditCode: string }) =>
  creditCodeProblem(creditCode) === undefined

/** Whether a number can be one of this type at all; `day` is the day in China. */
export const canBe = (type: string, number: string, day: string) =>
  !isDocumentType(type) || documentNumberProblem(type, number, day) === undefined
