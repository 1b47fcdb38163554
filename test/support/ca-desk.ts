/** Where somebody signs in with a CA key: a browser with the extension, the native host it finds, keys plugged in. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { anApp } from './app-client.ts'
import type { Journeys } from './browser.ts'
import type { Issued } from './ca/authority.ts'
import type { Kind } from './ca/openssl.ts'
import { startAuthority, type TestAuthority } from './ca/start.ts'
import { trust } from './ca/trust.ts'
import { launchWithExtension, type WithExtension } from './extension.ts'
import { aDesk, type Desk } from './native-host/world.ts'
import { skfKeys } from './tokens/skf.ts'
import { softHsm } from './tokens/softhsm.ts'

/** Of every key that is plugged in. */
export const PIN = '24681357'

/** As long as a busy machine may take for a browser, a host and a token together. */
const PATIENCE_MS = 60_000
const KINDS = ['rsa', 'ec', 'sm2'] satisfies Kind[]

export interface CaDesk {
  ca: TestAuthority
  app: Awaited<ReturnType<typeof anApp>>
  desk: Desk
  browser: WithExtension
  /** A page of somebody who is signed in nowhere. */
  open(url: string): Promise<Page>
  /** This key and no other: SM2 behind SKF, the rest in SoftHSM behind PKCS#11. The host is installed with it. */
  plugIn(key: Issued): Promise<void>
}

/** A token with one key, in a folder of its own, and how the host gets at it. */
async function tokenOf(folder: string, key: Issued) {
  const name = randomBytes(6).toString('hex')
  if (key.kind === 'sm2') {
    const skf = await skfKeys(folder, name)
    await skf.plugIn('key', PIN, { signing: key })
    return { env: skf.env, config: { skf: [skf.library] } }
  }
  const hsm = await softHsm(join(folder, name))
  await hsm.token('单位的证书', PIN, [key])
  return { env: hsm.env, config: { pkcs11: [{ path: hsm.module }] } }
}

/** For one test file, on the world of its journeys. */
export function useCaDesk(world: Journeys): () => CaDesk {
  let there: CaDesk | undefined
  beforeAll(async () => {
    const [ca, app, desk, browser] = await Promise.all([
      startAuthority(),
      anApp(world),
      aDesk(),
      launchWithExtension({ halls: [world.hall.origin], patience: PATIENCE_MS }),
    ])
    for (const kind of KINDS) await trust(world.hall.db, ca, await ca.of(kind))
    const { context, host } = browser
    world.hear(context)
    context.setDefaultTimeout(PATIENCE_MS)
    there = {
      ...{ ca, app, desk, browser },
      async open(url) {
        await context.clearCookies()
        const page = await context.newPage()
        await page.goto(url)
        return page
      },
      async plugIn(key) {
        const { env, config } = await tokenOf(desk.folder, key)
        Object.assign(desk.env, env)
        await desk.configure({ origins: [world.hall.origin], ...config })
        await host.installAs(await desk.program())
        desk.person.saw.length = 0
        desk.person.will(`pin:${PIN}`)
      },
    }
  }, 3 * PATIENCE_MS)
  afterAll(async () => {
    await there?.browser.close()
    await Promise.all([there?.ca.stop(), there?.desk.close()])
  })
  return () => {
    if (!there) throw new Error('the desk is there in tests only')
    return there
  }
}
