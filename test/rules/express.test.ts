import { describe, expect, it } from 'vitest'
import { type ParcelState, STATES } from '../../schema/express.ts'
import { ASK_EVERY_MS, mayAsk, mayWrite, nextAsk } from '../../worker/express/rules.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = Date.UTC(2026, 10, 21)
const followed = (state: ParcelState, days = 1, seen = true) => ({ state, seen, since: NOW - days * DAY })

describe('when a carrier is asked next', () => {
  it('is never within half an hour, whatever happened', () => {
    for (const state of Object.keys(STATES) as ParcelState[])
      for (const asked of ['answered', 'fault', 'silence'] as const)
        for (const seen of [true, false]) {
          const next = nextAsk({ state, seen, since: NOW }, asked, NOW)
          if (next !== null) expect(next - NOW).toBeGreaterThanOrEqual(30 * 60_000)
        }
  })

  it('is sooner while the courier has it in hand, and soonest after no answer at all', () => {
    expect(nextAsk(followed('travelling'), 'answered', NOW)).toBe(NOW + 2 * HOUR)
    expect(nextAsk(followed('delivering'), 'answered', NOW)).toBe(NOW + HOUR)
    expect(nextAsk(followed('travelling'), 'fault', NOW)).toBe(NOW + 2 * HOUR)
    expect(nextAsk(followed('travelling'), 'silence', NOW)).toBe(NOW + HOUR / 2)
  })

  it('is never once it has arrived or gone back; whoever refuses it or has trouble is still on the way', () => {
    const open = (Object.keys(STATES) as ParcelState[]).filter(
      (state) => nextAsk(followed(state), 'answered', NOW) !== null,
    )
    expect(Object.keys(STATES).filter((state) => !open.some((one) => one === state))).toEqual([
      'delivered',
      'returned',
    ])
  })

  it('is never after thirty days, or after a week in which no carrier knew it', () => {
    expect(nextAsk(followed('travelling', 30), 'answered', NOW)).not.toBeNull()
    expect(nextAsk(followed('travelling', 30.01), 'answered', NOW)).toBeNull()
    expect(nextAsk(followed('waiting', 7, false), 'answered', NOW)).not.toBeNull()
    expect(nextAsk(followed('waiting', 7.01, false), 'silence', NOW)).toBeNull()
  })
})

describe('who says where a parcel is', () => {
  const asked = { asked_at: NOW, ask_at: NOW + 2 * HOUR }

  it('is its carrier, asked for whoever looks, half an hour after the last time', () => {
    expect(mayAsk(asked, NOW + ASK_EVERY_MS - 1)).toBe(false)
    expect(mayAsk(asked, NOW + ASK_EVERY_MS)).toBe(true)
    expect(mayAsk({ ...asked, ask_at: null }, NOW + DAY)).toBe(false)
    expect(mayAsk({ asked_at: null, ask_at: null }, NOW)).toBe(false)
  })

  it('is the clerk where no carrier is asked, or is asked no more, and nobody once it is over', () => {
    expect(mayWrite('travelling', asked)).toBe(false)
    expect(mayWrite('travelling', { ...asked, ask_at: null })).toBe(true)
    expect(mayWrite('waiting', { asked_at: null, ask_at: null })).toBe(true)
    expect(mayWrite('delivered', { asked_at: null, ask_at: null })).toBe(false)
  })
})
