/** Runs the built sandbox in the local runtime, beside the hall and never inside it. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { convertV4MiniflareOptions, type Log, Miniflare, NoOpLog } from 'miniflare'
import { bundle, migrate, root, workerOptions } from '../support/build.ts'

export const sandboxConfig = join(root, 'test/sandbox/wrangler.toml')
export const sandboxBundle = join(root, '.build/sandbox')

export interface SandboxOptions {
  port: number
  /** From `sandboxKeys`: addresses and keys. */
  bindings: Record<string, string>
  /** Folder where its D1 stays between runs; in memory by default. */
  persist?: string
  /** Folder of another build of the sandbox. */
  bundle?: string
  log?: Log
}

export interface Sandbox {
  origin: string
  db: D1Database
  dispose(): Promise<void>
}

export const buildSandbox = (outdir = sandboxBundle): Promise<void> => bundle(sandboxConfig, outdir)

/** Starts what `buildSandbox` built. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { port, bindings, persist, log, bundle: outdir = sandboxBundle } = options
  const worker = await workerOptions(sandboxConfig, outdir)
  const sheets = (await readdir(outdir)).filter((file) => file.endsWith('.css'))
  const texts = await Promise.all(
    sheets.map(async (path) => ({
      type: 'Text' as const,
      path,
      contents: await readFile(join(outdir, path)),
    })),
  )
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      ...worker,
      modules: [...worker.modules, ...texts],
      host: 'localhost',
      port,
      cf: false,
      log: log ?? new NoOpLog(),
      ...(persist && { resourcePersistencePath: persist }),
      bindings: { ...worker.bindings, ...bindings },
    } as unknown as Parameters<typeof convertV4MiniflareOptions>[0]),
  )
  await miniflare.ready
  const db = (await miniflare.getD1Database('DB')) as unknown as D1Database
  await migrate(db, join(root, 'test/sandbox/migrations'))
  return { origin: `http://localhost:${port}`, db, dispose: () => miniflare.dispose() }
}
