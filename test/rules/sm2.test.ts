import { createHash, randomBytes } from 'node:crypto'
import { sm3 as peerSm3, sm2 } from 'sm-crypto'
import { describe, expect, it } from 'vitest'
import { sm3 } from '../../schema/sm3.ts'
import { rawSignature } from '../../worker/ca/crypto/signature.ts'
import { isSm2Key, verifySm2 } from '../../worker/ca/crypto/sm2.ts'
import {
  bytesOf,
  digestOf,
  mod,
  N,
  numberOf,
  P,
  Point,
  publicKeyOf,
  randomNumber,
  signDigest,
} from '../support/ca/sm2-signer.ts'

const hex = (words: string) => Buffer.from(words.replace(/\s/g, ''), 'hex')
const told = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('SM3', () => {
  it('answers as GB/T 32905 says', () => {
    expect(told(sm3(Buffer.from('abc')))).toBe(
      '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    )
    expect(told(sm3(Buffer.from('abcd'.repeat(16))))).toBe(
      'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
    )
  })

  it('answers as OpenSSL and sm-crypto do, whatever the length', () => {
    for (let length = 0; length < 400; length++) {
      const message = randomBytes(length)
      expect(told(sm3(message))).toBe(createHash('sm3').update(message).digest('hex'))
    }
    const message = randomBytes(100_003)
    expect(told(sm3(message.subarray(3)))).toBe(peerSm3([...message.subarray(3)]))
  })
})

/** The sample of GB/T 32918.5, appendix A. */
const sample = {
  secret: numberOf(hex('3945208F 7B2144B1 3F36E38A C6D39F95 88939369 2860B51A 42FB81EF 4DF7C5B8')),
  key: hex(`04 09F9DF31 1E5421A1 50DD7D16 1E4BC5C6 72179FAD 1833FC07 6BB08FF3 56F35020
            CCEA490C E26775A5 2DC6EA71 8CC1AA60 0AED05FB F35E084A 6632F607 2DA9AD13`),
  message: Buffer.from('message digest'),
  signature: hex(`F5A03B06 48D2C463 0EEAC513 E1BB81A1 5944DA38 27D5B741 43AC7EAC EEE720B3
                  B1B6AA29 DF212FD8 763182BC 0D421CA1 BB9038FD 1F7F42D4 840B69C4 85BBC1AA`),
}

describe('SM2', () => {
  const { secret, key, message, signature } = sample
  const [r, s] = [numberOf(signature.subarray(0, 32)), numberOf(signature.subarray(32))]
  const holds = (...numbers: bigint[]) => verifySm2(key, message, bytesOf(...numbers))

  it('takes the sample of GB/T 32918.5, and nothing that differs from it in a bit', () => {
    expect(verifySm2(key, message, signature)).toBe(true)
    for (const [name, bytes] of Object.entries({ key, message, signature })) {
      for (let bit = 0; bit < 8 * bytes.length; bit += 7) {
        const other = Buffer.from(bytes)
        other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const parts = { key, message, signature, [name]: other }
        expect(verifySm2(parts.key, parts.message, parts.signature), `${name}, bit ${bit}`).toBe(false)
      }
    }
  })

  it('agrees with sm-crypto both ways', { timeout: 60_000 }, () => {
    const point = key.toString('hex')
    const pool = Array.from({ length: 20 }, () => sm2.getPoint())
    for (let i = 0; i < 24; i++) {
      const text = randomBytes(i)
      const options = { hash: true, publicKey: point, pointPool: [pool[i % pool.length]] }
      const theirs = sm2.doSignature([...text], secret.toString(16), options)
      expect(verifySm2(key, text, Buffer.from(theirs, 'hex'))).toBe(true)
      const { r: ownR, s: ownS } = signDigest(secret, digestOf(key, text))
      const right = i % 2 === 0
      const own = bytesOf(ownR, right ? ownS : mod(ownS + 1n))
      expect(verifySm2(key, text, own)).toBe(right)
      expect(sm2.doVerifySignature([...text], own.toString('hex'), point, { hash: true })).toBe(right)
    }
  })

  it('refuses r and s that are not between 1 and n - 1', () => {
    for (const wrong of [0n, N, N + 1n, 2n ** 256n - 1n]) {
      expect(holds(wrong, s)).toBe(false)
      expect(holds(r, wrong)).toBe(false)
    }
  })

  it('refuses r + s = n, with which everybody could sign', () => {
    // t = 0 leaves the key out: s·G alone would decide, for whoever finds the message to it.
    for (let i = 0; i < 20; i++) {
      const own = randomNumber()
      expect(holds(mod(-own), own)).toBe(false)
    }
  })

  it('refuses what makes the point infinite, which has no x to compare', () => {
    // With s·G = -t·P the digest itself would have to be r, for a library that takes infinity's x for zero.
    const digest = digestOf(key, message)
    const r0 = mod(digest)
    const s0 = mod(-r0 * secret * Point.Fn.inv(mod(1n + secret)))
    expect(
      Point.BASE.multiply(s0)
        .add(Point.fromBytes(key).multiply(mod(r0 + s0)))
        .is0(),
    ).toBe(true)
    expect(holds(r0, s0)).toBe(false)
  })

  it('refuses a signature over the digest as if it were the message, and the other way round', () => {
    // Libraries that hash only when told to take any s and t, and the message follows from them.
    const [s0, t] = [randomNumber(), randomNumber()]
    const found = Point.BASE.multiply(s0).add(Point.fromBytes(key).multiply(t))
    const r0 = mod(t - s0)
    const forged = bytesOf(mod(r0 - found.x))
    expect(verifySm2(key, forged, bytesOf(r0, s0))).toBe(false)
    const plain = signDigest(secret, numberOf(Buffer.from(peerSm3([...message]), 'hex')))
    expect(holds(plain.r, plain.s)).toBe(false)
  })

  it('refuses the same key under another user id', () => {
    for (const id of ['', 'ALICE123@YAHOO.COM', '1234567812345679']) {
      const own = signDigest(secret, digestOf(key, message, id))
      expect(holds(own.r, own.s)).toBe(false)
    }
  })

  it('refuses what belongs to another key', () => {
    const other = publicKeyOf(randomNumber())
    expect(verifySm2(other, message, signature)).toBe(false)
    expect(holds(s, r)).toBe(false)
    expect(holds(r, mod(-s))).toBe(false)
  })
})

describe('a key of SM2', () => {
  const { key } = sample
  it('is a point of the curve, in full', () => {
    expect(isSm2Key(key)).toBe(true)
    const compressed = Buffer.from(Point.fromBytes(key).toBytes(true))
    for (const wrong of [
      Buffer.alloc(0),
      Buffer.from([0]),
      Buffer.concat([Buffer.from([4]), Buffer.alloc(64)]),
      compressed,
      Buffer.concat([Buffer.from([6]), key.subarray(1)]),
      Buffer.concat([key, Buffer.from([0])]),
      key.subarray(0, 64),
      key.subarray(1),
      Buffer.concat([key.subarray(0, 64), Buffer.from([key[64] === 0 ? 1 : 0])]),
    ]) {
      expect(isSm2Key(wrong), wrong.toString('hex')).toBe(false)
      expect(verifySm2(wrong, sample.message, sample.signature)).toBe(false)
    }
  })

  it('is no point of another curve, and has no coordinate beyond the field', () => {
    // A point of P-256 fulfils the equation with another b, as those of weak curves do.
    const p256 = hex(`04 6B17D1F2 E12C4247 F8BCE6E5 63A440F2 77037D81 2DEB33A0 F4A13945 D898C296
                         4FE342E2 FE1A7F9B 8EE7EB4A 7C0F9E16 2BCE3357 6B315ECE CBB64068 37BF51F5`)
    expect(isSm2Key(p256)).toBe(false)
    // A point whose x is small enough that x + p still has 32 bytes.
    const { Fp } = Point
    const { a, b } = Point.CURVE()
    let x = 1n
    const square = (at: bigint) => Fp.create(at * at * at + a * at + b)
    const isSquare = (value: bigint) => Fp.eql(Fp.pow(value, (P - 1n) / 2n), Fp.ONE)
    while (!isSquare(square(x))) x += 1n
    const y = Fp.sqrt(square(x))
    expect(isSm2Key(Buffer.concat([Buffer.from([4]), bytesOf(x, y)]))).toBe(true)
    expect(isSm2Key(Buffer.concat([Buffer.from([4]), bytesOf(x + P, y)]))).toBe(false)
  })
})

describe('a signature in DER', () => {
  const good = hex('3006 0201 7f 0201 01')
  it('has one form', () => {
    const read = rawSignature(good, 32)
    expect(read && told(read)).toBe(told(bytesOf(0x7fn, 1n)))
    for (const [why, bytes] of Object.entries({
      'a byte follows': '3006 0201 7f 0201 01 00',
      'a byte follows inside': '3007 0201 7f 0201 01 00',
      'a third number': '3009 0201 7f 0201 01 0201 01',
      'a zero before': '3007 0202 007f 0201 01',
      'a negative number': '3006 0201 ff 0201 01',
      zero: '3006 0201 00 0201 01',
      'no number at all': '3005 0200 0201 01',
      'a length in two bytes': '308106 0201 7f 0201 01',
      'an indefinite length': '3080 0201 7f 0201 01 0000',
      'cut short': '3006 0201 7f 0201',
      'another tag': '3106 0201 7f 0201 01',
      'a number too long': `3026 0221 01${'00'.repeat(32)} 0201 01`,
      nothing: '',
    }))
      expect(rawSignature(hex(bytes), 32), why).toBeUndefined()
  })
})
