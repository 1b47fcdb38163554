import { tripsAlone } from './bare.ts'
import type { D1Count } from './count-d1.ts'
import { type BenchHall, startBenchHall } from './hall.ts'
import { inTurn, p50 } from './measure.ts'
import { type BetterAuth, startBetterAuth } from './peers/better-auth.ts'
import { PEER_VERSIONS } from './peers/install.ts'
import { asked, ms, type Table, timing } from './report.ts'

/** The most that sign-in may ask of D1: one read, then one batch. */
const MOST_TRIPS = 2
/** Ours over the peer's, both without their hash. */
const MOST_RATIO = 0.5

async function pairOf(ours: BenchHall, theirs: BetterAuth) {
  const count = async (one: BenchHall | BetterAuth): Promise<D1Count> => one.client.counted(one.signIn)
  const counts = { subject: await count(ours), yardstick: await count(theirs) }
  const times = await inTurn(ours.signIn, theirs.signIn)
  await Promise.all([ours.stop(), theirs.stop()])
  return { counts, times }
}

/** Password sign-in from request to answer, with each side's own hash and with none. */
export async function signIn(): Promise<Table> {
  const bare = await pairOf(await startBenchHall('free'), await startBetterAuth('free'))
  const full = await pairOf(await startBenchHall('own'), await startBetterAuth('default'))
  const { subject, yardstick } = bare.counts
  const hashOf = (side: 'subject' | 'yardstick') => p50(full.times[side]) - p50(bare.times[side])
  return {
    title: 'Sign-in',
    columns: ['ours', `better-auth ${PEER_VERSIONS['better-auth']} + organization`],
    figures: [
      timing('without the hash', bare.times, MOST_RATIO),
      await tripsAlone({ subject: 'rw', yardstick: 'rrw' }),
      timing('with the hash', full.times),
      {
        what: 'what the hash adds (argon2id; scrypt)',
        subject: ms(hashOf('subject')),
        yardstick: ms(hashOf('yardstick')),
      },
      {
        what: 'asked of D1',
        subject: asked(subject),
        yardstick: asked(yardstick),
        target: { aim: '1 read + 1 batch', met: subject.trips <= MOST_TRIPS },
      },
    ],
  }
}
