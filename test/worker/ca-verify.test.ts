import { randomBytes } from 'node:crypto'
import { calculateJwkThumbprint } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaToken } from '../../schema/ca.ts'
import type { CaReason } from '../../schema/ca-refusals.ts'
import { type Trust, verifyToken } from '../../worker/ca/verify.ts'
import { COMMON_PLACE, type Issued, type Wanted } from '../support/ca/authority.ts'
import { listed, memoryTrust } from '../support/ca/memory-trust.ts'
import type { Kind } from '../support/ca/openssl.ts'
import { ALGORITHMS, type Signing, textFor, tokenBy } from '../support/ca/sign.ts'
import { startAuthority, type TestAuthority } from '../support/ca/start.ts'

const CODE = '91320100MA10000250'
const OTHER_CODE = '91320100MA1000030H'
/** A little later than now: roots are valid from the second they are made. */
const now = Date.now() + 10 * 60_000
const DAY = 86_400_000
const asked = { purpose: 'login', origin: 'https://hall.example', nonce: randomBytes(32), now } as const

let ca: TestAuthority
beforeAll(async () => {
  ca = await startAuthority()
})
afterAll(() => ca.stop())

type Known = Parameters<typeof memoryTrust>[2]
/** A trust list with the intermediate of this kind and its root. */
const trusting = async (kind: Kind, known: Known = {}, settings: Parameters<typeof listed>[1] = {}) => {
  const { line } = await ca.of(kind)
  return memoryTrust(
    line.map((one, i) => listed(one, i === 0 ? settings : {})),
    now,
    known,
  )
}

const verify = (token: unknown, trust: Trust, over: Partial<Signing> = {}) =>
  verifyToken({ ...asked, ...over, token: typeof token === 'string' ? token : JSON.stringify(token) }, trust)
const refused = (error: CaReason) => ({ ok: false, error })

describe('a CA key that is in order', () => {
  it.each<[Kind, CaToken['algorithm']]>([
    ['sm2', 'SM2-SM3'],
    ['rsa', 'RS256'],
    ['rsa', 'PS256'],
    ['ec', 'ES256'],
  ])('of kind %s, which signs with %s, proves its unit', async (kind, algorithm) => {
    const key = await ca.issue({ kind, creditCode: CODE })
    const found = await verify(await tokenBy(key, { ...asked, algorithm }), await trusting(kind))
    expect(found).toEqual({
      ok: true,
      value: {
        ...{ authorityId: (await ca.of(kind)).id, issuer: expect.stringMatching(/^[0-9a-f]{64}$/) },
        ...{ serial: key.serial, creditCode: CODE, unitName: '临江市测试单位有限公司' },
        ...{ notAfter: expect.any(Number), algorithm, driver: 'pkcs11', assurance: 'origin_bound' },
      },
    })
  })
})

/** What can be wrong, in the order in which it is looked for; later rows are wrong as well in all that follows them. */
interface Wrong {
  reason: CaReason
  wanted?: Wanted
  stranger?: true
  revoked?: true
  unknown?: true
  signature?: true
}
const codesDiffer: Wanted = {
  subject: `/C=CN/OU=${CODE}/CN=x`,
  extensions: { [COMMON_PLACE]: `ASN1:UTF8String:${OTHER_CODE}` },
}
const encrypts: Wanted['extensions'] = { keyUsage: 'critical,keyEncipherment,dataEncipherment,keyAgreement' }
const over: Wanted = { from: new Date(now - 300 * DAY), to: new Date(now - DAY) }
const early: Wanted = { from: new Date(now + DAY), to: new Date(now + 300 * DAY) }
const ORDER: Wrong[] = [
  { reason: 'ca_encryption_certificate', wanted: { extensions: encrypts, ...over } },
  { reason: 'ca_not_yet_valid', wanted: early, stranger: true },
  { reason: 'ca_expired', wanted: over, stranger: true },
  { reason: 'ca_untrusted', stranger: true, revoked: true },
  { reason: 'ca_revoked', revoked: true, signature: true },
  { reason: 'ca_revocation_unknown', unknown: true, signature: true },
  { reason: 'ca_signature_wrong', signature: true },
  { reason: 'ca_codes_differ' },
]

describe('a CA key with several things wrong', () => {
  it.each(ORDER)('is refused for the first of them: $reason', async (wrong) => {
    const { extensions = {}, ...wanted } = wrong.wanted ?? {}
    const issuer = wrong.stranger ? await ca.root('ec') : await ca.of('ec')
    const key = await issuer.issue({
      ...codesDiffer,
      ...wanted,
      extensions: { ...codesDiffer.extensions, ...extensions },
    })
    const token = await tokenBy(key, asked)
    const known = {
      revoked: wrong.revoked ? [key.serial] : [],
      unknown: wrong.unknown ? [key.serial] : [],
    }
    const trust = await trusting('ec', known, { profile: 'department' })
    const spoiled = wrong.signature
      ? { ...token, signature: token.signature.replace(/^.{4}/, 'AAAA') }
      : token
    expect(await verify(spoiled, trust)).toEqual(refused(wrong.reason))
  })

  it('is refused for no credit code at last', async () => {
    const token = await tokenBy(await ca.issue({ kind: 'ec' }), asked)
    expect(await verify(token, await trusting('ec'))).toEqual(refused('ca_no_credit_code'))
  })
})

