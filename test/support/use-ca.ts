/** The hall with the test authority on its trust list, for one test file. */
import { afterAll, beforeAll } from 'vitest'
import { anApp } from './app-client.ts'
import type { Kind } from './ca/openssl.ts'
import { startAuthority, type TestAuthority } from './ca/start.ts'
import { trust } from './ca/trust.ts'
import type { PairOptions } from './pair.ts'
import { usePair } from './use-pair.ts'

/** `kinds`: of keys whose issuers are on the list; an RSA key takes OpenSSL a second to make. */
export function useCa({ kinds = ['ec'], ...options }: PairOptions & { kinds?: Kind[] } = {}) {
  const world = usePair(options)
  let parts: { ca: TestAuthority; app: Awaited<ReturnType<typeof anApp>> } | undefined
  beforeAll(async () => {
    const ca = await startAuthority()
    for (const kind of kinds) await trust(world.hall.db, ca, await ca.of(kind))
    parts = { ca, app: await anApp(world) }
  }, 60_000)
  afterAll(() => parts?.ca.stop())
  const started = () => {
    if (!parts) throw new Error('the authority is there in tests only')
    return parts
  }
  return {
    world,
    get ca() {
      return started().ca
    },
    get app() {
      return started().app
    },
  }
}
