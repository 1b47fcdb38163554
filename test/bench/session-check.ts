import { besideTrips } from './bare.ts'
import { startBenchHall } from './hall.ts'
import { PEER_SET_UP, startBetterAuth } from './peers/better-auth.ts'
import { PEER_VERSIONS } from './peers/install.ts'
import { asked, shares, type Table, timing } from './report.ts'

const MOST_STATEMENTS = 1
const MOST_RATIO = 0.5

/** Who is signed in, asked by cookie. */
export async function sessionCheck(): Promise<Table> {
  const [ours, theirs] = [await startBenchHall('free'), await startBetterAuth('free')]
  const subject = await ours.client.counted(ours.checkSession)
  const yardstick = await theirs.client.counted(theirs.checkSession)
  const { whole, trips } = await besideTrips({
    subject: { once: ours.checkSession, trips: 'r' },
    yardstick: { once: theirs.checkSession, trips: 'rr' },
  })
  await Promise.all([ours.stop(), theirs.stop()])
  return {
    title: 'Session check',
    columns: ['ours', `better-auth ${PEER_VERSIONS['better-auth']} + organization`],
    figures: [
      timing('who is signed in', whole, MOST_RATIO),
      ...shares(whole, trips),
      {
        what: 'asked of D1',
        subject: asked(subject),
        yardstick: asked(yardstick),
        target: { aim: '≤ 1 statement', met: subject.statements <= MOST_STATEMENTS },
      },
    ],
    note: PEER_SET_UP,
  }
}
