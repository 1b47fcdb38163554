import { build } from 'esbuild'
import { swapFiles } from '../support/swap-files.ts'
import { OUT, PEERS, ROOT } from './places.ts'

export type BundleOptions = {
  /** Source file. */
  entry: string
  /** Folder under `.bench/` that the bundle goes into. */
  name: string
  /** Files to put in another's place: absolute path of the file → absolute path of its stand-in. */
  instead?: Record<string, string>
}

/**
 * Bundles a Worker as Wrangler does: ES module, the `workerd` conditions, `.wasm` beside it. Bare imports that
 * the project lacks are found among the peers. Returns the folder that holds `index.js`.
 */
export async function bundleWorker({ entry, name, instead = {} }: BundleOptions): Promise<string> {
  const outdir = `${OUT}/${name}`
  await build({
    entryPoints: { index: entry },
    outdir,
    absWorkingDir: ROOT,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2024',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['node:*', 'cloudflare:*'],
    loader: { '.wasm': 'copy' },
    // workerd has neither `process.env` to read at build time nor a reason to run development checks.
    define: { 'process.env.NODE_ENV': '"production"' },
    jsx: 'automatic',
    jsxImportSource: 'preact',
    nodePaths: [`${PEERS}/node_modules`],
    plugins: [swapFiles(instead)],
    logLevel: 'error',
  })
  return outdir
}
