/** `npm test`: finds or installs what the tests need, builds, runs all of them, and says how many there were. */
import { spawnSync } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './build.ts'
import { buildAll } from './build-all.ts'
import { ensureOpenssl } from './ca/openssl.ts'
import { ensureChromium } from './chromium.ts'
import { useMemory } from './memory-disk.ts'
import { ensurePaperTools } from './paper-tools.ts'
import { ensureTokenTools } from './tokens/tools.ts'

interface Report {
  success: boolean
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { name: string; status: string; assertionResults: unknown[] }[]
}

const results = join(root, '.build/test-results.json')

useMemory()
process.env.CHROMIUM = ensureChromium()
ensureTokenTools()
ensureOpenssl()
ensurePaperTools()
await buildAll()
await rm(results, { force: true })
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`]
const run = spawnSync(
  process.execPath,
  [vitest, 'run', '--config', 'test/vitest.config.ts', ...reporters, ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
)

const report = JSON.parse(await readFile(results, 'utf8')) as Report
// A file that could not even be read has no tests of its own to fail: it counts as one.
const broken = report.testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
)
const skipped = report.numPendingTests + report.numTodoTests
const failed = report.numFailedTests + broken.length
for (const { name } of broken) console.error(`could not run: ${name}`)
if (skipped > 0) console.error(`${skipped} tests were skipped, which counts as a failure here`)
console.info(`tests: ${report.numPassedTests} passed, ${failed + skipped} failed`)
process.exitCode = run.status === 0 && failed + skipped === 0 ? 0 : 1
