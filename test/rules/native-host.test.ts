import { PassThrough, Writable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Certificate, clean, readCertificate } from '../../extension/native-host/certificate.ts'
import { escaped, MOST_LINE_BYTES, unescaped } from '../../extension/native-host/consent/assuan.ts'
import * as words from '../../extension/native-host/consent/words.ts'
import { elements } from '../../extension/native-host/der.ts'
import type { Key, Traits } from '../../extension/native-host/drivers/driver.ts'
import { readMessages, writeMessage } from '../../extension/native-host/frames.ts'
import { isSafeOrigin, maySign, shownWithin } from '../../extension/native-host/origin.ts'
import { rawSignature } from '../../extension/native-host/signature.ts'
import { sm2Digest, textToSign } from '../../extension/native-host/text.ts'
import { CaPurpose } from '../../schema/ca.ts'
import { MOST_MESSAGE_BYTES } from '../../schema/ca-bridge.ts'
import { sm3 } from '../../schema/sm3.ts'
import { derOf } from '../support/tokens/certificates.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const ecKey = { algorithm: 'ES256' } as Certificate
const rsaKey = { algorithm: 'RS256' } as Certificate

/** One to four bytes in UTF-8, and what protocols trip over. */
const signs = ['a', '%', '"', '\\', '\n', '\r', '\u0000', '\u007f', 'é', '单', '😀', '\u202e']
const anyText = fc.array(fc.constantFrom(...signs), { maxLength: 30 }).map((all) => all.join(''))

const collecting = (into: Buffer[]) =>
  new Writable({
    write(chunk, _encoding, done) {
      into.push(chunk)
      done()
    },
  })

describe('messages of the native host', () => {
  it('come out as they went in, however they are cut', async () => {
    const message = fc.record({
      id: anyText,
      nested: fc.array(anyText, { maxLength: 20 }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(message, { maxLength: 3 }),
        fc.integer({ min: 5, max: 60 }),
        async (all, size) => {
          const wire: Buffer[] = []
          const sink = collecting(wire)
          for (const one of all) writeMessage(sink, one)
          const bytes = Buffer.concat(wire)
          const input = new PassThrough()
          const heard: unknown[] = []
          const ended = new Promise((end) => readMessages(input, { message: (one) => heard.push(one), end }))
          for (let at = 0; at < bytes.length; at += size) input.write(bytes.subarray(at, at + size))
          input.end()
          expect(await ended).toBeUndefined()
          expect(JSON.stringify(heard)).toBe(JSON.stringify(all))
        },
      ),
      { numRuns: 25 },
    )
  })

  it('are never longer than the extension takes', () => {
    const sink = new PassThrough()
    expect(() => writeMessage(sink, { id: 'a'.repeat(MOST_MESSAGE_BYTES) })).toThrow(RangeError)
    expect(sink.read()).toBeNull()
  })

  it('that break off are told as cut off', async () => {
    const input = new PassThrough()
    const ended = new Promise((end) => readMessages(input, { message() {}, end }))
    input.end(Buffer.of(9, 0, 0, 0, 0x7b))
    expect(await ended).toBe('cut_off')
  })
})

describe('the site that a key signs for', () => {
  const halls = [
    'https://hall.example',
    'https://hall.example:8443',
    'http://localhost:8787',
    'http://hall.localhost',
  ]

  it('is on the list, written as a browser writes it', () => {
    for (const hall of halls) expect(maySign(hall, halls), hall).toBe(true)
    expect(maySign('https://hall.example', [])).toBe(false)
    const never = ['http://hall.example', 'https://HALL.example', 'https://大厅.example', "https://'.example"]
    for (const origin of [...never, 'https://hall.example:443', 'https://hall.example/', 'null', ''])
      expect(maySign(origin, [...halls, origin]), origin).toBe(false)
  })

  it('is in no frame whose name could pretend to be another line', () => {
    const nasty = 'https://a.example\n\nhttps://hall.example\u202e'
    expect(shownWithin(nasty)).toBe('https://a.examplehttps://hall.example')
    const long = `https://hall.example.${'a'.repeat(150)}.evil.example`
    expect(shownWithin(long)).toMatch(/^…a+\.evil\.example$/)
  })
})

describe('the text that is signed', () => {
  const nonce = Buffer.alloc(32, 7)

  it('holds purpose, site and nonce by the hash of the signature', () => {
    const text = String(textToSign('bind', 'https://hall.example', nonce.toString('base64url'), 'SM2-SM3'))
    const site = hex(sm3(Buffer.from('https://hall.example')))
    expect(text).toBe(`UNIT-HALL-CA/1:bind:${site}:${hex(sm3(nonce))}`)
    const rsa = String(textToSign('login', 'https://hall.example', nonce.toString('base64url'), 'PS256'))
    // Of 32 bytes of 7, by another program.
    expect(rsa).toMatch(/^UNIT-HALL-CA\/1:login:[0-9a-f]{64}:[0-9a-f]{64}$/)
    expect(rsa.endsWith('4bb06f8e4e3a7715d201d573d0aa423762e55dabd61a2c02278fa56cc6d294e0')).toBe(true)
  })

  it('has the digest of the standard’s sample under an SM2 key', () => {
    const point = [
      '09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020',
      'CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13',
    ]
    const key = { publicKey: Buffer.from(`04${point.join('')}`, 'hex') } as unknown as Certificate
    expect(hex(sm2Digest(key, Buffer.from('message digest')))).toBe(
      'f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640',
    )
  })
})

describe('a signature in any form', () => {
  const raw = fc.uint8Array({ minLength: 64, maxLength: 64 }).map((bytes) => {
    // Both numbers are positive.
    bytes[31] = (bytes[31] ?? 0) | 1
    bytes[63] = (bytes[63] ?? 0) | 1
    return Buffer.from(bytes)
  })

  it('becomes the hall’s own: r and s from DER, RSA as it is', () => {
    fc.assert(
      fc.property(raw, (signature) => {
        expect(rawSignature(derOf(signature), 'der', ecKey)?.equals(signature)).toBe(true)
        expect(rawSignature(signature, 'rs', ecKey)?.equals(signature)).toBe(true)
        expect(rawSignature(signature, 'der', rsaKey)?.equals(signature)).toBe(true)
      }),
    )
  })

  it('is nothing where it is not what its driver declares', () => {
    const whole = derOf(Buffer.alloc(64, 0x81))
    const wrong = [
      Buffer.of(),
      whole.subarray(1),
      whole.subarray(0, -1),
      Buffer.concat([whole, Buffer.of(0)]),
    ]
    for (const der of wrong) expect(rawSignature(der, 'der', ecKey)).toBeUndefined()
    expect(rawSignature(Buffer.alloc(63), 'rs', ecKey)).toBeUndefined()
    expect(rawSignature(Buffer.alloc(64), 'pkcs7', ecKey)).toBeUndefined()
  })

  it('breaks nothing, whatever bytes it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        elements(bytes)
        for (const encoding of ['der', 'rs', 'pkcs7'] as const)
          rawSignature(Buffer.from(bytes), encoding, ecKey)
        expect(readCertificate(Buffer.from(bytes))).toBeUndefined()
      }),
    )
  })
})

