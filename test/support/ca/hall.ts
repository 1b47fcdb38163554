/** The test authority beside a hall: what verifying does with a database and CAs that answer. */
import { randomBytes } from 'node:crypto'
import { trustOf } from '../../../worker/ca/ask.ts'
import { verifyToken } from '../../../worker/ca/verify.ts'
import type { Bindings } from '../../../worker/lib/env.ts'
import type { Issued } from './authority.ts'
import { tokenBy } from './sign.ts'

/** Every trip to the database, whatever it asks. */
export function counting(db: D1Database): { db: D1Database; trips: () => number } {
  let trips = 0
  const statement = (made: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(made, {
      get(target, name) {
        const found = Reflect.get(target, name) as unknown
        if (typeof found !== 'function') return found
        return (...args: unknown[]) => {
          if (name === 'bind') return statement(found.apply(target, args) as D1PreparedStatement)
          trips++
          return found.apply(target, args) as unknown
        }
      },
    })
  const counted = {
    prepare: (sql: string) => statement(db.prepare(sql)),
    batch: (statements: D1PreparedStatement[]) => {
      trips++
      return db.batch(statements)
    },
  }
  return { db: counted as unknown as D1Database, trips: () => trips }
}

/** Signs a fresh challenge with the key and verifies it by the hall's own list; a word on how it ended. */
export async function outcomeOf(env: Bindings, key: Issued, now = Date.now()): Promise<string> {
  const asked = { purpose: 'login', origin: 'http://localhost', nonce: randomBytes(32), now } as const
  const token = JSON.stringify(await tokenBy(key, asked))
  const found = await verifyToken({ ...asked, token }, trustOf(env, now))
  return found.ok ? 'proves its unit' : found.error
}
