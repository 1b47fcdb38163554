import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chainOf } from '../../worker/ca/chain.ts'
import { verifyToken } from '../../worker/ca/verify.ts'
import { readCertificate } from '../../worker/ca/x509/certificate.ts'
import type { Authority, Issued, Wanted } from '../support/ca/authority.ts'
import { listed, memoryTrust } from '../support/ca/memory-trust.ts'
import { openssl } from '../support/ca/openssl.ts'
import { tokenBy } from '../support/ca/sign.ts'
import { startAuthority, type TestAuthority } from '../support/ca/start.ts'

const now = Date.now() + 10 * 60_000
const DAY = 86_400_000
const asked = { purpose: 'login', origin: 'https://hall.example', nonce: randomBytes(32), now } as const
const creditCode = '91320100MA10000250'

let ca: TestAuthority
beforeAll(async () => {
  ca = await startAuthority()
})
afterAll(() => ca.stop())

/** What a key comes to where the list is these CAs. */
async function outcome(key: Issued, list: Authority[]): Promise<string> {
  const token = JSON.stringify(await tokenBy(key, asked))
  const known = memoryTrust(
    list.map((one) => listed(one)),
    now,
  )
  const found = await verifyToken({ ...asked, token }, known)
  return found.ok ? 'proves its unit' : found.error
}

const critical = (oid: string) => ({ [oid]: 'critical,ASN1:UTF8String:x' })
const ANOTHER = '1.3.6.1.4.1.311.99.1'

describe('the chain above a certificate', () => {
  it.each(['sm2', 'ec', 'rsa'] as const)('of kind %s must be on the list to its root', async (kind) => {
    const issuer = await ca.of(kind)
    const [intermediate, root] = issuer.line as [Authority, Authority]
    const key = await issuer.issue({ creditCode })
    expect(await outcome(key, [intermediate, root])).toBe('proves its unit')
    expect(await outcome(key, [root, intermediate])).toBe('proves its unit')
    expect(await outcome(key, [intermediate])).toBe('ca_untrusted')
    expect(await outcome(key, [root])).toBe('ca_untrusted')
    expect(await outcome(key, [])).toBe('ca_untrusted')
  })

  it('may go from one kind of key to another', async () => {
    const root = await ca.root('rsa')
    const intermediate = await root.under({ kind: 'sm2' })
    const key = await intermediate.issue({ kind: 'ec', creditCode })
    expect(await outcome(key, intermediate.line)).toBe('proves its unit')
  })

  it('is one of signatures, not of names', async () => {
    const issuer = await ca.of('sm2')
    const root = issuer.line[1] as Authority
    const key = await issuer.issue({ creditCode })
    const twin = await ca.root('sm2', { subject: issuer.subject })
    const withoutId = await ca.root('sm2', {
      subject: issuer.subject,
      extensions: { subjectKeyIdentifier: 'none' },
    })
    expect(await outcome(key, [twin, withoutId])).toBe('ca_untrusted')
    expect(await outcome(key, [twin, withoutId, ...issuer.line])).toBe('proves its unit')
    const other = await ca.root('sm2', { subject: root.subject })
    expect(await outcome(key, [issuer, other])).toBe('ca_untrusted')
  })

  it('may have as many CAs as its path length says, and no more than four', async () => {
    const length = (n: number): Wanted => ({
      extensions: { basicConstraints: `critical,CA:TRUE,pathlen:${n}` },
    })
    const root = await ca.root('ec', length(1))
    const [one, two] = [await root.under({ subject: '/CN=1' }), await root.under({ subject: '/CN=2' })]
    expect(await outcome(await one.issue({ creditCode }), one.line)).toBe('proves its unit')
    const below = await two.under({ subject: '/CN=3' })
    expect(await outcome(await below.issue({ creditCode }), below.line)).toBe('ca_untrusted')

    let deep = await ca.root('ec')
    const outcomes: string[] = []
    for (let i = 0; i < 4; i++) {
      deep = await deep.under({ subject: `/CN=depth ${i}` })
      outcomes.push(await outcome(await deep.issue({ creditCode }), deep.line))
    }
    expect(outcomes).toEqual([...Array(3).fill('proves its unit'), 'ca_untrusted'])
  })

  it.each<[string, Wanted]>([
    ['is no CA', { extensions: { basicConstraints: 'critical,CA:FALSE' } }],
    ['does not say that it is one', { extensions: { basicConstraints: undefined } }],
    ['may not sign certificates', { extensions: { keyUsage: 'critical,digitalSignature,cRLSign' } }],
    ['does not say what it may sign', { extensions: { keyUsage: undefined } }],
    ['has a critical extension that nobody knows', { extensions: critical(ANOTHER) }],
    ['constrains names', { extensions: { nameConstraints: 'critical,permitted;DNS:example.com' } }],
    ['is expired', { from: new Date(now - 9 * DAY), to: new Date(now - DAY) }],
    ['is not yet valid', { from: new Date(now + DAY), to: new Date(now + 9 * DAY) }],
    ['is signed with SHA-1', { digest: 'sha1' }],
  ])('has no place for one that %s', async (_why, wanted) => {
    const root = (await ca.of('ec')).line[1] as Authority
    const issuer = await root.under({ subject: `/CN=${randomBytes(6).toString('hex')}`, ...wanted })
    const key = await issuer.issue({ creditCode, extensions: { authorityKeyIdentifier: undefined } })
    expect(await outcome(key, issuer.line)).toBe('ca_untrusted')
  })

  it('is not looked for without end where one name has many keys', async () => {
    const issuer = await ca.of('sm2')
    const key = readCertificate((await issuer.issue({ creditCode })).certificate)
    const twin = await ca.root('sm2', {
      subject: issuer.subject,
      extensions: { subjectKeyIdentifier: 'none' },
    })
    const began = performance.now()
    const many = Array.from({ length: 500 }, () => listed(twin))
    expect(
      key && (await chainOf(key, [...many, ...issuer.line.map((one) => listed(one))], now)),
    ).toBeUndefined()
    expect(performance.now() - began).toBeLessThan(1_000)
  })
})

