/** Builds a Worker exactly as it is deployed, and makes Miniflare's options from its wrangler.toml. */
import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { unstable_getMiniflareWorkerOptions, unstable_splitSqlQuery } from 'wrangler'

const run = promisify(execFile)
export const root = resolve(import.meta.dirname, '../..')

/** Bundles with Wrangler, without deploying; throws with its words when the build fails. */
export async function bundle(config: string, outdir: string): Promise<void> {
  const wrangler = join(root, 'node_modules/.bin/wrangler')
  const args = ['deploy', '--dry-run', '--config', config, '--outdir', outdir]
  const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: '1' }
  await run(wrangler, args, { cwd: root, env }).catch((error: { stdout: string; stderr: string }) => {
    throw new Error(`wrangler: ${error.stdout}\n${error.stderr}`)
  })
}

/** The part of Wrangler's answer that tests change. */
interface WorkerSettings {
  bindings: Record<string, unknown>
  ratelimits: Record<string, object>
}

/** What Miniflare needs to run a bundle made by `bundle`. */
export async function workerOptions(config: string, outdir: string) {
  const { workerOptions: options } = unstable_getMiniflareWorkerOptions(config)
  const files = (await readdir(outdir)).filter((file) => /\.(js|wasm)$/.test(file))
  const main = files.filter((file) => file.endsWith('.js'))
  const modules = await Promise.all(
    [...main, ...files.filter((file) => file.endsWith('.wasm'))].map(async (path) => ({
      type: path.endsWith('.js') ? ('ESModule' as const) : ('CompiledWasm' as const),
      path,
      contents: await readFile(join(outdir, path)),
    })),
  )
  const { modulesRules: _rules, rootPath: _root, ...rest } = options as Record<string, unknown>
  return { ...(rest as unknown as WorkerSettings), modules }
}

/** Applies the numbered SQL files of a folder that this database has not seen yet. */
export async function migrate(db: D1Database, folder: string): Promise<void> {
  await db.prepare('CREATE TABLE IF NOT EXISTS d1_migrations (name TEXT PRIMARY KEY) STRICT').run()
  const { results } = await db.prepare('SELECT name FROM d1_migrations').all<{ name: string }>()
  const done = new Set(results.map(({ name }) => name))
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()) {
    if (done.has(name)) continue
    await db.batch([
      ...unstable_splitSqlQuery(await readFile(join(folder, name), 'utf8')).map((sql) => db.prepare(sql)),
      db.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name),
    ])
  }
}
