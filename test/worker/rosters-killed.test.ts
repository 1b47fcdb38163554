/** The runtime killed at random moments while a roster is worked: what is filed is what a run without any of that files. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { insure } from '../support/insured.ts'
import { type KillableHall, startKillable } from '../support/killable.ts'
import { ledgerOf } from '../support/ledger-said.ts'
import { askJob, csvOf, handIn, type InRow, people, rowOf, setPeriod } from '../support/rosters.ts'
import { aUnitWithSoftware, Software, type UnitSoftware } from '../support/unit-software.ts'

/** Five kills in `npm test`; `npm run soak` kills a hundred times. */
const KILLS = Number(process.env.KILLS ?? 5)
const ROWS = KILLS > 5 ? 20_000 : 1_500
/** Longer than the clock waits for what was lost. */
const LATER_MS = 5 * 60_000

/** Whom nobody knows, and whose row is none. */
const strangers = people(20)
const insured = people(ROWS - strangers.length)
const everybody: InRow[] = [...insured.slice(0, 700), ...strangers, ...insured.slice(700)]
const file = csvOf('enrolment', [
  ...everybody.map(rowOf.enrolment),
  // The first of them once more, and somebody without a wage.
  rowOf.enrolment(everybody[0] as InRow),
  { ...rowOf.enrolment(people(1)[0] as InRow), wage: '' },
])

interface Run {
  hall: KillableHall
  unit: UnitSoftware
}
let killed: Run
let calm: Run

async function begin(like?: KillableHall): Promise<Run> {
  const hall = await startKillable(like?.sealingKeys)
  await setPeriod(hall.hall, 'open')
  await insure(hall.hall.db, hall.sealingKeys, insured)
  return { hall, unit: await aUnitWithSoftware(hall.hall.db) }
}

beforeAll(async () => {
  killed = await begin()
  calm = await begin(killed.hall)
})
afterAll(async () => {
  await killed.hall.close()
  await calm.hall.close()
})

const software = ({ hall, unit }: Run) => Software.of(hall.hall, unit)

async function untilDone(run: Run, id: string) {
  const visitor = await software(run)
  for (let asked = 0; asked < 3_000; asked++) {
    const job = await askJob(visitor, id)
    if (job.state === 'done' || job.state === 'failed') return job
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the roster does not end')
}

/** Whatever happens with the answer, the file is handed in: asked again, it is the same job. */
async function handedIn(run: Run): Promise<string> {
  const { json, status } = await handIn(await software(run), 'enrolment', file)
  expect([200, 201]).toContain(status)
  return json.id
}

it(`${KILLS} kills leave every row filed once, or reported`, { timeout: 3_600_000 }, async () => {
  const id = await handedIn(killed)
  const states = new Set<string>()
  for (let kills = 0; kills < KILLS; kills++) {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 400))
    await killed.hall.kill()
    states.add((await askJob(await software(killed), id)).state)
    // The messages went with the runtime: the clock sends them again, each time as much later than the last.
    await killed.hall.hall.tick(Date.now() + (kills + 1) * LATER_MS)
  }
  expect(await handedIn(killed)).toBe(id)
  const after = await untilDone(killed, id)

  const before = await untilDone(calm, await handedIn(calm))
  expect(after.state).toBe('done')
  expect([after.rows, after.done, after.failed]).toEqual([
    ROWS + 2,
    ROWS - strangers.length,
    strangers.length + 2,
  ])
  expect([before.rows, before.done, before.failed]).toEqual([after.rows, after.done, after.failed])
  expect(after.reasons).toEqual(before.reasons)
  const [one, other] = await Promise.all([ledgerOf(killed.hall.hall.db), ledgerOf(calm.hall.hall.db)])
  expect(one.filings).toHaveLength(ROWS - strangers.length)
  expect(one).toEqual(other)
  // Some of the kills at least met the work, not its end.
  expect([...states].some((state) => state !== 'done')).toBe(true)
})