describe("a unit's certificate", () => {
  it.each<[string, string, Wanted]>([
    ['proves its unit', 'has a use for clients among others', uses('emailProtection,clientAuth')],
    ['proves its unit', 'may be used for anything', uses('anyExtendedKeyUsage')],
    ['proves its unit', 'does not number its uses', { extensions: { extendedKeyUsage: undefined } }],
    ['proves its unit', 'has critical policies', policies('critical,1.2.156.1.1')],
    [
      'proves its unit',
      'has an unknown extension that is not critical',
      { extensions: { [ANOTHER]: 'ASN1:NULL' } },
    ],
    ['ca_untrusted', 'is for servers', uses('serverAuth')],
    ['ca_untrusted', 'is for signing answers and programs', uses('critical,OCSPSigning,codeSigning')],
    ['ca_untrusted', 'has a critical extension that nobody knows', { extensions: critical(ANOTHER) }],
    ['ca_untrusted', 'is a CA', { extensions: { basicConstraints: 'critical,CA:TRUE' } }],
    ['ca_untrusted', 'is signed with SHA-1', { digest: 'sha1' }],
    ['ca_encryption_certificate', 'is for encryption', { extensions: { keyUsage: 'keyEncipherment' } }],
    ['ca_encryption_certificate', 'agrees on keys', { extensions: { keyUsage: 'keyAgreement' } }],
  ])('%s when it %s', async (expected, _what, wanted) => {
    const issuer = await ca.of('ec')
    expect(await outcome(await issuer.issue({ creditCode, ...wanted }), issuer.line)).toBe(expected)
  })

  it.each<[string, string[]]>([
    ['RSA of 1,024 bits', ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024']],
    ['RSA with exponent 3', [...rsa2048(), '-pkeyopt', 'rsa_keygen_pubexp:3']],
    ['the curve of Bitcoin', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:secp256k1']],
  ])('is not taken with a key of %s', async (_what, args) => {
    const issuer = await ca.of('rsa')
    const keyPem = join(issuer.folder, `${randomBytes(6).toString('hex')}.key`)
    await openssl(issuer.folder, ['genpkey', ...args, '-out', keyPem])
    const kind = args.includes('RSA') ? 'rsa' : 'ec'
    const key = await issuer.issue({ creditCode, kind, keyPem })
    const token = await tokenBy(await issuer.issue({ creditCode }), asked)
    const known = memoryTrust(
      issuer.line.map((one) => listed(one)),
      now,
    )
    const swapped = JSON.stringify({ ...token, certificate: key.certificate.toString('base64url') })
    expect(await verifyToken({ ...asked, token: swapped }, known)).toEqual({
      ok: false,
      error: 'ca_untrusted',
    })
  })
})

function uses(value: string): Wanted {
  return { extensions: { extendedKeyUsage: value } }
}
function policies(value: string): Wanted {
  return { extensions: { certificatePolicies: value } }
}
function rsa2048(): string[] {
  return ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048']
}
