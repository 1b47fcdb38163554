import { randomBytes } from 'node:crypto'
import { migrate } from '../support/build.ts'
import type { Kind } from '../support/ca/openssl.ts'
import { signText, tokenBy } from '../support/ca/sign.ts'
import { startAuthority, type TestAuthority } from '../support/ca/start.ts'
import { trust } from '../support/ca/trust.ts'
import { makeSecrets } from '../support/secrets.ts'
import { besideTrips } from './bare.ts'
import { bundleWorker } from './bundle.ts'
import type { Posted, Signed } from './ca.worker.ts'
import { type Client, client } from './client.ts'
import { byTurns, type Once, p50, p95 } from './measure.ts'
import { HERE, ROOT } from './places.ts'
import { asked, type Figure, ms, type Table } from './report.ts'
import { startWorker } from './runtime.ts'

const ROUNDS = 60
const WARM_UP = 15
const MOST_VERIFY_MS = 3
const MOST_PATH_MS = 25
const KINDS: Kind[] = ['sm2', 'rsa', 'ec']

/** SM2 by itself, ours and the peer's: a request that verifies once, less one that does not. */
async function signatures(http: Client, ca: TestAuthority): Promise<Figure> {
  const key = await ca.issue({ kind: 'sm2' })
  const message = `UNIT-HALL-CA/1:login:${'0'.repeat(64)}:${'1'.repeat(64)}`
  const signed: Signed = {
    key: key.certificate.subarray(key.certificate.indexOf('03420004', 'hex') + 3).toString('hex', 0, 65),
    message: Buffer.from(message).toString('hex'),
    signature: (await signText(key, message)).toString('hex'),
  }
  const post = (path: string) => () => http.ask(path, { method: 'POST', json: signed })
  const taken = await byTurns(
    { ours: post('/ours'), theirs: post('/theirs'), idle: post('/idle'), again: post('/idle') },
    ROUNDS,
    WARM_UP,
  )
  const idle = p50([...taken.idle, ...taken.again])
  const [subject, yardstick] = [p50(taken.ours) - idle, p50(taken.theirs) - idle]
  return {
    what: `SM2 verify, in workerd (p50 of ${ROUNDS})`,
    ...{ subject: ms(subject), yardstick: ms(yardstick), ratio: subject / yardstick },
    target: { aim: `≤ ${MOST_VERIFY_MS} ms`, met: subject <= MOST_VERIFY_MS },
  }
}

/** A whole token: leaf, intermediate and root, what was answered on revocation being kept. */
async function path(http: Client, db: D1Database, ca: TestAuthority, kind: Kind): Promise<Figure[]> {
  const issuer = await ca.of(kind)
  await trust(db, ca, issuer)
  const key = await ca.issue({ kind, creditCode: '91320100MA10000250' })
  const asking = { purpose: 'login', origin: 'https://hall.example', nonce: randomBytes(32) } as const
  const token = JSON.stringify(await tokenBy(key, asking))
  const json: Posted = { ...asking, token, nonce: asking.nonce.toString('base64') }
  const once: Once = () => http.ask('/verify', { method: 'POST', json })
  // The first one asks the CA.
  await once()
  const count = await http.counted(once)
  const { whole, trips } = await besideTrips({
    subject: { once, trips: 'r' },
    yardstick: { once, trips: 'r' },
  })
  const all = [...whole.subject, ...whole.yardstick]
  return [
    {
      what: `a token of kind ${kind}: leaf, intermediate, root, revocation, signature, credit code`,
      ...{ subject: `${ms(p50(all))} (p95 ${ms(p95(all))})`, yardstick: '' },
      target: { aim: `p50 ≤ ${MOST_PATH_MS} ms`, met: p50(all) <= MOST_PATH_MS },
    },
    { what: 'of that, a bare trip to D1', subject: ms(p50(trips.subject)), yardstick: '' },
    { what: 'asked of D1', subject: asked(count), yardstick: '' },
  ]
}

/** What it takes to believe a CA key. */
export async function ca(): Promise<Table> {
  const { hall } = await makeSecrets({ hall: 'http://localhost', sandbox: 'http://localhost:1' })
  const { PARTNERS, PARTNER_SECRETS } = hall
  const folder = await bundleWorker({ entry: `${HERE}/ca.worker.ts`, name: 'ca' })
  const running = await startWorker(folder, { PARTNERS, PARTNER_SECRETS })
  await migrate(running.db, `${ROOT}/schema/migrations`)
  const authority = await startAuthority()
  const http = client(running.origin)
  const figures = [await signatures(http, authority)]
  for (const kind of KINDS) figures.push(...(await path(http, running.db, authority, kind)))
  http.close()
  await Promise.all([running.dispose(), authority.stop()])
  return { title: 'CA keys', columns: ['ours', 'sm-crypto 0.5.8'], figures }
}
