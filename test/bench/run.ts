/**
 * `npm run bench`: measures the hall beside its peers, prints the tables, writes `.bench/results.json`.
 *
 * - `npm run bench -- hash sizes` runs those only.
 * - `npm run bench -- --strict` ends with a failure when a target is missed.
 */
import { parseArgs } from 'node:util'
import { buildHall } from '../support/build-all.ts'
import { batch } from './batch.ts'
import { ca } from './ca.ts'
import { cases } from './cases.ts'
import { extension } from './extension.ts'
import { hash } from './hash.ts'
import { installPeers } from './peers/install.ts'
import { queries } from './queries.ts'
import { markdown, missed, save, type Table } from './report.ts'
import { rosters } from './rosters.ts'
import { scale } from './scale.ts'
import { sessionCheck } from './session-check.ts'
import { signIn } from './sign-in.ts'
import { sizes } from './sizes.ts'
import { tokens } from './tokens.ts'
import { waiting } from './waiting.ts'

const BENCHES: Record<string, () => Promise<Table>> = {
  hash,
  'sign-in': signIn,
  'session-check': sessionCheck,
  tokens,
  waiting,
  scale,
  cases,
  queries,
  batch,
  ca,
  sizes,
  extension,
  rosters,
}

const { values, positionals } = parseArgs({
  options: { strict: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const wanted = positionals.length > 0 ? positionals : Object.keys(BENCHES)

await installPeers()
await buildHall()

const tables: Table[] = []
for (const name of wanted) {
  const bench = BENCHES[name]
  if (!bench) throw new Error(`There is no bench “${name}”; there are ${Object.keys(BENCHES).join(', ')}.`)
  const table = await bench()
  console.info(`\n${markdown(table)}`)
  tables.push(table)
}
save(tables)

const misses = missed(tables)
console.info(
  misses.length === 0 ? 'Every target met.' : `Missed: ${misses.map(({ what }) => what).join('; ')}.`,
)
if (values.strict && misses.length > 0) process.exitCode = 1
