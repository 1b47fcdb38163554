import type { Examples } from '../ui/examples.ts'
import type { CaseCountersProps } from './case-counters.tsx'

export const caseCountersExamples: Examples<CaseCountersProps> = {
  'some of each': { open: 11, ended: 1206, unrated: 3 },
  'none yet': { open: 0, ended: 0, unrated: 0 },
}

export const framedCaseCountersExamples: Examples<CaseCountersProps> = {
  "in a portal's frame": { open: 3, ended: 128, unrated: 1, framed: true },
  'in a frame, none yet': { open: 0, ended: 0, unrated: 0, framed: true },
}
