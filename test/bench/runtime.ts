import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { convertV4MiniflareOptions, Miniflare, type V4WorkerOptions } from 'miniflare'

/** `origin` is the Worker's own socket: Miniflare's proxy in front of it would add the same to both sides. */
export type Running = { origin: string; miniflare: Miniflare; dispose(): Promise<void> }

/** A bundle's files as the runtime wants them: `index.js` first, compiled WebAssembly after it. */
function modules(folder: string) {
  const wasm = readdirSync(folder).filter((file) => file.endsWith('.wasm'))
  return [
    { type: 'ESModule' as const, path: 'index.js', contents: readFileSync(`${folder}/index.js`, 'utf8') },
    ...wasm.map((path) => ({
      type: 'CompiledWasm' as const,
      path,
      contents: Uint8Array.from(readFileSync(`${folder}/${path}`)),
    })),
  ]
}

/** Starts the Worker bundled into `folder` on a free port, with a D1 of its own as `DB`. */
export async function startWorker(folder: string, bindings: Record<string, string> = {}): Promise<Running> {
  const worker: V4WorkerOptions = {
    name: 'bench',
    modules: modules(folder),
    compatibilityDate: '2026-11-01',
    compatibilityFlags: ['nodejs_compat'],
    d1Databases: { DB: 'bench' },
    unsafeDirectSockets: [{}],
    bindings: { ORIGIN: 'http://127.0.0.1', SECRET: randomBytes(32).toString('hex'), ...bindings },
  }
  const miniflare = new Miniflare(convertV4MiniflareOptions({ workers: [worker] }))
  await miniflare.ready
  const { origin } = await miniflare.unsafeGetDirectURL('bench')
  return { origin, miniflare, dispose: () => miniflare.dispose() }
}
