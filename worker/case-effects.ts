/** What the approval of a case brings about, by its item: one line each, and nothing else. */
import type { Effects } from './cases/effects.ts'
import { baseByCase, flexibleByCase } from './filings/by-case.ts'
import { institutionByCase } from './institutions/by-case.ts'
import { orByRoster } from './rosters/by-case.ts'

export const caseEffects: Effects = {
  'base-adjustment': orByRoster(baseByCase),
  'flexible-termination': flexibleByCase,
  'institution-registration': institutionByCase,
}
