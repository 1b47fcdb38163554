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
  proveByFace,
  setPassword,
  slide,
  startProof,
  startRecovery,
} from '../support/recovery.ts'
import {
  AT_ONCE,
  DEAR_ROUNDS,
  ONE_EACH,
  ONE_EACH_DEAR,
  ROUNDS_TIMEOUT,
  tallyOf,
  winnersOf,
} from '../support/rounds.ts'
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
    const winners = await winnersOf(
      async () => {
        const visitor = await startRecovery(world, who)
        const { puzzle } = await askWords(visitor)
        return async () =>
          (await answerWords(visitor, { puzzle, answer: '11' })).text.includes('这次没有对上')
      },
      AT_ONCE,
      DEAR_ROUNDS,
    )
    expect(winners).toEqual(ONE_EACH_DEAR)
  })

  // Whoever comes second is led on to the last page, as the first is: the audit tells them apart.
  it('set a new password once', { timeout: ROUNDS_TIMEOUT }, async () => {
    const recoveries = async () =>
      (await world.hall.db
        .prepare("SELECT count(*) AS n FROM audit WHERE act = 'recover' AND result = 'done'")
        .first<number>('n')) ?? 0
    let made = 0
    const winners = await tallyOf(DEAR_ROUNDS, async () => {
      const visitor = await startProof(world, who)
      await proveByFace(world, visitor, who.person)
      const before = await recoveries()
      const tries = Array.from({ length: AT_ONCE }, () => setPassword(visitor, `Fresh#${++made}2026x`))
      expect((await Promise.all(tries)).every(({ status }) => status === 303)).toBe(true)
      return (await recoveries()) - before
    })
    expect(winners).toEqual(ONE_EACH_DEAR)
  })
})
