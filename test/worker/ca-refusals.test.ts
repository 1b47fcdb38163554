/** Every certificate that signs nobody in: its own sentence, the way on, and no more. */
import { describe, expect, it } from 'vitest'
import { type CaReason, caRefusals } from '../../schema/ca-refusals.ts'
import { aUnit, registerUnit } from '../support/builders.ts'
import { COMMON_PLACE, type Issued } from '../support/ca/authority.ts'
import { trust } from '../support/ca/trust.ts'
import { aUnitWithKey, challengeFor, keyOf, press, proofBy, type Signing } from '../support/ca-sign-in.ts'
import { Visitor } from '../support/client.ts'
import { headingOf, wordsOf } from '../support/html.ts'
import { useCa } from '../support/use-ca.ts'

const test = useCa()
const { world } = test
const DAY = 86_400_000
const from = (days: number) => new Date(Date.now() + days * DAY)

interface Case {
  reason: CaReason
  key: () => Promise<Issued>
  signing?: Signing
  /** Before the key is used. */
  before?: (key: Issued) => Promise<unknown>
}

const unit = aUnit()
const issue = (wanted: Parameters<typeof keyOf>[2] = {}) => keyOf(test.ca, unit, wanted)
const withUsage = (keyUsage: string) => issue({ extensions: { keyUsage } })

const CASES: Case[] = [
  { reason: 'ca_token_unreadable', key: issue, signing: { changed: { driver: 'none' as 'skf' } } },
  { reason: 'ca_certificate_unreadable', key: issue, signing: { changed: { certificate: 'AAAA' } } },
  { reason: 'ca_encryption_certificate', key: () => withUsage('critical,keyEncipherment,dataEncipherment') },
  { reason: 'ca_not_yet_valid', key: () => issue({ from: from(1), to: from(9) }) },
  { reason: 'ca_expired', key: () => issue({ from: from(-9), to: from(-1) }) },
  {
    reason: 'ca_untrusted',
    key: async () => (await test.ca.root('ec', { subject: '/C=CN/O=谁也不认的机构' })).issue(unit),
  },
  { reason: 'ca_revoked', key: issue, before: (key) => test.ca.revoke(key) },
  {
    reason: 'ca_revocation_unknown',
    key: issue,
    before: async () => {
      test.ca.ways.ocsp = 'broken'
    },
  },
  { reason: 'ca_signature_wrong', key: issue, signing: { origin: 'https://hall.example' } },
  { reason: 'ca_no_credit_code', key: () => issue({ extensions: { [COMMON_PLACE]: undefined } }) },
  {
    reason: 'ca_codes_differ',
    key: async () => {
      const [one, other] = [aUnit(), aUnit()]
      const root = await test.ca.root('ec', { subject: '/C=CN/O=写两处的机构' })
      await trust(world.hall.db, test.ca, root, { profile: 'jsca' })
      return root.issue({
        extensions: {
          [COMMON_PLACE]: `ASN1:UTF8String:${one.creditCode}`,
          '1.2.86.21.1.1': `ASN1:UTF8String:${other.creditCode}`,
        },
      })
    },
  },
  { reason: 'ca_no_unit', key: issue },
]

describe('a certificate that signs nobody in', () => {
  it.each(CASES.map((one) => [one.reason, one] as const))(
    '%s is told by its own page',
    async (reason, one) => {
      const key = await one.key()
      await one.before?.(key)
      const { visitor, reply } = await press(world, key, one.signing)
      test.ca.ways.ocsp = 'signed'
      const { title, text, status } = caRefusals[reason]
      expect([reply.status, headingOf(reply.text)]).toEqual([status, title])
      expect(wordsOf(reply.text)).toContain(text)
      expect(reply.text).toMatch(/<a class="button button-primary" href="\/(login|register)/)
      expect(visitor.cookies.size).toBe(0)
      const row = await world.hall.db
        .prepare(
          "SELECT unit_id, actor, result FROM audit WHERE act = 'sign_in_ca' ORDER BY seq DESC LIMIT 1",
        )
        .first()
      expect(row).toEqual({ unit_id: null, actor: 'visitor', result: reason })
    },
  )

  it('has a sentence for every reason that there is', () => {
    for (const { title, text } of Object.values(caRefusals)) {
      expect(title).toMatch(/^[\p{Script=Han} ，CA0-9]{4,20}$/u)
      expect(text).toMatch(/[\p{Script=Han}].*。$/u)
    }
  })

  it('leaves nothing of its subject, its code or its signature in any line of the log', async () => {
    const made = await registerUnit(world)
    const key = await keyOf(test.ca, made.unit)
    const by = new Visitor(world.hall.origin)
    const proof = await proofBy(world, key, await challengeFor(by))
    await by.submit('/login/ca', proof)
    await by.submit('/login/ca', proof)
    const { token } = proof
    const secrets = [made.unit.creditCode, made.unit.unitName, proof.challenge, JSON.parse(token).signature]
    for (const line of world.lines) for (const secret of secrets) expect(line).not.toContain(secret)
  })
})

describe('what no page sends', () => {
  it('is refused or begun anew, and never breaks', async () => {
    const by = () => new Visitor(world.hall.origin)
    const { key } = await aUnitWithKey(world, test)
    const good = await proofBy(world, key, await challengeFor(by()))
    const tokens = [
      '',
      '{',
      '[]',
      'null',
      '"x"',
      '{}',
      'x'.repeat(12_000),
      JSON.stringify({ format: 'unit-hall-ca/1' }),
    ]
    for (const token of tokens) {
      const given = await challengeFor(by())
      const { status, text } = await by().submit('/login/ca', { challenge: given.challenge, token })
      expect([token.slice(0, 20), status, headingOf(text)]).toEqual([
        token.slice(0, 20),
        422,
        '证书助手的回答读不懂',
      ])
    }
    expect((await by().submit('/login/ca', { ...good, token: 'x'.repeat(12_001) })).status).toBe(422)
    expect((await by().submit('/login/ca', { ...good, challenge: 'x'.repeat(101) })).status).toBe(422)
    const nothing = await by().submit('/login/ca?next=%2Fcenter', {})
    expect([nothing.status, nothing.headers.get('location')]).toEqual([303, '/login/ca?next=%2Fcenter'])
    for (const token of ['', 'x', 'x'.repeat(101)])
      expect((await by().submit('/login/ca/finish', { token })).headers.get('location')).toBe('/login/ca')
    expect((await by().submit('/login/ca', good)).status).toBe(303)
  })
})
