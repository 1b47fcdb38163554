import { spawnSync } from 'node:child_process'
import { anApp } from '../support/app-client.ts'
import { NAME } from './account.ts'
import { startBenchHall } from './hall.ts'
import { p50, p95, type Samples } from './measure.ts'
import { ms, type Table } from './report.ts'

const PAGES = 1000
/** How long all of them wait while D1 is watched, in seconds. */
const WATCHED_S = 30
/** Confirmations under way at a time: a busy Monday morning, not one after the other. */
const AT_ONCE = 8

interface Page {
  code: string
  statusUrl: string
  told: Promise<number>
  close(): void
}

/** Puts the runtime, without what asks it, on one core; false where the machine cannot. */
function onOneCore(): boolean {
  const { stdout } = spawnSync('pgrep', ['-P', String(process.pid), 'workerd'], { encoding: 'utf8' })
  const pids = (stdout ?? '').split('\n').filter(Boolean)
  return pids.length > 0 && pids.every((pid) => spawnSync('taskset', ['-acp', '0', pid]).status === 0)
}

async function inGroups<T>(count: number, atOnce: number, work: (i: number) => Promise<T>): Promise<T[]> {
  const done: T[] = []
  for (let from = 0; from < count; from += atOnce)
    done.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(atOnce, count - from) }, (_, k) => work(from + k)),
      )),
    )
  return done
}

async function openPage(origin: string): Promise<Page> {
  const text = await (await fetch(`${origin}/login/scan`)).text()
  const find = (pattern: RegExp) => pattern.exec(text)?.[1] ?? ''
  const statusUrl = find(/&quot;statusUrl&quot;:&quot;([^&]+)&quot;/)
  const socket = new WebSocket(origin.replace('http', 'ws') + statusUrl)
  const told = new Promise<number>((resolve) => {
    socket.onmessage = () => resolve(performance.now())
  })
  await new Promise((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = reject
  })
  return { code: find(/\/app\/scan\/([\w.-]+)"/), statusUrl, told, close: () => socket.close() }
}

/** A thousand pages that wait for a phone, and how soon they hear of its answer. */
export async function waiting(): Promise<Table> {
  const hall = await startBenchHall('free')
  const { origin } = hall
  const single = onOneCore()
  const app = await anApp({ hall: { origin, db: hall.db } }, ['app'], 'http://localhost:8787')
  const [account] = hall.accounts

  const drawn = await hall.client.counted(async () => openPage(origin).then(({ close }) => close()))
  const pages = await inGroups(PAGES, 25, () => openPage(origin))
  const waited = await hall.client.counted(
    () => new Promise((resolve) => setTimeout(resolve, WATCHED_S * 1000)),
  )
  const polled = await hall.client.counted(() => hall.client.ask(pages[0]?.statusUrl ?? ''))

  const samples: Samples = await inGroups(PAGES, AT_ONCE, async (i) => {
    const page = pages[i] as Page
    const person = {
      name: NAME,
      documentType: '01',
      documentNumber: account?.person ?? '',
      mobile: '',
      password: '',
    }
    const personAssertion = await app.vouch({ person, scan: page.code })
    const start = performance.now()
    const { status, text } = await app.call(`${page.code}/confirm`, { personAssertion })
    if (status !== 200) throw new Error(`not confirmed: ${text}`)
    return (await page.told) - start
  })
  for (const page of pages) page.close()
  await hall.stop()

  const perMinute = (waited.statements / PAGES) * (60 / WATCHED_S)
  return {
    title: 'Pages that wait for a phone',
    columns: [`${PAGES.toLocaleString('en')} pages`, 'asking every second'],
    figures: [
      {
        what: 'from the press on the phone to the page',
        subject: `${ms(p50(samples))} (p95 ${ms(p95(samples))})`,
        yardstick: '',
        target: { aim: 'p95 ≤ 2 s', met: p95(samples) <= 2000 },
      },
      {
        what: 'D1 statements per page and minute, while it waits',
        subject: perMinute.toFixed(2),
        yardstick: (polled.statements * 60).toFixed(2),
        target: { aim: '< 1', met: perMinute < 1 },
      },
      { what: 'to draw the page', subject: `${drawn.statements} statements`, yardstick: '' },
    ],
    note: `${AT_ONCE} confirmations at a time, one assertion each, while the others wait. ${
      single
        ? 'The runtime on one core, what asks it on the other.'
        : 'The runtime was not bound to one core here.'
    }`,
  }
}
