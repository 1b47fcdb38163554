/**
 * Builds the native host: `node extension/native-host/build.ts` writes `.build/host/` with a bundle for this platform,
 * and one executable file that holds Node, the bundle and the machine code (docs/native-host.md).
 */

import { copyFile, mkdir, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { buildExecutable } from './executable.ts'
import { writeInstallers } from './install/write.ts'

const ROOT = join(import.meta.dirname, '../..')
export const HOST_OUT = join(ROOT, '.build/host')
const require = createRequire(import.meta.url)

/** `pkcs11js` loads its machine code from a place that only a development tree has. */
const addons: Plugin = {
  name: 'addons',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /pkcs11\.node$/ }, () => ({ path: 'pkcs11', namespace: 'addon' }))
    onLoad({ filter: /.*/, namespace: 'addon' }, ({ path }) => ({
      contents: `module.exports = require('./addons.ts').addon(${JSON.stringify(path)})`,
      resolveDir: import.meta.dirname,
    }))
  },
}

/** Where the two parts of machine code lie in this tree, by the name that the host knows them by. */
export function addonFiles(): Record<'pkcs11' | 'koffi', string> {
  const system = `${process.platform}-${process.arch}`
  const koffi = dirname(require.resolve(`@koromix/koffi-${system}/package.json`))
  return {
    pkcs11: join(dirname(require.resolve('pkcs11js')), 'build/Release/pkcs11.node'),
    koffi: join(koffi, `${process.platform}_${process.arch}/koffi.node`),
  }
}

/** One script of an entry and all that it uses, with the machine code beside it. */
export async function bundleHost(entry: string, folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const outfile = join(folder, 'host.cjs')
  await build({
    entryPoints: [entry],
    outfile,
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    charset: 'utf8',
    minifySyntax: true,
    plugins: [addons],
    logLevel: 'error',
  })
  for (const [name, file] of Object.entries(addonFiles())) await copyFile(file, join(folder, `${name}.node`))
  return outfile
}

export const bundleProduction = () => bundleHost(join(import.meta.dirname, 'main.ts'), HOST_OUT)

if (import.meta.main) {
  const script = await bundleProduction()
  await buildExecutable(script, HOST_OUT)
  await writeInstallers(HOST_OUT)
}
