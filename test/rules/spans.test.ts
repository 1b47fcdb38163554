import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spansWithin } from '../../worker/operators/spans.ts'

type Kind = 'opened' | 'changed' | 'removed'
const event = (operator_id: string, at: number, kind: Kind) => ({ operator_id, at, kind })
const [START, END] = [100, 200]
const shown = (events: ReturnType<typeof event>[]) =>
  spansWithin(events, START, END).map(({ event, from, until, ended }) => [
    ...[event.operator_id, from, until, ended?.kind],
  ])

describe('what was held within a day', () => {
  it('is held all day by whoever had it before and kept it', () => {
    expect(shown([event('a', 5, 'opened')])).toEqual([['a', 100, 200, undefined]])
  })

  it('is told for the hours before a removal, and not after it', () => {
    const events = [event('a', 5, 'opened'), event('b', 120, 'opened'), event('a', 150, 'removed')]
    expect(shown(events)).toEqual([
      ['a', 100, 150, 'removed'],
      ['b', 120, 200, undefined],
    ])
    expect(shown([event('a', 99, 'removed')])).toEqual([])
  })

  it('is told before and after a change', () => {
    expect(shown([event('a', 5, 'opened'), event('a', 130, 'changed')])).toEqual([
      ['a', 100, 130, 'changed'],
      ['a', 130, 200, undefined],
    ])
  })

  it('never tells of two things that one operator held at once, nor of a moment outside the day', () => {
    const one = fc.record({
      operator_id: fc.constantFrom('a', 'b'),
      at: fc.integer({ min: 0, max: END - 1 }),
      kind: fc.constantFrom<Kind>('opened', 'changed', 'removed'),
    })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), (unsorted) => {
        const events = [...unsorted].sort((x, y) => x.at - y.at)
        const spans = spansWithin(events, START, END)
        for (const [index, span] of spans.entries()) {
          expect(START <= span.from && span.from < span.until && span.until <= END).toBe(true)
          const others = spans.filter(
            ({ event }, j) => j !== index && event.operator_id === span.event.operator_id,
          )
          for (const other of others) expect(other.until <= span.from || span.until <= other.from).toBe(true)
        }
      }),
    )
  })
})
