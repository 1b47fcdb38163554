/** A one-time code opens one session, however many bring it at the same moment. */
import { describe, expect, it } from 'vitest'
import { Visitor } from '../support/client.ts'
import { aClerk, fieldsOf } from '../support/counter.ts'
import { AT_ONCE, DEAR_ROUNDS, ONE_EACH_DEAR, ROUNDS_TIMEOUT, winnersOf } from '../support/rounds.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })

describe('fifty at once, round after round', () => {
  it('sign in once with one code', { timeout: ROUNDS_TIMEOUT }, async () => {
    const winners = await winnersOf(
      async () => {
        const fields = fieldsOf(await aClerk(world))
        return async () =>
          (await new Visitor(world.hall.origin).submit('/counter/login', fields)).status === 303
      },
      AT_ONCE,
      DEAR_ROUNDS,
    )
    expect(winners).toEqual(ONE_EACH_DEAR)
  })

  it('leave as many sessions and entries as there were winners', async () => {
    const clerk = await aClerk(world)
    const fields = fieldsOf(clerk)
    const tries = Array.from({ length: 50 }, () =>
      new Visitor(world.hall.origin).submit('/counter/login', fields),
    )
    expect((await Promise.all(tries)).filter(({ status }) => status === 303)).toHaveLength(1)
    const count = (sql: string, value: string) =>
      world.hall.db.prepare(`SELECT count(*) AS n FROM ${sql}`).bind(value).first<number>('n')
    expect(await count('clerk_session WHERE clerk_id = ?', clerk.id)).toBe(1)
    expect(await count("audit WHERE actor = ? AND result = 'done'", `clerk:${clerk.id}`)).toBe(1)
    // Whoever brings a used code has guessed nothing.
    expect(await count('sign_in_attempt WHERE account = ?', clerk.id)).toBe(0)
  })
})
