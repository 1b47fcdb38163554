/** Builds what browsers load: `node widgets/build.ts` writes `.build/assets/` and `.build/manifest.json`. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { build, type Metafile, type OutputFile } from 'esbuild'
import { manifest as elementsManifest } from './embed/manifest.ts'
import { declarations } from './embed/types.ts'
import { BUDGETS, bytesOf } from './sizes.ts'

const HERE = import.meta.dirname
const OUT = join(HERE, '..', '.build')
/** What the hall serves as files. */
export const ASSETS = join(OUT, 'assets')

/** Everything hashed lives here, so that one cache rule covers it. */
const HASHED = 'a'
/** Chromium of 2022: 360 and other office browsers are years behind. */
const TARGET = ['chrome100', 'firefox100', 'safari15.4']

/** What pages need to know: addresses by name. Scripts name their own file first, then every chunk it needs. */
export interface Manifest {
  styles: Record<string, string>
  scripts: Record<string, string[]>
  mark: string
}

/** What editors fetch, from wherever they are. */
const forTools = (path: string) => `
${path}
  Cache-Control: public, max-age=300
  Cross-Origin-Resource-Policy: cross-origin
  Access-Control-Allow-Origin: *
  X-Content-Type-Options: nosniff
`

const HEADERS = `/${HASHED}/*
  Cache-Control: public, max-age=31536000, immutable
  X-Content-Type-Options: nosniff

/embed.js
  Cache-Control: public, max-age=300, stale-while-revalidate=86400
  Cross-Origin-Resource-Policy: cross-origin
  Access-Control-Allow-Origin: *
  X-Content-Type-Options: nosniff
${['/custom-elements.json', '/embed.d.ts'].map(forTools).join('')}`

const files = (...names: string[]) => names.map((name) => join(HERE, name))
const address = (output: string) => `/${HASHED}/${basename(output)}`

/** A script and all that it imports, directly or not; each once, itself first. */
function withChunks(outputs: Metafile['outputs'], output: string, seen = new Set<string>()): Set<string> {
  if (seen.has(output)) return seen
  seen.add(output)
  for (const { path } of outputs[output]?.imports ?? []) withChunks(outputs, path, seen)
  return seen
}

function readManifest(outputs: Metafile['outputs']): Manifest {
  const manifest: Manifest = { styles: {}, scripts: {}, mark: '' }
  for (const [output, { entryPoint }] of Object.entries(outputs)) {
    if (!entryPoint) continue
    const name = basename(output).replace(/-[A-Z0-9]{8}\.\w+$/, '')
    if (entryPoint.endsWith('.css')) manifest.styles[name] = address(output)
    else if (entryPoint.endsWith('.svg')) manifest.mark = address(output)
    else manifest.scripts[name] = [...withChunks(outputs, output)].map(address)
  }
  return manifest
}

/** Throws with esbuild's messages when something does not build. */
export async function buildWidgets(): Promise<Manifest> {
  const islands = (await readdir(join(HERE, 'islands'))).map((file) => join(HERE, 'islands', file))
  const common = {
    absWorkingDir: HERE,
    outdir: join(ASSETS, HASHED),
    bundle: true,
    minify: true,
    metafile: true,
    write: false,
    format: 'esm',
    target: TARGET,
    charset: 'utf8',
    logLevel: 'warning',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  } as const
  const hall = await build({
    ...common,
    entryPoints: [
      ...islands,
      ...files('hall.css', 'center.css', 'framed.css', 'framed-code.css', 'framed-key.css'),
      ...files('framed-widget.css', 'framed-check.css', 'ui/mark.svg'),
    ],
    entryNames: '[name]-[hash]',
    chunkNames: 'shared-[hash]',
    assetNames: '[name]-[hash]',
    splitting: true,
    loader: { '.svg': 'copy' },
  })
  // One file, not shared chunks: a portal's visitor has none of them yet, and each would be a further trip.
  const framed = await build({
    ...common,
    entryPoints: files(
      ...['islands/login-form.ts', 'islands/scan-status.ts', 'islands/ca-login.ts'],
      ...['embed/frame.ts', 'embed/web-message.ts', 'embed/widget-frame.ts'],
    ),
    entryNames: 'framed-[name]-[hash]',
  })
  const embed = join(HERE, 'embed/embed.ts')
  const script = await build({ ...common, entryPoints: [embed], outdir: ASSETS, format: 'iife' })
  const outputs = { ...hall.metafile.outputs, ...framed.metafile.outputs }
  const manifest = readManifest(outputs)
  for (const { path, contents } of [hall, framed, script].flatMap(({ outputFiles }) => outputFiles))
    await put(path, contents)
  await put(join(ASSETS, 'custom-elements.json'), Buffer.from(JSON.stringify(elementsManifest, null, 2)))
  await put(join(ASSETS, 'embed.d.ts'), Buffer.from(declarations))
  await put(join(ASSETS, '_headers'), Buffer.from(HEADERS))
  await put(join(OUT, 'manifest.json'), Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`))
  await sweep(Object.keys(outputs).map((output) => basename(output)))
  return manifest
}

/** Writes what is new. A file that is the same stays untouched: somebody may be reading it. */
async function put(path: string, contents: OutputFile['contents']): Promise<void> {
  const before = await readFile(path).catch(() => undefined)
  if (before?.equals(contents)) return
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, contents)
}

/** Takes away what earlier builds left. Afterwards, not before: somebody may be serving the folder. */
async function sweep(fresh: string[]): Promise<void> {
  const folder = join(ASSETS, HASHED)
  for (const file of await readdir(folder)) {
    if (!fresh.includes(file)) await rm(join(folder, file), { force: true })
  }
}

if (import.meta.main) {
  const manifest = await buildWidgets()
  for (const [page, { style, islands, bytes }] of Object.entries(BUDGETS)) {
    const used = await bytesOf(ASSETS, manifest, style, [...islands])
    console.info(`${page.padEnd(18)} ${String(used).padStart(6)} B brotli of ${bytes}`)
  }
}
