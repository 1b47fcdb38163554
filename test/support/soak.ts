/** `npm run soak`: what `npm test` tries in fifty rounds, in a thousand (or `ROUNDS`). Takes a while. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './build.ts'
import { buildAll } from './build-all.ts'

await buildAll()
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const args = ['run', '--config', 'test/vitest.config.ts', '--project', 'hall', 'test/worker/single-use']
const env = { ...process.env, ROUNDS: process.env.ROUNDS ?? '1000' }
process.exitCode =
  spawnSync(process.execPath, [vitest, ...args], { cwd: root, stdio: 'inherit', env }).status ?? 1
