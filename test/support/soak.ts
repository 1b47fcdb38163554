/**
 * `npm run soak`: what `npm test` tries in fifty rounds or fewer, in a thousand (or `ROUNDS`): single-use things, races,
 * and changed certificates and signatures, a hundred of them a round; and the runtime is killed a hundred times while a
 * roster is worked. Takes hours, and prints what each came to.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './build.ts'
import { buildAll } from './build-all.ts'
import { useMemory } from './memory-disk.ts'

useMemory()
await buildAll()
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const folder = join(root, 'test/worker')
/** Every race, and whatever else counts its rounds. */
const isSoaked = (name: string) =>
  /(races|histories|killed)\.test\.ts$/.test(name) ||
  readFileSync(join(folder, name), 'utf8').includes('support/rounds.ts')
const files = readdirSync(folder).filter((name) => name.endsWith('.test.ts') && isSoaked(name))
const named = files.map((name) => `test/worker/${name}`)
const args = ['run', '--config', 'test/vitest.config.ts', '--project', 'hall', ...named]
const env = { ...process.env, ROUNDS: process.env.ROUNDS ?? '1000', KILLS: '100' }
process.exitCode =
  spawnSync(process.execPath, [vitest, ...args], { cwd: root, stdio: 'inherit', env }).status ?? 1
