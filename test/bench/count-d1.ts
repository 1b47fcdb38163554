/**
 * Counts what a Worker asks of D1, from inside: the Worker under test gets a database that looks like the real
 * one and notes each call. The same counter stands in front of ours and of the peer's.
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

function note(statements: number): void {
  count.trips += 1
  count.statements += statements
}

const RUNS = new Set(['run', 'all', 'first', 'raw'])
const bare = new WeakMap<D1PreparedStatement, D1PreparedStatement>()

function countedStatement(statement: D1PreparedStatement): D1PreparedStatement {
  const counted = new Proxy(statement, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key)
      if (typeof member !== 'function') return member
      return (...values: unknown[]) => {
        if (typeof key === 'string' && RUNS.has(key)) note(1)
        const answer: unknown = Reflect.apply(member, target, values)
        return key === 'bind' ? countedStatement(answer as D1PreparedStatement) : answer
      }
    },
  })
  bare.set(counted, statement)
  return counted
}

/** Wraps a D1 database, or a D1 session, so that every call is counted. */
export function countedDatabase<Database extends D1Database | D1DatabaseSession>(
  database: Database,
): Database {
  return new Proxy(database, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key)
      if (typeof member !== 'function') return member
      return (...values: unknown[]) => {
        if (key === 'batch') {
          const statements = values[0] as D1PreparedStatement[]
          note(statements.length)
          return Reflect.apply(member, target, [statements.map((one) => bare.get(one) ?? one)])
        }
        if (key === 'exec') note(1)
        const answer: unknown = Reflect.apply(member, target, values)
        if (key === 'prepare') return countedStatement(answer as D1PreparedStatement)
        if (key === 'withSession') return countedDatabase(answer as D1DatabaseSession)
        return answer
      }
    },
  })
}
