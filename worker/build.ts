/**
 * Builds the Worker: `node worker/build.ts` writes `.build/worker/`, which Wrangler deploys as it is.
 *
 * Wrangler's own bundler writes every Chinese character as six (`\u5355`), which makes the Worker a third larger to
 * load, and gives no way to say otherwise (docs/decisions/0027-the-worker-is-built-here.md).
 */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'

const ROOT = join(import.meta.dirname, '..')
const OUT = join(ROOT, '.build/worker')

export const SETTINGS = {
  entryPoints: { index: join(import.meta.dirname, 'index.ts') },
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  charset: 'utf8',
  sourcemap: 'linked',
  format: 'esm',
  target: 'es2024',
  conditions: ['workerd', 'worker', 'browser'],
  // What workerd has of its own.
  external: ['node:*', 'cloudflare:*'],
  loader: { '.wasm': 'copy' },
  define: { 'process.env.NODE_ENV': '"production"' },
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'error',
} satisfies BuildOptions

/** Throws with esbuild's messages when something does not build. */
export async function buildWorker(): Promise<void> {
  await rm(OUT, { recursive: true, force: true })
  await build({ ...SETTINGS, outdir: OUT })
}

if (import.meta.main) await buildWorker()
