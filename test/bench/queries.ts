import { dayInChina } from '../../schema/fields/calendar.ts'
import { addMonths, monthsFrom } from '../../schema/fields/month.ts'
import { signIn } from '../support/builders.ts'
import type { Visitor } from '../support/client.ts'
import { hiddenIn } from '../support/html.ts'
import { submitList } from '../support/operators.ts'
import { enrol, type MadeInsured, pay, someInsured, unitId } from '../support/paid-months.ts'
import { type Pair, startPair } from '../support/pair.ts'
import { aRepresentative } from '../support/unit-people.ts'
import { inTurn, p50, p95, type Samples } from './measure.ts'
import { type Figure, ms, type Table } from './report.ts'

const MANY = 5_000
const FEW = 50
const MONTHS = 36
/** The plan's mark for the first page. */
const MOST_MS = 20
const [MEASURED, WARM_UP] = [60, 10]
/** Of what takes long: a file of everybody. */
const LONG = 5

const CERTIFICATE = '/center/certificate'
const PAYMENTS = '/center/unit/payments/details'

interface Filled {
  visitor: Visitor
  persons: MadeInsured[]
  month: string
}

/** A unit with so many employees, all of them paid for three years. */
async function filled(world: Pair, count: number): Promise<Filled> {
  const who = await aRepresentative(world)
  const unit = await unitId(world, who.unit)
  const persons = await someInsured(world, count)
  const month = dayInChina(Date.now()).slice(0, 7)
  const [from, to] = [addMonths(month, -MONTHS), addMonths(month, -1)]
  await enrol(world, unit, persons, from)
  for (const one of monthsFrom(from, to)) await pay(world, unit, persons, { from: one, to: one })
  return { visitor: await signIn(world, who), persons, month }
}

/** Bytes of an answer, read to its end. */
async function size(world: Pair, { visitor }: Filled, path: string, fields: Record<string, string>) {
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const headers = { cookie, 'sec-fetch-site': 'same-origin' }
  const body = new URLSearchParams(fields)
  const reply = await fetch(world.hall.origin + path, { method: 'POST', headers, body })
  if (reply.status !== 200) throw new Error(`${path} answered ${reply.status}`)
  return (await reply.arrayBuffer()).byteLength
}

async function timed(
  times: number,
  work: () => Promise<number>,
): Promise<{ samples: Samples; bytes: number }> {
  let bytes = await work()
  const samples: Samples = []
  for (let n = 0; n < times; n++) {
    const start = performance.now()
    bytes = await work()
    samples.push(performance.now() - start)
  }
  return { samples, bytes }
}

const long = (what: string, { samples, bytes }: Awaited<ReturnType<typeof timed>>): Figure => ({
  ...{ what, subject: `${ms(p50(samples))} (p95 ${ms(p95(samples))})` },
  yardstick: `${bytes.toLocaleString('en')} B`,
})

async function certificates(world: Pair, unit: Filled): Promise<Figure[]> {
  const { visitor, persons, month } = unit
  const fields = { insurances: ['110', '210', '410'], from: addMonths(month, -12), to: addMonths(month, -1) }
  const figures: Figure[] = []
  for (const count of [1, 100, MANY]) {
    await submitList(visitor, CERTIFICATE, { ...fields, act: 'remove_all' })
    const ids = persons.slice(0, count).map(({ id }) => id)
    const act = count === MANY ? { act: 'add_all' } : { act: 'add', available: ids }
    await submitList(visitor, CERTIFICATE, { ...fields, ...act })
    const times = count === MANY ? LONG : 3 * LONG
    const { seen = '' } = hiddenIn((await visitor.get(`${CERTIFICATE}/preview`)).text)
    const made = await timed(times, () => size(world, unit, `${CERTIFICATE}/print`, { seen }))
    figures.push(long(`certificate of ${count.toLocaleString('en')}, a year, as PDF`, made))
  }
  return figures
}

/** What a unit looks up and takes home, with few employees and with many. */
export async function queries(): Promise<Table> {
  const world = await startPair()
  const [many, few] = [await filled(world, MANY), await filled(world, FEW)]
  const page = (path: string) =>
    inTurn(
      () => many.visitor.get(path),
      () => few.visitor.get(path),
      MEASURED,
      WARM_UP,
    )
  const [first, injury, months] = [
    await page(`${PAYMENTS}?month=${many.month}`),
    await page(`${PAYMENTS}?month=${many.month}&insurance=410`),
    await page('/center/unit/payments'),
  ]
  const figure = (what: string, { subject, yardstick }: typeof first, most?: number): Figure => ({
    ...{ what, subject: `${ms(p50(subject))} (p95 ${ms(p95(subject))})` },
    ...{ yardstick: ms(p50(yardstick)), ratio: p50(subject) / p50(yardstick) },
    ...(most && { target: { aim: `≤ ${most} ms`, met: p50(subject) <= most } }),
  })
  const name = many.persons[0]?.name ?? ''
  const figures = [
    figure('monthly detail, first page with its sums', first, MOST_MS),
    figure('of one insurance', injury, MOST_MS),
    figure('twelve months summed, with bars', months),
    long(
      'a name among all, each opened',
      await timed(LONG, () => size(world, many, PAYMENTS, { month: many.month, q: name })),
    ),
    long(
      'a month as encrypted workbook, 15,000 rows',
      await timed(LONG, () => size(world, many, `${PAYMENTS}/export`, { month: many.month })),
    ),
    ...(await certificates(world, many)),
  ]
  await world.close()
  return {
    title: `Ledger of a unit: ${MANY.toLocaleString('en')} employees, ${MONTHS} months`,
    columns: ['whole answer', `with ${FEW} employees, or its size`],
    figures,
    note: 'Over HTTP, session check, page and names opened included; the limits of one operator are roomy here.',
  }
}
