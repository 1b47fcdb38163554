import { describe, expect, it } from 'vitest'
import { freshOf } from '../../worker/app/rules.ts'

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
      expect(freshOf(['face'], before(age), NOW), String(age)).toEqual(fresh ? ['face'] : [])
  })

  it('is nothing without a time, and takes nothing else with it', () => {
    for (const none of [undefined, Number.NaN]) expect(freshOf(['face'], none, NOW)).toEqual([])
    expect(freshOf(['swk', 'face', 'pin'], before(400), NOW)).toEqual(['swk', 'pin'])
    expect(freshOf(['swk', 'face'], before(0), NOW)).toEqual(['swk', 'face'])
    expect(freshOf(['pwd', 'swk'], undefined, NOW)).toEqual(['pwd', 'swk'])
  })
})
