/** Where and when filings of a unit are judged: calendar, rates and limits of its region, and how far it is settled. */

import { dayInChina } from '../../schema/fields/calendar.ts'
import type { InsuranceCode } from '../../schema/fields/insurance.ts'
import { addMonths } from '../../schema/fields/month.ts'
import type { Scene } from './plan.ts'
import type { GroundRow } from './read-store.ts'
import { calendarOn, type Ground, periodOn, unsettledFrom } from './rules.ts'

const PROVINCE = '320000'

/** A region, its city and the province, the nearest first. */
export const regionsAround = (region: string): string[] => [
  ...new Set([region, `${region.slice(0, 4)}00`, PROVINCE]),
]

/** Of a region and all below it that has none of its own. */
function nearest(rows: readonly GroundRow[], what: GroundRow['what'], region: string): GroundRow[] {
  for (const around of regionsAround(region)) {
    const found = rows.filter((row) => row.what === what && row.region === around)
    if (found.length > 0) return found
  }
  return []
}

export function groundFrom(rows: readonly GroundRow[], region: string): Ground {
  return {
    calendars: nearest(rows, 'calendar', region).map(({ month: from, n1: opensDay, n2: closesDay }) => ({
      ...{ from, opensDay, closesDay },
    })),
    limits: nearest(rows, 'limit', region).map(({ month: from, n1: floorFen, n2: capFen }) => ({
      ...{ from, floorFen, capFen },
    })),
    rates: rows
      .filter(({ what }) => what === 'rate')
      .map(({ month: from, region: payer, code, n1, n2 }) => ({
        ...{
          from,
          payer: payer as 'unit' | 'person',
          insurance: code as InsuranceCode,
          class: n1,
          millionths: n2,
        },
      })),
    classes: rows.filter(({ what }) => what === 'class').map(({ month: from, n1 }) => ({ from, class: n1 })),
  }
}

export function sceneFrom(
  rows: readonly GroundRow[],
  unit: { unitId: string; region: string },
  now: number,
): Scene {
  const ground = groundFrom(rows, unit.region)
  const today = dayInChina(now)
  const calendar = calendarOn(ground, today)
  const begun = rows.find(({ what, region }) => what === 'begun' && region === unit.region)?.month
  const period = unsettledFrom(begun, periodOn(today, calendar), calendar)
  const closed = addMonths(period.month, -1)
  const settled = rows.some(({ what, month }) => what === 'settled' && month === closed)
  const waiting = rows.filter(({ what }) => what === 'unsettled').map(({ month }) => month)
  return {
    ...{ unitId: unit.unitId, today, period, closed, ground },
    unsettled: [...new Set([...waiting, ...(settled ? [] : [closed])])].sort(),
  }
}
