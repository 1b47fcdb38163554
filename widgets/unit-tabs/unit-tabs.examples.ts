import type { Examples } from '../ui/examples.ts'
import type { UnitTabsProps } from './unit-tabs.tsx'

export const unitTabsExamples: Examples<UnitTabsProps> = {
  "the unit's own data": {},
  'a tab': { tab: 'payments' },
  'a page below a tab': { tab: 'insurance', below: true },
}
