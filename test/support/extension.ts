/** The extension as it is built, in a real Chromium with a profile of its own, and the native host it finds there. */
import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { BrowserContext } from 'playwright-core'
import { EXTENSION_IDS, HOST_NAME } from '../../schema/ca-bridge.ts'
import { launchProfile } from './browser-launch.ts'
import { root } from './build.ts'
import type { Part } from './stand-in-host.ts'

export const EXTENSION = `chrome-extension://${EXTENSION_IDS.chromium}`

const run = promisify(execFile)

/** Builds the Chromium extension for these halls into `folder`, in a process of its own; a second or two. */
export async function buildExtension(folder: string, halls: string[], patience: number): Promise<string> {
  const env = {
    HALL_ORIGINS: halls.join(' '),
    EXTENSION_PATIENCE_MS: String(patience),
    EXTENSION_OUT: folder,
  }
  await run(process.execPath, ['extension/build.ts', 'chrome'], {
    cwd: root,
    env: { ...process.env, ...env },
  })
  return join(folder, 'chrome')
}

export interface InstalledHost {
  /** Writes the manifest by which the browser finds the host; it names only our extension, or whom it is told. */
  install(allowed?: string): Promise<void>
  /** Another program in the stand-in's place: the host itself, for one. */
  installAs(program: string): Promise<void>
  uninstall(): Promise<void>
  /** What the host does from now on; what it heard before is forgotten. */
  plays(part: Part): Promise<void>
  /** What it was asked, and `{ kind: 'ended' }` when its input ended. */
  heard(): Promise<Record<string, unknown>[]>
  /** How many processes of it there are now. */
  running(): Promise<number>
}

const linesOf = async (file: string) =>
  (await readFile(file, 'utf8').catch(() => '')).split('\n').filter(Boolean)

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** A stand-in host in a profile's folder. */
function standInHost(profile: string): InstalledHost {
  const manifest = join(profile, 'NativeMessagingHosts', `${HOST_NAME}.json`)
  const program = join(profile, 'host.sh')
  const log = join(profile, 'heard.jsonl')
  const tell = async (path: string, allowed = `${EXTENSION}/`) => {
    await mkdir(dirname(manifest), { recursive: true })
    const host = { name: HOST_NAME, description: 'of the tests', type: 'stdio', path }
    await writeFile(manifest, JSON.stringify({ ...host, allowed_origins: [allowed] }))
  }
  return {
    async install(allowed) {
      const source = join(import.meta.dirname, 'stand-in-host.ts')
      await writeFile(program, `#!/bin/sh\nexec "${process.execPath}" "${source}" "${profile}" "$@"\n`)
      await chmod(program, 0o755)
      await tell(program, allowed)
    },
    installAs: (path) => tell(path),
    uninstall: () => rm(manifest, { force: true }),
    async plays(part) {
      await rm(log, { force: true })
      await writeFile(join(profile, 'part.json'), JSON.stringify(part))
    },
    heard: async () => (await linesOf(log)).map((line) => JSON.parse(line) as Record<string, unknown>),
    running: async () => (await linesOf(join(profile, 'pids'))).filter((pid) => isAlive(Number(pid))).length,
  }
}

export interface WithExtension {
  context: BrowserContext
  host: InstalledHost
  close(): Promise<void>
}

export interface ExtensionOptions {
  halls: string[]
  /** How long the extension waits for a host. */
  patience?: number
  /** Folders of further, unpacked extensions. */
  others?: string[]
  /** What somebody has allowed it who was asked: no test can press the browser's own button. */
  allowed?: string[]
}

async function allow(built: string, permissions: string[]): Promise<void> {
  const file = join(built, 'manifest.json')
  const manifest = JSON.parse(await readFile(file, 'utf8')) as { permissions: string[] }
  await writeFile(
    file,
    JSON.stringify({ ...manifest, permissions: [...manifest.permissions, ...permissions] }),
  )
}

/** Chromium with the extension in it. The host is there once it is installed. */
export async function launchWithExtension({
  halls,
  patience = 4_000,
  others = [],
  allowed = [],
}: ExtensionOptions): Promise<WithExtension> {
  const folder = await mkdtemp(join(tmpdir(), 'extension-'))
  const profile = join(folder, 'profile')
  const built = await buildExtension(join(folder, 'built'), halls, patience)
  if (allowed.length > 0) await allow(built, allowed)
  const loaded = [built, ...others].join(',')
  const context = await launchProfile(profile, {
    args: [`--load-extension=${loaded}`, `--disable-extensions-except=${loaded}`],
    // As with everybody at home, a page that is left is kept for the way back.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    viewport: { width: 1366, height: 768 },
    reducedMotion: 'reduce',
  })
  return {
    context,
    host: standInHost(profile),
    async close() {
      await context.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}
