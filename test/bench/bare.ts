import { bundleWorker } from './bundle.ts'
import { client } from './client.ts'
import { inTurn } from './measure.ts'
import { HERE } from './places.ts'
import { type Figure, timing } from './report.ts'
import { startWorker } from './runtime.ts'

/** Trips to D1, one letter each: `r` reads a row, `w` writes one. */
type Trips = { subject: string; yardstick: string }

/** For comparison: what the trips to D1 alone take, of ours and of the peer's. */
export async function tripsAlone({ subject, yardstick }: Trips): Promise<Figure> {
  const running = await startWorker(await bundleWorker({ entry: `${HERE}/bare.worker.ts`, name: 'bare' }))
  const { ask, close } = client(running.origin)
  await ask('/create')
  const times = await inTurn(
    () => ask(`/${subject}`),
    () => ask(`/${yardstick}`),
  )
  close()
  await running.dispose()
  return timing('of that, the trips to D1 alone', times)
}
