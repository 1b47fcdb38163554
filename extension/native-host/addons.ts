/**
 * The two parts that are machine code. They lie beside the bundle, or inside the single executable: the system loads
 * code from files only, so there they are written to a folder of this user's own first.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { getRawAsset, isSea } from 'node:sea'

export type AddonName = 'pkcs11' | 'koffi'

export function addon<T>(name: AddonName): T {
  const file = isSea() ? unpacked(name) : join(__dirname, `${name}.node`)
  const loaded = { exports: {} }
  process.dlopen(loaded, file)
  return loaded.exports as T
}

/** Where one user's programs keep what they can make again. */
export function cacheFolder(): string {
  if (process.platform === 'win32') return join(process.env.LOCALAPPDATA ?? homedir(), 'unit-hall-ca')
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches/unit-hall-ca')
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'unit-hall-ca')
}

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

function unpacked(name: AddonName): string {
  const wanted = new Uint8Array(getRawAsset(`${name}.node`))
  const folder = ownFolder(cacheFolder())
  const file = join(folder, `${name}-${hash(wanted).toString('hex').slice(0, 16)}.node`)
  if (!holds(file, wanted)) {
    // Renamed into place: another host that starts right now never loads half a file.
    const fresh = `${file}.${process.pid}`
    writeFileSync(fresh, wanted, { mode: 0o500, flag: 'wx' })
    renameSync(fresh, file)
  }
  return file
}

/** Read and compared each time: what is loaded is what was built in. */
function holds(file: string, wanted: Uint8Array): boolean {
  try {
    return lstatSync(file).isFile() && timingSafeEqual(hash(readFileSync(file)), hash(wanted))
  } catch {
    return false
  }
}

/** A real folder, this user's, closed to others. One that is anything else is not used. */
function ownFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const found = lstatSync(folder)
  const mine = process.getuid === undefined || found.uid === process.getuid()
  if (!found.isDirectory() || !mine) throw new Error('the folder for unpacked libraries is not ours')
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) chmodSync(folder, 0o700)
  return folder
}

/** Everything that was unpacked, for the uninstaller. */
export const removeUnpacked = (): void => rmSync(cacheFolder(), { recursive: true, force: true })