describe('words in the window', () => {
  it('from a certificate move no cursor, turn no line and fill no window', () => {
    expect(clean('公司\u001b[2J\n网站 https://bank.example\u202e\u200b')).toBe(
      '公司[2J网站 https://bank.example',
    )
    expect(clean('长'.repeat(500))).toBe(`${'长'.repeat(40)}…`)
  })

  it('fit into one line of pinentry’s protocol, be they as long as they may', () => {
    const certificate = {
      ...{ unit: clean('长'.repeat(99)), issuer: clean('长'.repeat(99)), serial: 'F'.repeat(40) },
      until: new Date('2049-12-31'),
    } as Certificate
    const key: Key = { ref: '', traits: { driver: 'skf' } as Traits, certificate, triesLeft: 1 }
    const origin = `https://${'a'.repeat(142)}`
    expect(isSafeOrigin(origin)).toBe(true)
    expect(isSafeOrigin(`${origin}a`)).toBe(false)
    for (const purpose of CaPurpose.options) {
      const asks = words.whoAsks({ purpose, origin, within: `https://${'b'.repeat(250)}` })
      const text = [asks, words.describe(key), `${words.AGREE_WITH_PIN}\n${words.triesLeft(key)}`].join(
        '\n\n',
      )
      expect(Buffer.byteLength(`SETDESC ${escaped(text)}\n`)).toBeLessThanOrEqual(MOST_LINE_BYTES)
    }
  })

  it('pass through pinentry’s protocol and back', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = escaped(text)
        expect(line).not.toMatch(/[\r\n]/)
        expect(String(unescaped(Buffer.from(line)))).toBe(Buffer.from(text).toString())
      }),
    )
    expect(hex(unescaped(Buffer.from('a%25%0Ab%zz')))).toBe(hex(Buffer.from('a%\nb%zz')))
  })
})
