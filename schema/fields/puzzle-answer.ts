import type { Copy } from './copy-type.ts'
import { foldCode } from './text.ts'
import { textField } from './text-field.ts'

export const puzzleAnswerCopy = {
  'answer.required': '请按问题写出数字。',
  'answer.format': '这里只写数字，例如 37，请再看一遍问题。',
} as const satisfies Copy

export function puzzleAnswerProblem(typed: string): keyof typeof puzzleAnswerCopy | undefined {
  if (typed === '') return 'answer.required'
  return /^\d{1,4}$/.test(typed) ? undefined : 'answer.format'
}

/** The answer to a question in words: one to four digits. */
export const PuzzleAnswer = /* @__PURE__ */ textField('文字题的答案，数字', foldCode, puzzleAnswerProblem)
