/** One executable file: Node itself, with the bundle and the machine code as its assets (Node's single executables). */
import { execFile } from 'node:child_process'
import { chmod, copyFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const require = createRequire(import.meta.url)

/** Node's own mark, which tells it that it has an application inside. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'

export const executableName = (system: string = process.platform) =>
  system === 'win32' ? 'unit-hall-ca.exe' : 'unit-hall-ca'

/** @param folder holds `host.cjs` and the `.node` files, and gets the executable */
export async function buildExecutable(script: string, folder: string): Promise<string> {
  const [config, blob, file] = ['sea.json', 'sea.blob', executableName()].map((name) =>
    join(folder, name),
  ) as [string, string, string]
  const assets = Object.fromEntries(['pkcs11.node', 'koffi.node'].map((name) => [name, join(folder, name)]))
  const settings = {
    ...{ main: script, output: blob, assets, disableExperimentalSEAWarning: true },
    // Neither the environment nor a signal makes it run or show anything else.
    ...{ execArgv: ['--disable-sigusr1'], execArgvExtension: 'none' },
  }
  await writeFile(config, JSON.stringify(settings))
  await run(process.execPath, ['--experimental-sea-config', config])
  await copyFile(process.execPath, file)
  await chmod(file, 0o755)
  // Debugging symbols are a fifth of it. On a Mac the signature that Apple wants goes first, and a new one comes last.
  if (process.platform === 'linux') await run('strip', [file]).catch(() => undefined)
  if (process.platform === 'darwin') await run('codesign', ['--remove-signature', file])
  const postject = join(dirname(require.resolve('postject')), 'cli.js')
  const segment = process.platform === 'darwin' ? ['--macho-segment-name', 'NODE_SEA'] : []
  await run(process.execPath, [postject, file, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', FUSE, ...segment])
  if (process.platform === 'darwin') await run('codesign', ['--sign', '-', file])
  await Promise.all([rm(config), rm(blob)])
  return file
}
