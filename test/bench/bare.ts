import { bundleWorker } from './bundle.ts'
import { client } from './client.ts'
import { byTurns, type Once, type Pair } from './measure.ts'
import { HERE } from './places.ts'
import { startWorker } from './runtime.ts'

/** Two ways to do one thing, and the trips to D1 that each makes, one letter each: `r` reads a row, `w` writes one. */
export type Compared = Record<'subject' | 'yardstick', { once: Once; trips: string }>

/** Times both, and in the same run what their trips alone take: of a Worker that does nothing else. */
export async function besideTrips({ subject, yardstick }: Compared): Promise<{ whole: Pair; trips: Pair }> {
  const running = await startWorker(await bundleWorker({ entry: `${HERE}/bare.worker.ts`, name: 'bare' }))
  const { ask, close } = client(running.origin)
  await ask('/create')
  const taken = await byTurns({
    subject: subject.once,
    yardstick: yardstick.once,
    subjectTrips: () => ask(`/${subject.trips}`),
    yardstickTrips: () => ask(`/${yardstick.trips}`),
  })
  close()
  await running.dispose()
  return {
    whole: { subject: taken.subject, yardstick: taken.yardstick },
    trips: { subject: taken.subjectTrips, yardstick: taken.yardstickTrips },
  }
}
