/**
 * `npm run soak`: what `npm test` tries in fifty rounds, in a thousand (or `ROUNDS`): single-use things, and changed
 * certificates and signatures, a hundred of them a round. Takes a while.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './build.ts'
import { buildAll } from './build-all.ts'

await buildAll()
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const files = ['single-use', 'ca-mutations', 'ca-sm2-openssl'].map((name) => `test/worker/${name}`)
const args = ['run', '--config', 'test/vitest.config.ts', '--project', 'hall', ...files]
const env = { ...process.env, ROUNDS: process.env.ROUNDS ?? '1000' }
process.exitCode =
  spawnSync(process.execPath, [vitest, ...args], { cwd: root, stdio: 'inherit', env }).status ?? 1
