/** Runs the built hall in the local runtime, on a port of its own, with a database of its own. */
import { randomBytes, randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { convertV4MiniflareOptions, type Log, Miniflare, NoOpLog } from 'miniflare'
import { migrate, root, workerOptions } from './build.ts'

export const hallConfig = join(root, 'wrangler.toml')
export const hallBundle = join(root, '.build/hall')

export interface HallOptions {
  /** 0, the default, takes any free port. */
  port?: number
  /** Bindings over those of wrangler.toml: addresses, keys. */
  bindings?: Record<string, string>
  /** Folder where D1 and R2 stay between runs; in memory by default. */
  persist?: string
  /** Folder of another build of the hall. */
  bundle?: string
  /** Fills the empty database, which the migrations otherwise do. */
  restore?: (db: D1Database) => Promise<unknown>
  /** Nothing stands in front of the Worker: no style sheets, no scripts. */
  withoutFiles?: boolean
  /** False keeps the rate limits of wrangler.toml; by default tests have room. */
  roomyLimits?: boolean
  log?: Log
  /** Gets every line that the Worker writes. */
  onLine?: (line: string) => void
}

export interface Hall {
  origin: string
  db: D1Database
  files: R2Bucket
  /** Runs the scheduled job as the platform's cron would, now or as if it were later. */
  tick(at?: number): Promise<void>
  /** It was reloaded, with other settings perhaps than it was started with. */
  changed: boolean
  /** Runs the bundle as it now is, with changed bindings if any; the data stays. */
  reload(changed?: Record<string, string>): Promise<void>
  dispose(): Promise<void>
}

const ring = () => JSON.stringify({ current: 'k1', keys: { k1: randomBytes(32).toString('base64') } })

/** The secrets that a deployment sets with `wrangler secret put`, made anew. */
export const freshSecrets = () => ({
  SEALING_KEYS: ring(),
  PEPPERS: ring(),
  AUDIT_KEY: randomBytes(32).toString('base64'),
  PARTNERS: '{}',
  PARTNER_SECRETS: '{}',
})

export async function startHall(options: HallOptions = {}): Promise<Hall> {
  const port = options.port ?? (await freePort())
  const origin = `http://localhost:${port}`
  const bindings = { ...freshSecrets(), ORIGIN: origin, ...options.bindings }
  const miniflare = new Miniflare(await settings(options, port, bindings))
  await miniflare.ready
  // Made again after every reload: the old ones are dead then.
  const storage = async () => ({
    db: (await miniflare.getD1Database('DB')) as unknown as D1Database,
    files: (await miniflare.getR2Bucket('FILES')) as unknown as R2Bucket,
  })
  const hall: Hall = {
    origin,
    ...(await storage()),
    changed: false,
    async tick(at) {
      const worker = (await miniflare.getWorker()) as unknown as { scheduled(o: object): Promise<unknown> }
      await worker.scheduled({ cron: '* * * * *', ...(at && { scheduledTime: new Date(at) }) })
    },
    async reload(changed = {}) {
      hall.changed = true
      Object.assign(bindings, changed)
      await miniflare.setOptions(await settings(options, port, bindings))
      Object.assign(hall, await storage())
    },
    dispose: () => miniflare.dispose(),
  }
  await (options.restore?.(hall.db) ?? migrate(hall.db, join(root, 'schema/migrations')))
  return hall
}

async function settings(options: HallOptions, port: number, bindings: Record<string, string>) {
  const { assets, ...worker } = await workerOptions(hallConfig, options.bundle ?? hallBundle)
  const room = { simple: { limit: 100_000, period: 60 } }
  return convertV4MiniflareOptions({
    ...worker,
    ...(!options.withoutFiles && { assets }),
    ratelimits: options.roomyLimits === false ? worker.ratelimits : roomy(worker.ratelimits, room),
    ...{ host: 'localhost', port, cf: {}, unsafeTriggerHandlers: true },
    log: options.log ?? new NoOpLog(),
    handleStructuredLogs: ({ message }: { message: string }) => options.onLine?.(message),
    ...(options.persist && { resourcePersistencePath: options.persist }),
    bindings: { ...worker.bindings, ...bindings },
  } as unknown as Parameters<typeof convertV4MiniflareOptions>[0])
}

function roomy(limits: Record<string, object> | undefined, room: object) {
  return Object.fromEntries(
    Object.entries(limits ?? {}).map(([name, limit]) => [name, { ...limit, ...room }]),
  )
}

/** Below the ports for outgoing connections, which begin at 16,000 at the lowest; above 10,080, which browsers refuse. */
const PORTS = { first: 10_100, each: 1_450, shares: 4 }
const handedOut = new Set<number>()

/**
 * A port that is free now, and stays so until its server starts: nobody is given it twice, each worker of the test
 * runner draws from a share of its own, and no outgoing connection takes it.
 */
export async function freePort(): Promise<number> {
  const share = Number(process.env.VITEST_POOL_ID ?? 0) % PORTS.shares
  for (;;) {
    const port = PORTS.first + share * PORTS.each + randomInt(PORTS.each)
    if (handedOut.has(port)) continue
    handedOut.add(port)
    if ((await isFree(port, '127.0.0.1')) && (await isFree(port, 'localhost'))) return port
  }
}

const isFree = (port: number, host: string) =>
  new Promise<boolean>((resolve) => {
    const server = createServer().on('error', () => resolve(false))
    server.listen(port, host, () => server.close(() => resolve(true)))
  })
