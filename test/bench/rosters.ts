import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import { promisify } from 'node:util'
import { rosterHall } from '../extension/roster-hall.ts'
import { EXTENSION, launchWithExtension } from '../support/extension.ts'
import { p50, type Samples } from './measure.ts'
import { PEER_VERSIONS } from './peers/install.ts'
import { HERE, OUT } from './places.ts'
import { bytes, type Figure, ms, type Table } from './report.ts'

const ROWS = 50_000
const ROUNDS = 5
const PANEL_ROWS = 10_000
const PANEL_ROUNDS = 5
/** From the choice of a file until the panel says what is in it, and what a press may have to wait for. */
const MOST_PANEL_MS = 1_500
const MOST_TASK_MS = 50

const READERS = ['ours', 'sheetjs', 'read-excel-file', 'hucre'] as const
type Reader = (typeof READERS)[number]

const run = promisify(execFile)

/** A reader in a process of its own, so that memory and warm code are nobody else's. */
async function child(...arguments_: string[]): Promise<{ ms: number; megabytes: number; rows: number }> {
  const { stdout } = await run(process.execPath, [`${HERE}/rosters.child.ts`, ...arguments_])
  return JSON.parse(stdout) as { ms: number; megabytes: number; rows: number }
}

/** As another program writes it: texts shared, days as numbers. */
async function made(rows: number): Promise<string> {
  const file = `${OUT}/roster-${rows}.xlsx`
  await child('make', file, String(rows))
  return file
}

async function reading(): Promise<Figure[]> {
  const file = await made(ROWS)
  const times = Object.fromEntries(READERS.map((reader) => [reader, []])) as unknown as Record<
    Reader,
    Samples
  >
  const memory = { ...times, ...Object.fromEntries(READERS.map((reader) => [reader, []])) } as Record<
    Reader,
    Samples
  >
  const { megabytes: idle } = await child('idle')
  for (let round = 0; round < ROUNDS; round++)
    for (const [place] of READERS.entries()) {
      const reader = READERS[(place + round) % READERS.length] as Reader
      const { ms: time, megabytes, rows } = await child(reader, file)
      if (rows !== ROWS + 1) throw new Error(`${reader} read ${rows} rows`)
      times[reader].push(time)
      memory[reader].push(megabytes)
    }
  const peers = READERS.filter((reader) => reader !== 'ours')
  const best = Math.min(...peers.map((peer) => p50(times[peer])))
  const leanest = Math.min(...peers.map((peer) => p50(memory[peer])))
  const each = (values: Record<Reader, Samples>, unit: (value: number) => string) =>
    peers.map((peer) => `${peer} ${unit(p50(values[peer]))}`).join('; ')
  const mb = (value: number) => `${value.toFixed(0)} MB`
  return [
    {
      what: `read ${ROWS.toLocaleString('en')} rows (${bytes(statSync(file).size)}; p50 of ${ROUNDS})`,
      ...{ subject: ms(p50(times.ours)), yardstick: each(times, ms), ratio: p50(times.ours) / best },
      target: { aim: 'no slower than the quickest', met: p50(times.ours) <= best },
    },
    {
      what: `peak memory of the process (${mb(idle)} with nothing read)`,
      ...{ subject: mb(p50(memory.ours)), yardstick: each(memory, mb), ratio: p50(memory.ours) / leanest },
      target: { aim: 'no more than the leanest', met: p50(memory.ours) <= leanest },
    },
  ]
}

/** The extension as it is built, in a real browser: from the choice of a file until it is judged. */
async function panel(): Promise<Figure[]> {
  const file = await made(PANEL_ROWS)
  const hall = await rosterHall()
  const { context, close } = await launchWithExtension({ halls: [hall.origin] })
  const times: Samples = []
  const tasks: Samples = []
  try {
    for (let round = 0; round < PANEL_ROUNDS; round++) {
      const page = await context.newPage()
      await page.setViewportSize({ width: 400, height: 800 })
      await page.goto(`${EXTENSION}/sidepanel.html`)
      const input = page.locator('input[type=file]')
      await input.waitFor({ state: 'attached' })
      await page.evaluate(watch)
      await input.setInputFiles(file)
      await page.getByText(`共 ${PANEL_ROWS.toLocaleString('zh-CN')} 人`).waitFor()
      const seen = await page.evaluate(() => (globalThis as unknown as Watched).seen)
      times.push(seen.told - seen.chosen)
      tasks.push(Math.max(0, ...seen.tasks))
      await page.close()
    }
  } finally {
    await close()
    hall.close()
  }
  return [
    {
      what: `side panel: ${PANEL_ROWS.toLocaleString('en')} rows opened, matched and checked (p50 of ${PANEL_ROUNDS})`,
      ...{ subject: ms(p50(times)), yardstick: '' },
      target: { aim: `≤ ${MOST_PANEL_MS} ms`, met: p50(times) <= MOST_PANEL_MS },
    },
    {
      what: 'the longest that its page did one thing meanwhile (p50)',
      ...{ subject: ms(p50(tasks)), yardstick: '' },
      target: { aim: `≤ ${MOST_TASK_MS} ms`, met: p50(tasks) <= MOST_TASK_MS },
    },
  ]
}

interface Watched {
  seen: { chosen: number; told: number; tasks: number[] }
}

/** In the page: when a file was chosen, when the panel told of it, and every task of more than fifty milliseconds. */
function watch(): void {
  const seen = { chosen: 0, told: 0, tasks: [] as number[] }
  Object.assign(globalThis, { seen })
  document.addEventListener('change', () => Object.assign(seen, { chosen: performance.now() }), {
    capture: true,
  })
  new MutationObserver(() => {
    if (seen.told === 0 && document.querySelector('.roster-columns')) seen.told = performance.now()
  }).observe(document.body, { childList: true, subtree: true })
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      if (seen.chosen && startTime >= seen.chosen) seen.tasks.push(duration)
  }).observe({ type: 'longtask' })
}

/** Reading spreadsheets, beside those who read them, and the side panel at work. */
export async function rosters(): Promise<Table> {
  const peers = [
    `SheetJS ${PEER_VERSIONS.xlsx}`,
    `read-excel-file ${PEER_VERSIONS['read-excel-file']}`,
    `hucre ${PEER_VERSIONS.hucre} as a stream`,
  ]
  return {
    title: 'Rosters',
    columns: ['ours', peers.join('; ')],
    figures: [...(await reading()), ...(await panel())],
    note: 'Each reading in a Node process of its own, in turn; SheetJS wrote the file. Ours reads on: hidden rows, formulas and the digits of numbers as they are written are among what it gives.',
  }
}
