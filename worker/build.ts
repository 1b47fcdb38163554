/**
 * Builds the Worker: `node worker/build.ts` writes `.build/worker/`, which Wrangler deploys as it is, and the font of
 * certificates into `.build/assets/`.
 *
 * Wrangler's own bundler writes every Chinese character as six (`\u5355`), which makes the Worker a third larger to
 * load, and gives no way to say otherwise (docs/decisions/0027-the-worker-is-built-here.md).
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import { FONT_PATH } from './certificates/files.ts'
import { readTables, writeTables } from './certificates/pdf/sfnt.ts'

const ROOT = join(import.meta.dirname, '..')
const OUT = join(ROOT, '.build/worker')

/**
 * What libraries reach for by themselves and the hall never asks of them: charts, pivots, pictures, tables within a sheet and
 * passwords of workbooks; Web Workers, which this platform lacks, and the broken encryption of zip files.
 */
const UNASKED = {
  hucre: ['chart-writer.mjs', 'pivot-writer.mjs', 'drawing-writer.mjs', 'table-writer.mjs', 'agile.mjs'],
  '@zip.js/zip.js': ['codec-worker-web.js', 'zip-crypto-stream.js'],
}

/** Leaves them out. Whoever asked for one after all would be told that it is no function. */
const withoutUnasked: Plugin = {
  name: 'without-unasked',
  setup({ onResolve, onLoad, onEnd }) {
    for (const [library, files] of Object.entries(UNASKED)) {
      const wanted = new Set(files)
      const folder = join(ROOT, 'node_modules', library)
      onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
        const file = basename(path)
        if (!resolveDir.startsWith(folder) || !files.includes(file)) return undefined
        wanted.delete(file)
        // By its ending, a file would be taken for a module, of which every name has to be there.
        return { path: join(library, `${file} left out`), namespace: 'unasked' }
      })
      onEnd(() => ({
        errors: [...wanted].map((file) => ({ text: `${library} has no ${file} to leave out any more.` })),
      }))
    }
    onLoad({ filter: /./, namespace: 'unasked' }, () => ({ contents: 'module.exports = {}' }))
  },
}

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
  plugins: [withoutUnasked],
} satisfies BuildOptions

const FONT = join(ROOT, 'node_modules/@expo-google-fonts/noto-sans-sc')
/** What a document's font is made of; the rest is for screens and for editors. */
const KEPT = new Set(['cmap', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp'])

/** Puts the font of certificates among the files, its licence beside it, as that asks. */
async function layFont(): Promise<void> {
  const to = join(ROOT, '.build/assets', FONT_PATH)
  const tables = readTables(await readFile(join(FONT, '400Regular/NotoSansSC_400Regular.ttf')))
  const font = writeTables(new Map([...tables].filter(([tag]) => KEPT.has(tag))))
  const before = await readFile(to).catch(() => undefined)
  if (before?.equals(font)) return
  await mkdir(dirname(to), { recursive: true })
  await writeFile(to, font)
  await writeFile(join(dirname(to), 'LICENSE.txt'), await readFile(join(FONT, 'LICENSE_FONT')))
}

/** Throws with esbuild's messages when something does not build. */
export async function buildWorker(): Promise<void> {
  await rm(OUT, { recursive: true, force: true })
  await Promise.all([layFont(), build({ ...SETTINGS, outdir: OUT })])
}

if (import.meta.main) await buildWorker()
