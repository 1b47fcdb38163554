/**
 * `npm run soak`: what `npm test` tries in fifty rounds or fewer, in a thousand (or `ROUNDS`): single-use things, races,
 * and changed certificates and signatures, a hundred of them a round. Takes hours, and prints what each came to.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './build.ts'
import { buildAll } from './build-all.ts'

await buildAll()
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const worker = (name: string) => `test/worker/${name}`
// Vitest takes them for parts of paths: the second is every file that ends in it.
const files = [worker('single-use'), 'races.test.ts', ...['ca-mutations', 'ca-sm2-openssl'].map(worker)]
const args = ['run', '--config', 'test/vitest.config.ts', '--project', 'hall', ...files]
const env = { ...process.env, ROUNDS: process.env.ROUNDS ?? '1000' }
process.exitCode =
  spawnSync(process.execPath, [vitest, ...args], { cwd: root, stdio: 'inherit', env }).status ?? 1
