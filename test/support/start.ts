/** `npm start` and `npm run dev`: everything on this machine, until Ctrl-C. */
import { watch } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { demoClerks } from '../sandbox/authenticator/demo.ts'
import { root } from './build.ts'
import { buildAll, buildHall } from './build-all.ts'
import { ensureOpenssl } from './ca/openssl.ts'
import { startAuthority, type TestAuthority } from './ca/start.ts'
import { trust } from './ca/trust.ts'
import { seedNotices } from './notices.ts'
import { seed, seedClerks } from './seed.ts'
import { startWorld, type World } from './world.ts'

export const dataFolder = join(root, '.data')

const port = (name: string, fallback: number) => Number(process.env[name]) || fallback

const guide = ({ hall, sandbox, portal }: World) => `
ready  the hall           ${hall.origin}
       the phone          ${sandbox.origin}      faces, text messages, scanning
       the city portal    ${portal.origin}

Try this:
  1. Open ${hall.origin}/register/person and register yourself; a made-up person is at
     ${sandbox.origin}/people. Do the face check and read the text message on the phone page.
  2. Open ${hall.origin}/register/unit and register a unit, for example 91320100MA10000250.
  3. Sign in at ${hall.origin}/login.
  4. Open ${portal.origin} and sign in inside the portal's own page.
  5. Open ${hall.origin}/counter/login as one of the counter's people; their codes are at ${sandbox.origin}/authenticator:
${demoClerks.map(({ loginName, password, role }) => `       ${loginName.padEnd(10)} ${password.padEnd(13)} ${role}`).join('\n')}
  6. The first page of ${sandbox.origin} lists every other way in and back in, and what to do at each.

Ctrl-C ends everything; \`npm run reset\` empties the data.
`

/** The units to look around in: made at the first start, told at each. */
async function seedUnits(world: World): Promise<string> {
  const file = join(dataFolder, 'demo-units.txt')
  const kept = await readFile(file, 'utf8').catch(() => undefined)
  if (kept) return kept
  const { password, units } = await seed(world)
  // Begun by a start that was ended before it was done: `npm run reset` makes them anew.
  if (units.length === 0) return ''
  const lines = units.map(
    ({ name, unit, shows, accounts }) => `  ${name}  ${unit}  (${shows})
${accounts.map(({ role, person }) => `       ${person}  ${role}`).join('\n')}`,
  )
  const told = `
Units to look around in, signed in with credit code, document number and the password ${password}:
${lines.join('\n')}
`
  await writeFile(file, told)
  return told
}

/** The platform's clock, which the local runtime has none of: follows parcels, links the audit, cleans up. */
const MINUTE = 60_000
function runTheClock(world: World): void {
  setInterval(() => {
    world.hall.tick().catch((error: Error) => console.error(`the clock: ${error.message}`))
  }, MINUTE)
}

/** CAs whose keys sign in here: those of the tests, and only in a hall on this machine. */
async function seedAuthority({ hall }: World): Promise<TestAuthority | undefined> {
  try {
    ensureOpenssl()
    const authority = await startAuthority({ port: port('CA_PORT', 8790), folder: join(dataFolder, 'ca') })
    for (const kind of ['sm2', 'rsa', 'ec'] as const)
      await trust(hall.db, authority, await authority.of(kind))
    return authority
  } catch (error) {
    console.error(`no CA to try keys of: ${error instanceof Error ? error.message : error}`)
    return undefined
  }
}

/** Builds again and restarts the hall after a change of its sources. */
function rebuildOnChange(world: World): void {
  let timer: NodeJS.Timeout | undefined
  const rebuild = async () => {
    const began = performance.now()
    await buildHall()
      .then(() => world.hall.reload())
      .then(() => console.info(`rebuilt in ${Math.round(performance.now() - began)} ms`))
      .catch((error: Error) => console.error(error.message))
  }
  for (const folder of ['worker', 'widgets', 'schema']) {
    watch(join(root, folder), { recursive: true }, () => {
      clearTimeout(timer)
      timer = setTimeout(rebuild, 150)
    })
  }
}

if (import.meta.main) {
  await buildAll()
  const ports = {
    hall: port('HALL_PORT', 8787),
    sandbox: port('SANDBOX_PORT', 8788),
    portal: port('PORTAL_PORT', 8789),
  }
  const watching = process.argv.includes('--watch')
  const world = await startWorld({
    ports,
    persist: dataFolder,
    roomyLimits: false,
    ...(watching && { onLine: console.info }),
  })
  await seedClerks(world)
  await seedNotices(world.hall.db)
  const authority = await seedAuthority(world)
  console.info(guide(world))
  seedUnits(world).then(console.info, (error: Error) =>
    console.error(`no units to look around in: ${error.message}`),
  )
  runTheClock(world)
  if (watching) rebuildOnChange(world)
  const end = async () => {
    await Promise.all([world.close(), authority?.stop()])
    process.exit(0)
  }
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
}
