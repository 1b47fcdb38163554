/** A ticket opens one frame, however many bring it at the same moment. */
import { expect, it } from 'vitest'
import { registerUnit } from '../support/builders.ts'
import { aFullPortal, signInFramed } from '../support/full-portal.ts'
import { AT_ONCE, DEAR_ROUNDS, ONE_EACH_DEAR, ROUNDS_TIMEOUT, winnersOf } from '../support/rounds.ts'
import { usePair } from '../support/use-pair.ts'
import { Frame, ticketPath } from '../support/widgets.ts'

const stage = usePair({ light: true })

it('fifty at once, round after round, open one frame by a ticket', { timeout: ROUNDS_TIMEOUT }, async () => {
  const { origin } = stage.hall
  const config = await aFullPortal(stage.hall)
  const who = await registerUnit(stage)
  const winners = await winnersOf(
    async () => {
      // An access token lives ten minutes, which a soak is longer than.
      const { access_token: token } = await signInFramed(origin, config, who)
      const path = await ticketPath(origin, token, 'account')
      const frame = new Frame(origin, path)
      return async () => {
        const { status, reason } = await frame.load(path)
        if (status !== 200) expect(reason).toBe('ticket_used')
        return status === 200
      }
    },
    AT_ONCE,
    DEAR_ROUNDS,
  )
  expect(winners).toEqual(ONE_EACH_DEAR)
})