describe('a token', () => {
  let key: Issued
  let token: CaToken
  let trust: Trust
  beforeAll(async () => {
    key = await ca.issue({ kind: 'sm2', creditCode: CODE })
    token = await tokenBy(key, asked)
    trust = await trusting('sm2')
  })

  it('is refused when it is no token to its last character', async () => {
    const { signature: _s, ...unsigned } = token
    for (const wrong of [
      ...['', '{', 'null', '[]', '"x"', JSON.stringify(token).slice(0, -1), `${JSON.stringify(token)}x`],
      { ...token, format: 'unit-hall-ca/2' },
      { ...token, algorithm: 'RS1' },
      { ...token, driver: 'any' },
      { ...token, certificate: `${token.certificate}=` },
      { ...token, certificate: 'A'.repeat(8193) },
      // The last character holds bits that no byte takes: a second way to write the same signature.
      { ...token, signature: token.signature.replace(/.$/, (last) => (last === 'B' ? 'C' : 'B')) },
      { ...token, signature: `${token.signature}AAA` },
      { ...token, device: { x: 'AA', y: 'AA', signature: 'AA' } },
      { ...token, padding: 'x'.repeat(12_000) },
      unsigned,
    ])
      expect(await verify(wrong, trust), JSON.stringify(wrong).slice(0, 80)).toEqual(
        refused('ca_token_unreadable'),
      )
  })

  it('is refused when its certificate is none to its last byte', async () => {
    const der = key.certificate
    for (const wrong of [
      Buffer.from('certificate'),
      der.subarray(0, -1),
      Buffer.concat([der, Buffer.from([0])]),
      Buffer.concat([Buffer.from([0x30, 0x80]), der.subarray(4), Buffer.from([0, 0])]),
      Buffer.from(der.toString('base64')),
    ]) {
      const other = { ...token, certificate: wrong.toString('base64url') }
      expect(await verify(other, trust)).toEqual(refused('ca_certificate_unreadable'))
    }
  })

  it('is refused when the certificate says nothing of its use', async () => {
    const silent = await ca.issue({ kind: 'ec', creditCode: CODE, extensions: { keyUsage: undefined } })
    expect(await verify(await tokenBy(silent, asked), await trusting('ec'))).toEqual(
      refused('ca_certificate_unreadable'),
    )
  })

  it('proves nothing for another purpose, another origin or another challenge', async () => {
    for (const over of [
      { purpose: 'bind' as const },
      { purpose: 'submit' as const },
      { origin: 'https://hall.example.evil.test' },
      { origin: 'http://hall.example' },
      { nonce: randomBytes(32) },
    ])
      expect(await verify(token, trust, over)).toEqual(refused('ca_signature_wrong'))
  })

  it('proves nothing under the name of another algorithm', async () => {
    for (const algorithm of ['RS256', 'PS256', 'ES256'])
      expect(await verify({ ...token, algorithm }, trust)).toEqual(refused('ca_signature_wrong'))
    const rsa = await ca.issue({ kind: 'rsa', creditCode: CODE })
    const pkcs1 = await tokenBy(rsa, asked)
    expect(await verify({ ...pkcs1, algorithm: 'PS256' }, await trusting('rsa'))).toEqual(
      refused('ca_signature_wrong'),
    )
  })

  it('proves nothing with the certificate of another unit', async () => {
    const other = await ca.issue({ kind: 'sm2', creditCode: OTHER_CODE })
    const swapped = { ...token, certificate: other.certificate.toString('base64url') }
    expect(await verify(swapped, trust)).toEqual(refused('ca_signature_wrong'))
  })

  it('is no DER: a signature of r and s is 64 bytes', async () => {
    const raw = Buffer.from(token.signature, 'base64url')
    const number = (bytes: Buffer) => Buffer.concat([Buffer.from([2, 33, 0]), bytes])
    const der = Buffer.concat([
      Buffer.from([0x30, 70]),
      number(raw.subarray(0, 32)),
      number(raw.subarray(32)),
    ])
    const other = { ...token, signature: der.toString('base64url') }
    expect(await verify(other, trust)).toEqual(refused('ca_signature_wrong'))
  })
})

describe('the second proof', () => {
  const device = async (text: string) => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign'])
    const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey)
    const signed = await crypto.subtle.sign(
      { name: 'ECDSA', hash: 'SHA-256' },
      pair.privateKey,
      Buffer.from(text),
    )
    return { x, y, signature: Buffer.from(signed).toString('base64url') }
  }

  it.each<Kind>(['sm2', 'ec'])(
    'names the device that signed the same text, beside a key of kind %s',
    async (kind) => {
      const key = await ca.issue({ kind, creditCode: CODE })
      const token = await tokenBy(key, { ...asked, driver: 'jsca' })
      const proof = await device(textFor(asked, ALGORITHMS[kind]))
      const trust = await trusting(kind)
      const thumbprint = await calculateJwkThumbprint({ kty: 'EC', crv: 'P-256', x: proof.x, y: proof.y })
      expect(await verify({ ...token, device: proof }, trust)).toMatchObject({
        value: { assurance: 'relayable', device: thumbprint, driver: 'jsca' },
      })
      const other = await device('another text')
      expect(await verify({ ...token, device: other }, trust)).toEqual(refused('ca_signature_wrong'))
      const mixed = { ...proof, signature: other.signature }
      expect(await verify({ ...token, device: mixed }, trust)).toEqual(refused('ca_signature_wrong'))
      const nowhere = { ...proof, y: proof.x }
      expect(await verify({ ...token, device: nowhere }, trust)).toEqual(refused('ca_signature_wrong'))
      const without = await verify(token, trust)
      expect(without).toMatchObject({ value: { assurance: 'relayable' } })
      expect(without).not.toHaveProperty('value.device', expect.anything())
    },
  )

  it('is asked of every key of a CA whose client signs for any page, whatever the token says', async () => {
    const token = await tokenBy(await ca.issue({ kind: 'ec', creditCode: CODE }), asked)
    expect(await verify(token, await trusting('ec', {}, { localClient: true }))).toMatchObject({
      value: { driver: 'pkcs11', assurance: 'relayable' },
    })
  })
})
