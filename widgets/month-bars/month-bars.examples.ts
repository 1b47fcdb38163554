import { monthsFrom } from '../../schema/fields/month.ts'
import type { Examples } from '../ui/examples.ts'
import type { MonthBarsProps } from './month-bars.tsx'

const months = monthsFrom('2025-12', '2026-11').map((month, n) => ({
  ...{ month, persons: 5_000 + n, unit: 500_960_000 + n * 21_000_000, person: 255_030_000 },
}))

export const monthBarsExamples: Examples<MonthBarsProps> = {
  'a year of many': { months, details: '/center/unit/payments/details' },
  'one month, no way on': { months: months.slice(0, 1) },
  'more taken back than owed': {
    months: [{ month: '2026-11', persons: 1, unit: -9_600, person: -4_800 }],
  },
}
