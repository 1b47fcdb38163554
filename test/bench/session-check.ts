import { tripsAlone } from './bare.ts'
import { startBenchHall } from './hall.ts'
import { inTurn } from './measure.ts'
import { startBetterAuth } from './peers/better-auth.ts'
import { PEER_VERSIONS } from './peers/install.ts'
import { asked, type Table, timing } from './report.ts'

const MOST_STATEMENTS = 1
const MOST_RATIO = 0.5

/** Who is signed in, asked by cookie. */
export async function sessionCheck(): Promise<Table> {
  const [ours, theirs] = [await startBenchHall('free'), await startBetterAuth('free')]
  const subject = await ours.client.counted(ours.checkSession)
  const yardstick = await theirs.client.counted(theirs.checkSession)
  const times = await inTurn(ours.checkSession, theirs.checkSession)
  await Promise.all([ours.stop(), theirs.stop()])
  return {
    title: 'Session check',
    columns: ['ours', `better-auth ${PEER_VERSIONS['better-auth']} + organization`],
    figures: [
      timing('who is signed in', times, MOST_RATIO),
      await tripsAlone({ subject: 'r', yardstick: 'rr' }),
      {
        what: 'asked of D1',
        subject: asked(subject),
        yardstick: asked(yardstick),
        target: { aim: '≤ 1 statement', met: subject.statements <= MOST_STATEMENTS },
      },
    ],
  }
}
