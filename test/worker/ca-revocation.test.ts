import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { stopAuthority } from '../../worker/ca/trust-store.ts'
import type { Bindings } from '../../worker/lib/env.ts'
import type { CrlWay, OcspWay } from '../support/ca/answers.ts'
import type { Authority, Issued } from '../support/ca/authority.ts'
import { counting, outcomeOf } from '../support/ca/hall.ts'
import type { Kind } from '../support/ca/openssl.ts'
import { type Fault, startAuthority, type TestAuthority } from '../support/ca/start.ts'
import { forgetAnswers, trust } from '../support/ca/trust.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const creditCode = '91320100MA10000250'
const HOUR = 60 * 60_000

let ca: TestAuthority
beforeAll(async () => {
  ca = await startAuthority()
  vi.spyOn(console, 'info').mockImplementation((line: string) => void written.push(line))
})
afterAll(() => {
  vi.restoreAllMocks()
  return ca.stop()
})
beforeEach(() => {
  ca.ways = { ocsp: 'signed', crl: 'signed' }
  ca.asked.length = 0
})

/** What this process needs to verify as the hall does, with the hall's own database. */
const env = (db = world.hall.db) => ({ DB: db, ...world.secrets }) as unknown as Bindings
/** The same for a hall that waits for nobody for long. */
const hurried = () => {
  const settings = JSON.parse(world.secrets.PARTNERS)
  return { ...env(), PARTNERS: JSON.stringify({ ...settings, revocation: { timeoutMs: 300 } }) }
}
const written: string[] = []

/** A CA of its own, so that what one test leaves behind is no other's. */
async function aCa(
  kind: Kind,
  settings: Parameters<typeof trust>[3] = {},
): Promise<Authority & { row: string }> {
  const root = await ca.root(kind, { subject: `/CN=root ${Math.random()}` })
  const authority = ca.keep(await root.under({ subject: `/CN=ca ${Math.random()}` }))
  // Made beforehand: nobody's sign-in waits for a responder to be born.
  await ca.answers(authority).responder('named')
  const answers = { ocspUrl: ca.ocspUrl(authority), crlUrl: ca.crlUrl(authority) }
  return { ...authority, row: await trust(world.hall.db, ca, authority, { ...answers, ...settings }) }
}
const byOcsp = { crlUrl: null }
const byList = { ocspUrl: null }

/** As if so much time had gone by since the CA was asked. */
const age = ({ row }: { row: string }, ms: number) =>
  world.hall.db.batch(
    ['ca_crl', 'ca_ocsp'].map((table) =>
      world.hall.db
        .prepare(
          `UPDATE ${table} SET this_update = this_update - ?2, next_update = next_update - ?2
           ${table === 'ca_crl' ? ', tried_at = tried_at - ?2' : ''} WHERE authority_id = ?1`,
        )
        .bind(row, ms),
    ),
  )
const forget = ({ row }: { row: string }) => forgetAnswers(world.hall.db, row)

describe('a CA that is asked', () => {
  it.each<Kind>(['sm2', 'rsa', 'ec'])('of kind %s vouches for a key, until it revokes it', async (kind) => {
    const issuer = await aCa(kind)
    const [key, other] = [await issuer.issue({ creditCode }), await issuer.issue({ creditCode })]
    expect(await outcomeOf(env(), key)).toBe('proves its unit')
    await issuer.revoke(key)
    // Its answers still count, for the hour that they gave themselves.
    expect(await outcomeOf(env(), key)).toBe('proves its unit')
    await age(issuer, 2 * HOUR)
    expect(await outcomeOf(env(), key)).toBe('ca_revoked')
    expect(await outcomeOf(env(), other)).toBe('proves its unit')
  })

  it('is asked for its list and for the key, and the second time for nothing, in one trip to the database', async () => {
    const issuer = await aCa('sm2')
    const [intermediate, root] = issuer.line as [Authority, Authority]
    const [key, other] = [await issuer.issue({ creditCode }), await issuer.issue({ creditCode })]
    await outcomeOf(env(), key)
    expect(ca.asked.sort()).toEqual(
      [`crl ${root.id}`, `crl ${intermediate.id}`, `ocsp ${intermediate.id}`].sort(),
    )
    const { db, trips } = counting(world.hall.db)
    expect(await outcomeOf(env(db), key)).toBe('proves its unit')
    expect([ca.asked.length, trips()]).toEqual([3, 1])
    await outcomeOf(env(), other)
    expect(ca.asked.slice(3)).toEqual([`ocsp ${intermediate.id}`])
  })

  it('revokes by its list alone, and by OCSP alone', async () => {
    for (const settings of [byList, byOcsp]) {
      const issuer = await aCa('ec', settings)
      const key = await issuer.issue({ creditCode })
      await issuer.revoke(key, 'certificateHold')
      expect(await outcomeOf(env(), key)).toBe('ca_revoked')
      // What was on hold may come back.
      await issuer.release(key)
      await age(issuer, 25 * HOUR)
      expect(await outcomeOf(env(), key)).toBe('proves its unit')
    }
  })

  it('can be revoked itself, by the one above it', async () => {
    const issuer = await aCa('ec')
    const key = await issuer.issue({ creditCode })
    const [, root] = issuer.line as [Authority, Authority]
    await root.revoke({ ...key, certificatePem: issuer.certificatePem })
    expect(await outcomeOf(env(), key)).toBe('ca_revoked')
  })

  it('does not answer for longer than the trust list lets it', async () => {
    const issuer = await aCa('ec', { freshHours: 1, ...byList })
    const key = await issuer.issue({ creditCode })
    await outcomeOf(env(), key)
    ca.ways.crl = 'broken'
    // Its list is good for a day by its own word.
    await age(issuer, 0.9 * HOUR)
    expect(await outcomeOf(env(), key)).toBe('proves its unit')
    await age(issuer, 0.2 * HOUR)
    expect(await outcomeOf(env(), key)).toBe('ca_revocation_unknown')
  })

  it('no longer counts once it is stopped, nor does what it answered', async () => {
    const issuer = await aCa('ec')
    const key = await issuer.issue({ creditCode })
    await issuer.revoke(await issuer.issue())
    await outcomeOf(env(), key)
    await stopAuthority(world.hall.db, issuer.row, Date.now()).run()
    expect(await outcomeOf(env(), key)).toBe('ca_untrusted')
    for (const table of ['ca_crl', 'ca_revoked', 'ca_ocsp']) {
      const left = world.hall.db.prepare(`SELECT count(*) AS n FROM ${table} WHERE authority_id = ?`)
      expect(await left.bind(issuer.row).first('n'), table).toBe(0)
    }
  })
})

