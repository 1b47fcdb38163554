/** A roster of fifty thousand rows, from the upload to its end. */
import { migrate } from '../support/build.ts'
import { insure } from '../support/insured.ts'
import { csvFor, handIn, people, setPeriod } from '../support/rosters.ts'
import { aUnitWithSoftware, Software } from '../support/unit-software.ts'
import { bundleWorker } from './bundle.ts'
import { COUNT_PATH, type D1Count } from './count-d1.ts'
import { watchHeap } from './heap.ts'
import { HERE, ROOT } from './places.ts'
import { processorSeconds } from './processor.ts'
import type { Figure, Table } from './report.ts'
import { startHallWorker } from './runtime.ts'

const ROWS = 50_000
const LEAST_A_SECOND = 2_000
const MOST_STATEMENTS = 0.1
const MOST_HEAP = 128 * 1024 * 1024

export async function batch(): Promise<Table> {
  const folder = await bundleWorker({ entry: `${HERE}/batch.worker.ts`, name: 'batch' })
  const hall = await startHallWorker(folder, 'memory', { inspected: true })
  try {
    await migrate(hall.db, `${ROOT}/schema/migrations`)
    await setPeriod(hall, 'open')
    const who = people(ROWS)
    await insure(hall.db, hall.sealingKeys, who)
    const software = await Software.of(hall, await aUnitWithSoftware(hall.db))
    const content = csvFor('enrolment', who)
    const counts = async () => (await (await fetch(hall.origin + COUNT_PATH)).json()) as D1Count

    await counts()
    const heap = await watchHeap(await hall.inspector())
    const before = processorSeconds()
    const start = performance.now()
    const { json } = await handIn(software, 'enrolment', content)
    const taken = performance.now()
    const read = await until(hall.db, json.id, "state <> 'waiting'")
    const end = await until(hall.db, json.id, "state IN ('done', 'failed')")
    const after = processorSeconds()
    const { statements } = await counts()
    const peak = await heap()
    const done = await hall.db
      .prepare('SELECT done FROM roster WHERE id = ?')
      .bind(json.id)
      .first<number>('done')
    if (done !== ROWS) throw new Error(`${done} of ${ROWS} rows were filed`)
    return table({
      seconds: [start, taken, read, end].map((at) => (at - start) / 1000),
      statements,
      peak,
      processor: after && before && after - before,
    })
  } finally {
    await hall.dispose()
  }
}

/** Asked of the database itself, past the Worker, whose statements are counted. */
async function until(db: D1Database, id: string, holds: string): Promise<number> {
  const asked = db.prepare(`SELECT ${holds} AS holds FROM roster WHERE id = ?`).bind(id)
  while ((await asked.first<number>('holds')) !== 1) await new Promise((resolve) => setTimeout(resolve, 20))
  return performance.now()
}

interface Measured {
  seconds: number[]
  statements: number
  peak: number
  /** Seconds of the runtime, its database and queue included. */
  processor: number | undefined
}

function table({ seconds, statements, peak, processor }: Measured): Table {
  const [, taken = 0, read = 0, end = 0] = seconds
  const rate = ROWS / end
  const each = statements / ROWS
  const figure = (what: string, subject: string, target?: Figure['target']): Figure => ({
    ...{ what, subject, yardstick: '', ...(target && { target }) },
  })
  return {
    title: `A roster of ${ROWS.toLocaleString('en')} rows`,
    columns: ['ours', ''],
    figures: [
      figure('end to end', `${Math.round(rate).toLocaleString('en')} rows/s (${end.toFixed(1)} s)`, {
        ...{ aim: `≥ ${LEAST_A_SECOND.toLocaleString('en')} rows/s`, met: rate >= LEAST_A_SECOND },
      }),
      figure('of that, until whoever handed it in has the answer', `${taken.toFixed(1)} s`),
      figure('until all of it is read and checked', `${read.toFixed(1)} s`),
      ...(processor === undefined
        ? []
        : [figure('processor time of the runtime, database included', `${processor.toFixed(1)} s`)]),
      figure('D1 statements per row', each.toFixed(3), {
        ...{ aim: `≤ ${MOST_STATEMENTS}`, met: each <= MOST_STATEMENTS },
      }),
      figure('heap of the Worker at its peak, buffers included', `${(peak / 1024 / 1024).toFixed(0)} MB`, {
        ...{ aim: '≤ 128 MB', met: peak <= MOST_HEAP },
      }),
    ],
    note: 'New contracts of this month: each row is a filing, an enrolment, its coverage and what is owed. Measured through the inspector every 20 ms, garbage that is not collected yet included.',
  }
}
