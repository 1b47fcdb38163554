/**
 * Where tests put what they throw away: databases, profiles of browsers. On a disk a third of a hall's time goes to
 * waiting for it, which proves nothing, as no test pulls the plug.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const MEMORY = '/dev/shm'
const ENOUGH = 4 * 1024 ** 3

/** From here on, and in processes started from here, the folder for temporary files is in memory where that has room. */
export function useMemory(): void {
  if (!existsSync(MEMORY)) return
  const { bavail, bsize } = statfsSync(MEMORY)
  if (bavail * bsize < ENOUGH) return
  const folder = mkdtempSync(join(MEMORY, 'unit-hall-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  if (canRun(folder)) process.env.TMPDIR = folder
}

/** Some machines let nothing be run from there, as tests of the native host do. */
function canRun(folder: string): boolean {
  const path = join(folder, 'run')
  writeFileSync(path, '#!/bin/sh\n', { mode: 0o700 })
  return spawnSync(path).status === 0
}
