import type { Examples } from '../ui/examples.ts'

export const counterLetterExamples: Examples<object> = { 'to be printed': {} }
