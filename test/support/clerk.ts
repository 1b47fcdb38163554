/**
 * `npm run clerk -- --login wangxy --name 王小燕 --office 鼓楼区人社窗口 [--role administrator] [--sql]`: makes a counter
 * clerk in the local data, or with `--sql` prints the line for a deployed database, sealed with the keys in the
 * environment (`SEALING_KEYS`, `PEPPERS`). Prints the first password and the authenticator's QR code, once.
 */
import { randomInt } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { renderUnicodeCompact } from 'uqr'
import { insertClerk, type Keys, makeClerk, sqlOf } from './clerks.ts'
import { startHall } from './hall.ts'
import { dataFolder } from './start.ts'

const { values } = parseArgs({
  options: {
    ...{ login: { type: 'string' }, name: { type: 'string' }, office: { type: 'string' } },
    ...{ role: { type: 'string', default: 'clerk' }, sql: { type: 'boolean', default: false } },
  },
})

function stop(words: string): never {
  console.error(words)
  process.exit(1)
}

const { login = '', name = '', office = '', role } = values
if (!/^[a-z][a-z0-9._-]{1,39}$/.test(login)) stop('--login: 2 to 40 small letters, digits, dots, hyphens')
if (!name || !office) stop('--name and --office must be given')
if (role !== 'clerk' && role !== 'administrator') stop('--role: clerk or administrator')

/** Without letters and digits that look alike. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789'
const password = Array.from({ length: 16 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')

const fromEnvironment = (): Keys => {
  const { SEALING_KEYS, PEPPERS } = process.env
  if (!SEALING_KEYS || !PEPPERS) stop('--sql: SEALING_KEYS and PEPPERS must be in the environment')
  return { SEALING_KEYS, PEPPERS }
}

/** Those of the local data, which `npm start` made. */
async function localKeys(): Promise<Keys> {
  const files = await readdir(dataFolder).catch(() => [])
  const file = files.find((one) => one.startsWith('secrets-'))
  if (!file) stop('no local data yet: run `npm start` once')
  return (JSON.parse(await readFile(join(dataFolder, file), 'utf8')) as { hall: Keys }).hall
}

const keys = values.sql ? fromEnvironment() : await localKeys()
const clerk = await makeClerk(keys, { loginName: login, name, office, role, password })
if (values.sql) {
  console.info(sqlOf(clerk))
} else {
  const hall = await startHall({ persist: join(dataFolder, 'hall') })
  const added = await insertClerk(hall.db, clerk)
  await hall.dispose()
  if (!added) stop(`there is a clerk ${login} already`)
}
// Beside the line of SQL, which may go to a file.
console.error(`
login     ${login}
password  ${password}
${clerk.uri}

${renderUnicodeCompact(clerk.uri)}
Hand these over in person; they are shown this once.`)
