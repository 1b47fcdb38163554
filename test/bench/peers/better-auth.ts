import { bundleWorker } from '../bundle.ts'
import { type Client, client, cookies } from '../client.ts'
import { HERE } from '../places.ts'
import { startWorker } from '../runtime.ts'

/** In one line, for the tables. */
export const PEER_SET_UP =
  'better-auth as its documentation says for Workers: one instance an isolate, the D1 binding as its database, ' +
  'defaults throughout (so neither joins nor cookie cache); on both sides no rate limit, and the database in memory.'

const ACCOUNT = { email: 'someone@example.com', password: 'Js292010!' }

export type BetterAuth = {
  client: Client
  signIn(): Promise<unknown>
  /** Asks who is signed in, with the cookie of an earlier sign-in. */
  checkSession(): Promise<unknown>
  stop(): Promise<void>
}

/**
 * Starts better-auth with one account in one organization, through its own HTTP interface.
 *
 * @param hash its default (scrypt), or one that costs nothing.
 */
export async function startBetterAuth(hash: 'default' | 'free'): Promise<BetterAuth> {
  const script = await bundleWorker({ entry: `${HERE}/peers/better-auth.worker.js`, name: 'better-auth' })
  const running = await startWorker(script, hash === 'free' ? { FREE_HASH: 'yes' } : {})
  const http = client(running.origin)
  // It refuses requests that carry a cookie but come from no trusted origin.
  const headers = { origin: 'http://127.0.0.1' }
  const post = (path: string, json: unknown, more = {}) =>
    http.ask(`/api/auth${path}`, { method: 'POST', headers: { ...headers, ...more }, json })

  await http.ask('/__bench/migrate')
  await post('/sign-up/email', { ...ACCOUNT, name: 'someone' })
  const cookie = cookies(await post('/sign-in/email', ACCOUNT))
  await post('/organization/create', { name: 'A unit', slug: 'a-unit' }, { cookie })

  return {
    client: http,
    signIn: () => post('/sign-in/email', ACCOUNT),
    async checkSession() {
      const { body } = await http.ask('/api/auth/get-session', { headers: { cookie } })
      if (!body.includes(ACCOUNT.email)) throw new Error('better-auth did not know its own session')
    },
    async stop() {
      http.close()
      await running.dispose()
    },
  }
}
