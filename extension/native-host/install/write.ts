/** Puts the installers beside what they install, with the hall and the extension that this build is for. */
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EXTENSION_IDS, HOST_NAME } from '../../../schema/ca-bridge.ts'
import { isSafeOrigin } from '../origin.ts'

/** What `npm start` runs on this machine. */
const DEVELOPMENT_HALL = 'http://localhost:8787'

export interface Target {
  /** Halls that the host signs for. */
  origins: string[]
  /** Extensions that may start it: of Chrome and Edge, and of Firefox. */
  chromium: string[]
  firefox: string
}

/**
 * - `HALL_ORIGINS`: apart by spaces, as for the extension
 * - `STORE_IDS`: the ids that Chrome's and Edge's stores gave the extension, apart by spaces
 */
export function target(env: Record<string, string | undefined>): Target {
  const words = (text: string) => text.split(/\s+/).filter(Boolean)
  const origins = words(env.HALL_ORIGINS ?? DEVELOPMENT_HALL)
  const stores = words(env.STORE_IDS ?? '')
  for (const origin of origins)
    if (!isSafeOrigin(origin)) throw new Error(`not the origin of a hall: ${origin}`)
  for (const id of stores) if (!/^[a-p]{32}$/.test(id)) throw new Error(`not the id of an extension: ${id}`)
  return { origins, chromium: [EXTENSION_IDS.chromium, ...stores], firefox: EXTENSION_IDS.firefox }
}

const quoted = (words: string[]) => words.map((word) => `'${word}'`).join(', ')

/** Names that stand in the scripts as `@NAME@`: none holds a quote, which `target` sees to. */
const filled = (script: string, { origins, chromium, firefox }: Target, list: (words: string[]) => string) =>
  Object.entries({
    NAME: HOST_NAME,
    ORIGINS: list(origins),
    CHROMIUM: list(chromium),
    FIREFOX: firefox,
  }).reduce((text, [name, value]) => text.replaceAll(`@${name}@`, value), script)

/** The scripts of one system, by their file names. */
export async function installers(system: string, to: Target): Promise<Record<string, string>> {
  const windows = system === 'win32'
  const names = ['install', 'uninstall', 'places'].map((name) => `${name}.${windows ? 'ps1' : 'sh'}`)
  const texts = names.map(async (name) => {
    const script = await readFile(join(import.meta.dirname, name), 'utf8')
    const text = filled(script, to, windows ? quoted : (words) => words.join(' '))
    // Without this mark, Windows' own PowerShell takes Chinese for something else.
    return [name, windows ? `\ufeff${text.replaceAll('\n', '\r\n')}` : text] as const
  })
  return Object.fromEntries(await Promise.all(texts))
}

export async function writeInstallers(folder: string): Promise<void> {
  const scripts = await installers(process.platform, target(process.env))
  for (const [name, text] of Object.entries(scripts)) {
    await writeFile(join(folder, name), text)
    await chmod(join(folder, name), 0o755)
  }
}
