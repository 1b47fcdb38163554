import { describe, expect, it } from 'vitest'
import { isFreshFace } from '../../worker/app/rules.ts'

const NOW = 1_800_000_000_000
const before = (seconds: number) => NOW / 1000 - seconds

describe('a face that the app verified', () => {
  it('is worth something for five minutes, give or take what two clocks differ', () => {
    for (const [age, fresh] of [
      ...([
        [0, true],
        [300, true],
        [305, true],
        [306, false],
        [86_400, false],
      ] as const),
      ...([
        [-5, true],
        [-6, false],
        [-86_400, false],
      ] as const),
    ])
      expect(isFreshFace(['face'], before(age), NOW), String(age)).toBe(fresh)
  })

  it('is nothing without a time, or where something else was proved', () => {
    expect(isFreshFace(['face'], undefined, NOW)).toBe(false)
    expect(isFreshFace(['pwd', 'swk'], before(0), NOW)).toBe(false)
    expect(isFreshFace([], before(0), NOW)).toBe(false)
    expect(isFreshFace(['swk', 'face'], before(0), NOW)).toBe(true)
    expect(isFreshFace(['face'], Number.NaN, NOW)).toBe(false)
  })
})
