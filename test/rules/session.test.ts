import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ABSOLUTE_MS,
  IDLE_MS,
  idleEnd,
  needsTouch,
  TOUCH_MS,
  WARNING_MS,
} from '../../worker/session/rules.ts'

const NOW = 1_800_000_000_000
const HOUR = 3_600_000

describe('the end of a session', () => {
  it('has the numbers that people were told: 30 minutes, 12 hours, a warning two minutes before', () => {
    expect([IDLE_MS, ABSOLUTE_MS, WARNING_MS]).toEqual([HOUR / 2, 12 * HOUR, 120_000])
  })

  it('never comes after the absolute end, nor before half an hour of idling unless that is reached', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: ABSOLUTE_MS }), (left) => {
        const end = idleEnd(NOW, NOW + left)
        expect(end).toBeLessThanOrEqual(NOW + left)
        expect(end).toBeGreaterThanOrEqual(Math.min(NOW + IDLE_MS, NOW + left))
      }),
    )
  })

  it('comes to nobody early although use is written once a minute only', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: TOUCH_MS - 1 }), (unwritten) => {
        // Used `unwritten` after the last write, which did not write it; half an hour counts from that use.
        expect(needsTouch(NOW, NOW + unwritten)).toBe(false)
        expect(idleEnd(NOW, NOW + ABSOLUTE_MS)).toBeGreaterThanOrEqual(NOW + unwritten + IDLE_MS)
      }),
    )
    expect(needsTouch(NOW, NOW + TOUCH_MS)).toBe(true)
  })
})
