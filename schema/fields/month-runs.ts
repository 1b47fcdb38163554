/** Months that follow on each other. */
import { addMonths, type Month } from './month.ts'

/** Months in any order as runs without gaps, each its first and its last. */
export function runsOf(months: readonly Month[]): [from: Month, to: Month][] {
  const runs: [Month, Month][] = []
  for (const month of months.toSorted()) {
    const last = runs.at(-1)
    if (last && addMonths(last[1], 1) === month) last[1] = month
    else runs.push([month, month])
  }
  return runs
}
