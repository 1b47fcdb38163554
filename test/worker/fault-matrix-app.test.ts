/** The government app asks the hall, so it is the app's word that comes broken, late, twice or as nonsense. */
import { beforeAll, describe, expect, it } from 'vitest'
import { sandbox } from '../support/builders.ts'
import { grownBy, rowCounter } from '../support/row-counts.ts'
import { usePair } from '../support/use-pair.ts'
import { appActs } from './outside-calls/app.ts'
import { isTold } from './outside-calls/told.ts'

const world = usePair({ light: true })

/** Those that the app can make; while it is silent nobody asks, and pages that wait go on waiting. */
const FAULTS = ['bad_signature', 'late', 'nonsense'] as const

/** More of these after any call: the app's own tokens and assertions, and what is told of it. */
const TELLING = { audit: 9, audit_link: 9, access_token: 9, seen_assertion: 9 }

let counter: Awaited<ReturnType<typeof rowCounter>>
beforeAll(async () => {
  counter = await rowCounter(world.hall.db)
})
const order = (fault: string) => sandbox(world).post('faults', { partner: 'app', fault })

/** What came to be by it. */
async function madeBy<T>(act: () => Promise<T>) {
  const before = await counter(world.hall.db)
  const reply = await act()
  return { reply, made: grownBy(before, await counter(world.hall.db), TELLING) }
}

describe.each(appActs(world).map((act) => [act.what, act] as const))(
  '%s in the app',
  (_what, { ready, said, makes = {} }) => {
    it.each(FAULTS)('bears it (%s): a clear sentence, a way on, nothing made', async (fault) => {
      const act = await ready()
      await order(fault)
      const { reply, made } = await madeBy(act)
      expect(reply.text).not.toContain(said)
      isTold(reply)
      expect(made).toEqual({})
      expect((await act()).text).toContain(said)
    })

    it('that comes twice is done once, and the second is told', async () => {
      const act = await ready()
      await order('twice')
      const { reply, made } = await madeBy(act)
      expect(reply.text).not.toContain(said)
      isTold(reply)
      expect(made).toEqual(makes)
    })
  },
)
