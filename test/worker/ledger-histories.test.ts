import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { live, step, type Told } from '../support/ledger-history.ts'
import { ROUNDS, ROUNDS_TIMEOUT } from '../support/rounds.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })

/** Histories in `npm test`; the soak lives through many more. */
const HISTORIES = ROUNDS > 50 ? 300 : 8

describe('the ledger, whatever several units file about the same persons', () => {
  it('counts no month twice, restores exactly what was, and follows from its facts', {
    timeout: ROUNDS_TIMEOUT,
  }, async () => {
    const sum: Told = { filed: 0, undone: 0 }
    const property = fc.asyncProperty(
      fc.array(step, { minLength: 15, maxLength: 22, size: 'max' }),
      async (steps) => {
        const told = await live(world, steps)
        for (const key of ['filed', 'undone'] as const) sum[key] += told[key]
      },
    )
    const isEnough = () => sum.filed > HISTORIES * 2 && sum.undone > HISTORIES / 4
    // Chance may give few that are let through: it is asked again then.
    for (let times = 0; times < 3 && !isEnough(); times++)
      await fc.assert(property, { numRuns: HISTORIES, endOnFailure: true })
    // They were no histories of refusals.
    expect(sum.filed).toBeGreaterThan(HISTORIES * 2)
    expect(sum.undone).toBeGreaterThan(HISTORIES / 4)
  })
})
