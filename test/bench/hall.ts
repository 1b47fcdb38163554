import { join } from 'node:path'
import { migrate } from '../support/build.ts'
import { ACCOUNT_PATH, type Account, accounts } from './account.ts'
import { bundleWorker } from './bundle.ts'
import { type Client, client, cookies } from './client.ts'
import { HERE, ROOT } from './places.ts'
import { startHallWorker } from './runtime.ts'

export type BenchHall = {
  client: Client
  origin: string
  accounts: Account[]
  db: D1Database
  /** Signs in with the next of its accounts. */
  signIn(): Promise<unknown>
  /** Asks who is signed in, with the cookie of the next account. */
  checkSession(): Promise<unknown>
  /** Asks for this, with the cookie of the next account. */
  ask(path: string): Promise<unknown>
  stop(): Promise<void>
}

/** Enough that one account's rows are not the only ones the database has at hand. */
const ACCOUNTS = 40

/**
 * Starts the hall with a few accounts, each signed in once.
 *
 * @param hash its own (argon2id), or one that costs nothing.
 * @param fill puts other units into the empty database before the accounts are made.
 */
export async function startBenchHall(
  hash: 'own' | 'free',
  fill?: (db: D1Database) => Promise<void>,
): Promise<BenchHall> {
  const instead = { [join(ROOT, 'worker/lib/password.ts')]: `${HERE}/free-password.ts` }
  const entry = `${HERE}/hall.worker.ts`
  const folder = await bundleWorker({ entry, name: `hall-${hash}`, instead: hash === 'free' ? instead : {} })
  const running = await startHallWorker(folder, fill ? 'disk' : 'memory') // a million units take a gigabyte
  await migrate(running.db, `${ROOT}/schema/migrations`)
  await fill?.(running.db)

  const http = client(running.origin)
  const post = (path: string, json: unknown) => http.ask(path, { method: 'POST', json })
  const signIn = ({ unit, person, password }: { unit: string; person: string; password: string }) =>
    post('/api/v1/sessions', { unit, person, password })

  const all = accounts(ACCOUNTS)
  const signedIn: string[] = []
  for (const account of all) {
    await post(ACCOUNT_PATH, account)
    signedIn.push(cookies(await signIn(account)))
  }
  const next = <T>(list: T[]) => {
    let i = 0
    return () => list[i++ % list.length] as T
  }
  const nextAccount = next(all)
  const nextCookie = next(signedIn)

  return {
    client: http,
    origin: running.origin,
    accounts: all,
    db: running.db,
    signIn: () => signIn(nextAccount()),
    checkSession: () => http.ask('/api/v1/session', { headers: { cookie: nextCookie() } }),
    ask: (path) => http.ask(path, { headers: { cookie: nextCookie() } }),
    async stop() {
      http.close()
      await running.dispose()
    },
  }
}
