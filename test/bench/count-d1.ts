/**
 * Counts what a Worker asks of D1, from inside: the classes of the database binding note each call. The same
 * counter stands in ours and in the peer's, and adds next to nothing to what either takes.
 */
export type D1Count = {
  /** Journeys to the database: a `batch()` is one, whatever it holds. */
  trips: number
  /** SQL statements, those inside a batch included. */
  statements: number
}

/** Where a bench Worker answers with its counts since it was last asked, as JSON. */
export const COUNT_PATH = '/__bench/d1'

let count: D1Count = { trips: 0, statements: 0 }

/** Returns the counts so far and begins again at nought. */
export function takeCount(): D1Count {
  const taken = count
  count = { trips: 0, statements: 0 }
  return taken
}

type Method = (this: unknown, ...values: unknown[]) => unknown

/** Notes every call of these methods; `statements` tells how many a call holds. */
function noteCalls(one: object, names: string[], statements: (first: unknown) => number): void {
  const shared = Object.getPrototypeOf(one) as Record<string, Method>
  for (const name of names) {
    const method = shared[name]
    if (!method) throw new Error(`D1 has no ${name}`)
    shared[name] = function (...values) {
      count.trips += 1
      count.statements += statements(values[0])
      return method.apply(this, values)
    }
  }
}

let watched = false

/** Counts from now on, whoever asks this isolate's database. Sessions of D1 (`withSession`) are not counted. */
export function watchDatabase(database: D1Database): void {
  if (watched) return
  watched = true
  noteCalls(database.prepare('SELECT 1'), ['first', 'all', 'run', 'raw'], () => 1)
  noteCalls(database, ['batch'], (statements) => (statements as unknown[]).length)
  noteCalls(database, ['exec'], () => 1)
}
