import { fill } from './fill.ts'
import { startBenchHall } from './hall.ts'
import { inTurn } from './measure.ts'
import { type Table, timing } from './report.ts'

const MANY = 1_000_000
const FEW = 1_000
/** Many over few. */
const MOST_RATIO = 1.2

/**
 * The same work with few and with many units in the database. Without the hash, which would hide the rest.
 */
export async function scale(): Promise<Table> {
  const start = performance.now()
  const many = await startBenchHall('free', (db) => fill(db, MANY))
  const seconds = Math.round((performance.now() - start) / 1000)
  const few = await startBenchHall('free', (db) => fill(db, FEW))
  const figures = [
    timing('sign-in, without the hash', await inTurn(many.signIn, few.signIn), MOST_RATIO),
    timing('session check', await inTurn(many.checkSession, few.checkSession), MOST_RATIO),
  ]
  await Promise.all([many.stop(), few.stop()])
  const count = (units: number) => `${units.toLocaleString('en')} units`
  return { title: `Scale (filled in ${seconds} s)`, columns: [count(MANY), count(FEW)], figures }
}
