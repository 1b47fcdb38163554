import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCertificate } from '../../extension/native-host/certificate.ts'
import { rawSignature } from '../../extension/native-host/signature.ts'
import { type Kind, type UnitKey, unitKey } from '../support/tokens/certificates.ts'
import { pkcs7, sm2Pkcs7 } from '../support/tokens/sign.ts'
import { ensureTokenTools } from '../support/tokens/tools.ts'

const KINDS: Kind[] = ['rsa', 'ec', 'sm2']
let folder: string
const keys: UnitKey[] = []

beforeAll(async () => {
  ensureTokenTools()
  folder = await mkdtemp(join(tmpdir(), 'certificates-'))
  for (const kind of KINDS) keys.push(await unitKey(folder, kind, { unit: '临江市百货公司' }))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('a certificate', () => {
  it('tells its unit, issuer, days, kind of key and what it is for', async () => {
    const [from, until] = [new Date('2026-01-02T03:04:05Z'), new Date('2051-06-07T08:09:10Z')]
    const usage = 'keyEncipherment'
    const encrypting = await unitKey(folder, 'ec', { unit: '临江市百货公司', usage, from, until })
    expect(readCertificate(encrypting.certificate)).toMatchObject({
      ...{ algorithm: 'ES256', unit: '临江市百货公司', issuer: '临江省测试发证机构' },
      ...{ from, until, signs: false, authority: false },
    })
    const signing = keys.map(({ certificate }) => readCertificate(certificate))
    expect(signing.map((one) => [one?.algorithm, one?.signs])).toEqual([
      ['RS256', true],
      ['ES256', true],
      ['SM2-SM3', true],
    ])
    expect(signing[2]?.publicKey).toHaveLength(65)
  })

  it('changed anywhere throws nothing and takes no time', () => {
    const mutated = fc.tuple(fc.nat(2), fc.nat(), fc.nat(255), fc.nat(3)).map(([key, at, byte, how]) => {
      const whole = Buffer.from(keys[key]?.certificate ?? [])
      const place = at % whole.length
      if (how === 0) return whole.subarray(0, place)
      if (how === 1) return Buffer.concat([whole.subarray(0, place), whole.subarray(place + 1)])
      whole[place] = byte
      return whole
    })
    const began = performance.now()
    fc.assert(
      fc.property(mutated, (der) => {
        readCertificate(der)
      }),
      { numRuns: 5_000 },
    )
    expect((performance.now() - began) / 5_000).toBeLessThan(1)
  })
})

describe('PKCS#7 around a signature', () => {
  it('changed anywhere throws nothing, and gives nothing but a signature’s bytes', async () => {
    const all = [await pkcs7(keys[1] as UnitKey, 'text'), await sm2Pkcs7(keys[2] as UnitKey, 'text')]
    const [ec, sm2] = [1, 2].map((at) => readCertificate(keys[at]?.certificate as Buffer))
    if (!ec || !sm2) throw new Error('the certificates could not be read')
    for (const [at, key] of [ec, sm2].entries())
      expect(rawSignature(all[at] as Buffer, 'pkcs7', key)).toHaveLength(64)
    fc.assert(
      fc.property(fc.nat(1), fc.nat(), fc.nat(255), (which, at, byte) => {
        const changed = Buffer.from(all[which] as Buffer)
        changed[at % changed.length] = byte
        const found = rawSignature(changed, 'pkcs7', ec)
        expect(found === undefined || found.length === 64).toBe(true)
      }),
      { numRuns: 3_000 },
    )
  })
})
