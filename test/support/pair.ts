/** The hall and the sandbox of outside systems, pointed at each other. */
import { join } from 'node:path'
import { COST } from '../../worker/lib/password-cost.ts'
import { type Sandbox, startSandbox } from '../sandbox/start.ts'
import { addClient } from './clients.ts'
import { freePort, type Hall, type HallOptions, startHall } from './hall.ts'
import { COST as LIGHT } from './light-cost.ts'
import { lightBundle } from './light-hall.ts'
import { APP_CLIENT_ID } from './sandbox-keys.ts'
import { kept, makeSecrets, type Secrets } from './secrets.ts'

/**
 * How long a hall waits for partners that fail on purpose, in milliseconds: what a partner that answers takes at the
 * worst moment of a busy machine, and no longer, for every silence is waited out.
 */
export const PATIENCE = 1_500

export interface Pair {
  hall: Hall
  sandbox: Sandbox
  /** What the hall was started with; a test that rotates a key begins from here. */
  secrets: Secrets['hall']
  /** What its hashes of passwords cost. */
  cost: typeof COST
  close(): Promise<void>
}

export interface PairOptions extends Pick<HallOptions, 'roomyLimits' | 'onLine' | 'bundle' | 'withoutFiles'> {
  /** Free ones by default. */
  ports?: { hall: number; sandbox: number }
  /** Folder that keeps keys and data between runs; without it everything is in memory. */
  persist?: string
  /** How long the hall waits for a partner, in milliseconds. */
  patience?: number
  /** The hall whose hashes cost little (light-hall.ts). */
  light?: boolean
}

export async function startPair(options: PairOptions = {}): Promise<Pair> {
  const { persist, patience, light } = options
  const ports = options.ports ?? { hall: await freePort(), sandbox: await freePort() }
  const origins = { hall: `http://localhost:${ports.hall}`, sandbox: `http://localhost:${ports.sandbox}` }
  // Other ports are other addresses, which the partners' settings name.
  const name = `secrets-${ports.hall}-${ports.sandbox}`
  const secrets = await kept(persist, name, () => makeSecrets(origins, patience))
  const { APP_CLIENT_JWKS, ...bindings } = secrets.hall

  const [sandbox, hall] = await Promise.all([
    startSandbox({
      ...{ port: ports.sandbox, bindings: secrets.sandbox },
      ...(persist && { persist: join(persist, 'sandbox') }),
    }),
    startHall({
      ...options,
      ...{ port: ports.hall, bindings },
      ...(light && { bundle: lightBundle }),
      ...(persist && { persist: join(persist, 'hall') }),
    }),
  ])
  await addClient(hall.db, {
    ...{ id: APP_CLIENT_ID, name: '江苏智慧人社', jwks: APP_CLIENT_JWKS },
    ...{ grantTypes: ['client_credentials'], scopes: ['app'] },
  })
  const close = async () => {
    await Promise.all([hall.dispose(), sandbox.dispose()])
  }
  return { hall, sandbox, secrets: secrets.hall, cost: light ? LIGHT : COST, close }
}
