import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PICTURE } from '../../schema/puzzle.ts'
import {
  drawHole,
  drawWords,
  isPlausible,
  judgeSlider,
  PUZZLE_MS,
  readTrace,
  TOLERANCE,
} from '../../worker/puzzle/rules.ts'
import { answerTo, handTo } from '../support/recovery.ts'

/** A source of chance that replays numbers. */
const chance = (numbers: number[]) => {
  let at = 0
  return (below: number) => (numbers[at++ % numbers.length] ?? 0) % below
}
const anyChance = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 30 }).map(chance)

describe('the hole in the picture', () => {
  it('lies inside it, and never where the piece begins', () => {
    fc.assert(
      fc.property(anyChance, (random) => {
        const { x, y } = drawHole(random)
        expect(x).toBeGreaterThan(PICTURE.piece + TOLERANCE)
        expect(x + PICTURE.piece).toBeLessThan(PICTURE.width)
        expect(y).toBeGreaterThanOrEqual(0)
        expect(y + PICTURE.piece).toBeLessThanOrEqual(PICTURE.height)
      }),
    )
  })

  it('takes the piece as near as a finger comes, and no farther', () => {
    const hole = { x: 150, y: 20 }
    for (let off = -20; off <= 20; off++) {
      const { position, trace } = handTo(hole.x + off)
      expect(judgeSlider(hole, Number(position), trace), `${off}`).toBe(Math.abs(off) <= TOLERANCE)
    }
  })
})

describe('how the piece came there', () => {
  const from = (pairs: [number, number][]) => pairs.map(([ms, position]) => ({ ms, position }))

  it('is believed of a hand, and of arrow keys held or pressed', () => {
    const { position, trace } = handTo(180)
    expect(isPlausible(readTrace(trace) ?? [], Number(position))).toBe(true)
    // A key that is held repeats about thirty times a second, a little off each time.
    const held = Array.from({ length: 150 }, (_, at): [number, number] => [at * 33 + (at % 3), at + 1])
    expect(isPlausible(from(held), 150)).toBe(true)
    const pressed = [0, 410, 690, 1130, 1490].map((ms, at): [number, number] => [ms, (at + 1) * 30])
    expect(isPlausible(from(pressed), 150)).toBe(true)
  })

  it.each([
    [
      'a jump',
      [
        [0, 0],
        [900, 150],
      ],
    ],
    ['a press on the bar', [[0, 150]]],
    [
      'no time at all',
      [
        [0, 10],
        [10, 60],
        [21, 120],
        [33, 150],
      ],
    ],
    [
      'a loop',
      [
        [0, 30],
        [100, 60],
        [200, 90],
        [300, 120],
        [400, 150],
      ],
    ],
    [
      'another end',
      [
        [0, 10],
        [100, 60],
        [240, 120],
        [333, 140],
      ],
    ],
    [
      'going back in time',
      [
        [0, 10],
        [300, 60],
        [240, 120],
        [433, 150],
      ],
    ],
    [
      'a wait beyond the end',
      [
        [0, 10],
        [100, 60],
        [240, 120],
        [PUZZLE_MS + 1, 150],
      ],
    ],
    ['nothing', []],
  ] as [string, [number, number][]][])('is not believed of %s', (_, pairs) => {
    expect(isPlausible(from(pairs), 150)).toBe(false)
  })

  it('is read as our slider writes it and not otherwise', () => {
    for (const sent of ['', '1', '1:2,', 'a:b', '1:2;3:4', '-1:2', '1:2,3', '1:2345'])
      expect(readTrace(sent)).toBeUndefined()
    expect(readTrace('0:1,16:3')).toEqual(
      from([
        [0, 1],
        [16, 3],
      ]),
    )
  })

  it('never throws, whatever is sent', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), (trace, at) => !judgeSlider({ x: 150, y: 0 }, at, trace)),
    )
  })
})

describe('the question in words', () => {
  it('has one answer, which a reader finds in it', () => {
    fc.assert(
      fc.property(anyChance, (random) => {
        const { question, answer } = drawWords(random)
        expect(answer).toMatch(/^[2-9]{2}$/)
        expect(answerTo(question)).toBe(answer)
      }),
    )
  })
})
