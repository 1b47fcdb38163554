import { appsCopy, appsRefusals } from './apps.ts'
import { codeRefusals } from './challenges.ts'
import { creditCodeCopy } from './fields/credit-code.ts'
import { currentPasswordCopy } from './fields/current-password.ts'
import { documentNumberCopy } from './fields/document-number.ts'
import { documentTypeCopy } from './fields/document-type.ts'
import { householdCopy } from './fields/household.ts'
import { missingCopy } from './fields/missing.ts'
import { mobileCopy } from './fields/mobile.ts'
import { moneyCopy } from './fields/money.ts'
import { monthCopy } from './fields/month.ts'
import { oldAccountCopy } from './fields/old-account.ts'
import { passwordCopy } from './fields/password.ts'
import { personNameCopy } from './fields/person-name.ts'
import { puzzleAnswerCopy } from './fields/puzzle-answer.ts'
import { regionCopy } from './fields/region.ts'
import { signInNamesCopy } from './fields/sign-in-names.ts'
import { smsCodeCopy } from './fields/sms-code.ts'
import { unitNameCopy } from './fields/unit-name.ts'
import { unitNumberCopy } from './fields/unit-number.ts'
import { newPasswordRefusals } from './passwords.ts'
import type { Refusal } from './refusal.ts'
import { registrationRefusals, tickCopy } from './registration.ts'

/** Every copy table of the fields. Small browser bundles import the tables of their own fields instead. */
export const copy = {
  ...appsCopy,
  ...creditCodeCopy,
  ...currentPasswordCopy,
  ...documentNumberCopy,
  ...documentTypeCopy,
  ...householdCopy,
  ...missingCopy,
  ...mobileCopy,
  ...moneyCopy,
  ...monthCopy,
  ...oldAccountCopy,
  ...passwordCopy,
  ...personNameCopy,
  ...puzzleAnswerCopy,
  ...regionCopy,
  ...signInNamesCopy,
  ...smsCodeCopy,
  ...unitNameCopy,
  ...unitNumberCopy,
  ...tickCopy,
} as const

/** Refusals that stand beside a field go by their reason. */
const fieldRefusals: Record<string, Refusal> = {
  ...appsRefusals,
  ...codeRefusals,
  ...newPasswordRefusals,
  ...registrationRefusals,
}

export type MessageCode = keyof typeof copy

export function hasMessage(code: string): code is MessageCode {
  return Object.hasOwn(copy, code)
}

/** The sentence for a message code. A code without one gives a general sentence; it never throws. */
export function message(code: string): string {
  if (hasMessage(code)) return copy[code]
  if (Object.hasOwn(fieldRefusals, code)) return fieldRefusals[code]?.text ?? ''
  return code.endsWith('.required') ? '这一项还没有填写，请补上。' : '这一项填写得不对，请再核对一下。'
}
