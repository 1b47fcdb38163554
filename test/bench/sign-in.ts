import { besideTrips } from './bare.ts'
import type { D1Count } from './count-d1.ts'
import { type BenchHall, startBenchHall } from './hall.ts'
import { inTurn, type Pair, p50 } from './measure.ts'
import { type BetterAuth, PEER_SET_UP, startBetterAuth } from './peers/better-auth.ts'
import { PEER_VERSIONS } from './peers/install.ts'
import { asked, ms, shares, type Table, timing } from './report.ts'

/** The most that sign-in may ask of D1: one read, then one batch. */
const MOST_TRIPS = 2
/** Ours over the peer's, both without their hash. */
const MOST_RATIO = 0.5

async function withoutHash() {
  const [ours, theirs] = [await startBenchHall('free'), await startBetterAuth('free')]
  const count = (one: BenchHall | BetterAuth): Promise<D1Count> => one.client.counted(one.signIn)
  const counts = { subject: await count(ours), yardstick: await count(theirs) }
  const times = await besideTrips({
    subject: { once: ours.signIn, trips: 'rw' },
    yardstick: { once: theirs.signIn, trips: 'rrw' },
  })
  await Promise.all([ours.stop(), theirs.stop()])
  return { counts, ...times }
}

async function withHash(): Promise<Pair> {
  const [ours, theirs] = [await startBenchHall('own'), await startBetterAuth('default')]
  const times = await inTurn(ours.signIn, theirs.signIn)
  await Promise.all([ours.stop(), theirs.stop()])
  return times
}

/** Password sign-in from request to answer, with each side's own hash and with none. */
export async function signIn(): Promise<Table> {
  const { counts, whole, trips } = await withoutHash()
  const { subject, yardstick } = counts
  const full = await withHash()
  const hashOf = (side: keyof Pair) => p50(full[side]) - p50(whole[side])
  return {
    title: 'Sign-in',
    columns: ['ours', `better-auth ${PEER_VERSIONS['better-auth']} + organization`],
    figures: [
      timing('without the hash', whole, MOST_RATIO),
      ...shares(whole, trips),
      timing('with the hash', full),
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
    note: PEER_SET_UP,
  }
}
