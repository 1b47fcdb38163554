/** A puzzle takes one answer, and a recovery sets one password, however many come at the same moment. */
import { beforeAll, describe, expect, it } from 'vitest'
import { registerUnit } from '../support/builders.ts'
import {
  answerWords,
  askPicture,
  askWords,
  handTo,
  holeOf,
  type Lost,
  slide,
  startRecovery,
} from '../support/recovery.ts'
import { FEWER, ONE_EACH, ROUNDS_TIMEOUT, winnersOf } from '../support/rounds.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let who: Lost
beforeAll(async () => {
  who = await registerUnit(world)
})

describe('fifty at once, round after round', () => {
  // Wrong answers, for a right one leads whoever comes next in the same browser on to the next step, too.
  it('answer a picture once', { timeout: ROUNDS_TIMEOUT }, async () => {
    const winners = await winnersOf(async () => {
      const visitor = await startRecovery(world, who)
      const puzzle = await askPicture(visitor)
      const beside = handTo((await holeOf(world, puzzle)).x - 40)
      return async () => (await slide(visitor, puzzle, beside)).text.includes('这次没有对上')
    })
    expect(winners).toEqual(ONE_EACH)
  })

  it('answer a question in words once', { timeout: ROUNDS_TIMEOUT }, async () => {
    const winners = await winnersOf(async () => {
      const visitor = await startRecovery(world, who)
      const { puzzle } = await askWords(visitor)
      return async () => (await answerWords(visitor, { puzzle, answer: '11' })).text.includes('这次没有对上')
    }, FEWER)
    expect(winners).toEqual(ONE_EACH)
  })
})
