import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { convertV4MiniflareOptions, Miniflare, NoOpLog, type V4WorkerOptions } from 'miniflare'
import { workerOptions } from '../support/build.ts'
import { freshSecrets, hallConfig } from '../support/hall.ts'

export type Running = {
  /** The Worker's own socket. */
  origin: string
  db: D1Database
  dispose(): Promise<void>
}

/** Where a database lies. */
export type Medium = 'memory' | 'disk'

// Linux has a file system in memory; elsewhere the disk has to do.
const IN_MEMORY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/**
 * Runs a Worker by itself: Miniflare's proxy and its emulation of the static asset router, which on the
 * platform are no part of a Worker's time, are left out on both sides. So is the disk: what it takes to flush
 * one commit is the same for both, is often more than all their work, and changes with whatever else it does.
 */
async function start(
  worker: V4WorkerOptions,
  medium: Medium = 'memory',
  inspected = false,
): Promise<Running & { inspector: () => Promise<URL> }> {
  const folder = mkdtempSync(`${medium === 'memory' ? IN_MEMORY : tmpdir()}/unit-hall-bench-`)
  const alone = { ...worker, name: 'bench', unsafeDirectSockets: [{}] }
  const quiet = { log: new NoOpLog(), handleStructuredLogs: () => {} }
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      workers: [alone],
      resourcePersistencePath: folder,
      ...quiet,
      ...(inspected && { inspectorPort: 0 }),
    }),
  )
  await miniflare.ready
  const { origin } = await miniflare.unsafeGetDirectURL('bench')
  const db: unknown = await miniflare.getD1Database('DB')
  const dispose = async () => {
    await miniflare.dispose()
    await rm(folder, { recursive: true, force: true })
  }
  return { origin, db: db as D1Database, dispose, inspector: () => miniflare.getInspectorURL() }
}

/** Starts a bundled Worker that needs no more than a database of its own and a few texts. */
export function startWorker(folder: string, bindings: Record<string, string> = {}): Promise<Running> {
  const wasm = readdirSync(folder).filter((file) => file.endsWith('.wasm'))
  return start({
    modules: [
      { type: 'ESModule', path: 'index.js', contents: readFileSync(`${folder}/index.js`, 'utf8') },
      ...wasm.map((path) => ({
        type: 'CompiledWasm' as const,
        path,
        contents: Uint8Array.from(readFileSync(`${folder}/${path}`)),
      })),
    ],
    compatibilityDate: '2026-10-15',
    compatibilityFlags: ['nodejs_compat'],
    d1Databases: { DB: 'bench' },
    bindings: { ORIGIN: 'http://127.0.0.1', SECRET: randomBytes(32).toString('hex'), ...bindings },
  })
}

export interface RunningHall extends Running {
  /** Where its heap is asked for, where it was started `inspected`. */
  inspector: () => Promise<URL>
  sealingKeys: string
}

/** Starts a bundled hall as wrangler.toml says, with rate limits that a bench doesn't reach. */
export async function startHallWorker(
  folder: string,
  medium: Medium,
  { inspected = false } = {},
): Promise<RunningHall> {
  const worker = await workerOptions(hallConfig, folder)
  const room = { simple: { limit: 1_000_000, period: 60 } }
  const ratelimits = Object.entries(worker.ratelimits).map(([name, limit]) => [name, { ...limit, ...room }])
  const secrets = freshSecrets()
  const options: unknown = {
    ...worker,
    assets: undefined,
    ratelimits: Object.fromEntries(ratelimits),
    bindings: { ...worker.bindings, ...secrets },
  }
  return {
    ...(await start(options as V4WorkerOptions, medium, inspected)),
    sealingKeys: secrets.SEALING_KEYS,
  }
}