const NOWHERE: Fault[] = ['silent', 'broken', 'nonsense', 'moved', 'endless']

describe('an answer by OCSP', () => {
  let issuer: Awaited<ReturnType<typeof aCa>>
  let key: Issued
  beforeAll(async () => {
    issuer = await aCa('sm2', byOcsp)
    key = await issuer.issue({ creditCode })
    // The root's list is kept from now on.
    await outcomeOf(env(), key)
  })
  beforeEach(() => forget(issuer))

  it.each<OcspWay>(['signed', 'issuer', 'unnonced'])('counts when it is %s', async (way) => {
    ca.ways.ocsp = way
    expect(await outcomeOf(env(), key)).toBe('proves its unit')
  })

  it.each<OcspWay | Fault>(['stranger', 'unit', ...NOWHERE])('is none when it is by %s', async (way) => {
    ca.ways.ocsp = way
    expect(await outcomeOf(way === 'silent' ? hurried() : env(), key)).toBe('ca_revocation_unknown')
  })

  it('is none when it was recorded, whether of this certificate or of another', async () => {
    expect(await outcomeOf(env(), key)).toBe('proves its unit')
    ca.ways.ocsp = 'recorded'
    expect(await outcomeOf(env(), await issuer.issue({ creditCode }))).toBe('ca_revocation_unknown')
    await forget(issuer)
    expect(await outcomeOf(env(), key)).toBe('ca_revocation_unknown')
  })

  it('says unknown of what the CA never issued', async () => {
    const stray = await issuer.issue({ creditCode })
    await issuer.forget(stray)
    expect(await outcomeOf(env(), stray)).toBe('ca_revocation_unknown')
  })

  it('by a responder that may be revoked counts while a list does not name it', async () => {
    ca.ways.ocsp = 'checked'
    expect(await outcomeOf(env(), key)).toBe('ca_revocation_unknown')
    const both = await aCa('ec')
    const other = await both.issue({ creditCode })
    expect(await outcomeOf(env(), other)).toBe('proves its unit')
    await both.revoke(await ca.answers(both).responder('checked'))
    await forget(both)
    expect(await outcomeOf(env(), other)).toBe('ca_revocation_unknown')
  })
})

describe('a list', () => {
  let issuer: Awaited<ReturnType<typeof aCa>>
  let key: Issued
  beforeAll(async () => {
    issuer = await aCa('sm2', byList)
    key = await issuer.issue({ creditCode })
    await outcomeOf(env(), key)
  })

  it.each<CrlWay | Fault>(['stranger', 'stale', 'delta', 'part', ...NOWHERE])(
    'is none when it is %s',
    async (way) => {
      await forget(issuer)
      ca.ways.crl = way
      expect(await outcomeOf(way === 'silent' ? hurried() : env(), key)).toBe('ca_revocation_unknown')
    },
  )

  it('is fetched once, however many keys wait for it, and not again within a minute', async () => {
    const keys = await Promise.all(Array.from({ length: 4 }, () => issuer.issue({ creditCode })))
    await forget(issuer)
    await Promise.all(keys.map((one) => outcomeOf(env(), one)))
    expect(ca.asked).toEqual([`crl ${issuer.id}`])
    await forget(issuer)
    ca.ways.crl = 'broken'
    const began = Date.now()
    const late = (seconds: number) => outcomeOf(env(), key, began + seconds * 1000)
    expect([await late(0), await late(30)]).toEqual(Array(2).fill('ca_revocation_unknown'))
    ca.ways.crl = 'signed'
    expect([await late(59), await late(61)]).toEqual(['ca_revocation_unknown', 'proves its unit'])
  })

  it('is renewed by the clock of the hall, before anybody waits for it', async () => {
    const revoked = await issuer.issue({ creditCode })
    await issuer.revoke(revoked)
    await forget(issuer)
    await world.hall.tick()
    const row = await world.hall.db
      .prepare('SELECT serial FROM ca_revoked WHERE authority_id = ?')
      .bind(issuer.row)
      .first('serial')
    expect([ca.asked, row]).toEqual([[`crl ${issuer.id}`], revoked.serial])
    expect(await outcomeOf(env(), revoked)).toBe('ca_revoked')
    await world.hall.tick()
    expect(ca.asked).toHaveLength(1)
  })
})

it('nothing that is logged names a key or a unit', () => {
  expect(written.length).toBeGreaterThan(5)
  for (const line of written)
    expect(Object.keys(JSON.parse(line))).toEqual(
      line.includes('ca_disbelieved') ? ['at', 'authority', 'what'] : ['at', 'partner', 'kind', 'detail'],
    )
  expect(written.join()).not.toMatch(/[0-9a-f]{30}|[0-9A-Z]{18}/)
})
