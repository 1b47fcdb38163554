/** Builds a Worker exactly as it is deployed, and makes Miniflare's options from its wrangler.toml. */
import { execFile } from 'node:child_process'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { unstable_getMiniflareWorkerOptions, unstable_splitSqlQuery } from 'wrangler'

const run = promisify(execFile)
export const root = resolve(import.meta.dirname, '../..')

/** Builds with Wrangler, without deploying; throws with its words when the build fails. */
export async function bundle(config: string, outdir: string): Promise<void> {
  await rm(outdir, { recursive: true, force: true })
  const wrangler = join(root, 'node_modules/.bin/wrangler')
  const args = ['deploy', '--dry-run', '--config', config, '--outdir', outdir]
  const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: '1' }
  await run(wrangler, args, { cwd: root, env }).catch((error: { stdout: string; stderr: string }) => {
    throw new Error(`wrangler: ${error.stdout}\n${error.stderr}`)
  })
}

/** The part of Wrangler's answer that tests change. */
interface WorkerSettings {
  assets?: object
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

/** A statement on one line, which is how `exec` tells them apart; no comment of ours stands inside a string. */
export const onOneLine = (sql: string) => sql.replace(/--.*$/gm, '').replace(/\s+/g, ' ').trim()

/** The statements of each numbered SQL file, read once however many databases there are. */
const files = new Map<string, Promise<[name: string, statements: string][]>>()
function statementsOf(folder: string) {
  const read = async () => {
    const names = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
    return Promise.all(
      names.map(async (name): Promise<[string, string]> => {
        const sql = await readFile(join(folder, name), 'utf8')
        return [name, unstable_splitSqlQuery(sql).map(onOneLine).filter(Boolean).join('\n')]
      }),
    )
  }
  const found = files.get(folder) ?? read()
  files.set(folder, found)
  return found
}

/** Applies the numbered SQL files of a folder that this database has not seen yet, in one call. */
export async function migrate(db: D1Database, folder: string): Promise<void> {
  await db.exec('CREATE TABLE IF NOT EXISTS d1_migrations (name TEXT PRIMARY KEY) STRICT')
  const { results } = await db.prepare('SELECT name FROM d1_migrations').all<{ name: string }>()
  const done = new Set(results.map(({ name }) => name))
  const fresh = (await statementsOf(folder)).filter(([name]) => !done.has(name))
  const applied = fresh.map(
    ([name, statements]) => `${statements}\nINSERT INTO d1_migrations (name) VALUES ('${name}')`,
  )
  if (applied.length > 0) await db.exec(applied.join('\n'))
}
