import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Der, reading } from '../../worker/ca/x509/der.ts'
import { readExtensions, readName, readText, readTime } from '../../worker/ca/x509/values.ts'

const hex = (words: string) => Buffer.from(words.replace(/\s/g, ''), 'hex')
const read = <T>(words: string, how: (der: Der) => T) => reading(hex(words), how)
const bytes = (tag: number, words: string) => read(words, (der) => Buffer.from(der.take(tag)).toString('hex'))

describe('a value in DER', () => {
  it.each([
    ['a short length', `0403 ${'aa'.repeat(3)}`, 3],
    ['the longest short length', `047f ${'aa'.repeat(127)}`, 127],
    ['a length of one byte', `0481 80 ${'aa'.repeat(128)}`, 128],
    ['a length of two bytes', `0482 0100 ${'aa'.repeat(256)}`, 256],
    ['a length of three bytes', `0483 010000 ${'aa'.repeat(65536)}`, 65536],
    ['no contents', '0400', 0],
  ])('has %s', (_what, words, length) => {
    expect(bytes(0x04, words)).toBe('aa'.repeat(length))
  })

  it.each([
    ['nothing', ''],
    ['a tag alone', '04'],
    ['fewer bytes than its length', '0403 aaaa'],
    ['more bytes than its length', '0401 aaaa'],
    ['a short length written long', `0481 7f ${'aa'.repeat(127)}`],
    ['a length with a zero before', `0482 0080 ${'aa'.repeat(128)}`],
    ['a length of four bytes', `0484 00000001 aa`],
    ['a length without bytes', '0480 aa 0000'],
    ['a length that ends early', '0482 01'],
    ['another tag', '0501 aa'],
    ['a tag of several bytes', '1f04 01 aa'],
  ])('is not %s', (_what, words) => {
    expect(bytes(0x04, words)).toBeUndefined()
  })
})

describe('a whole number', () => {
  const positive = (words: string) => read(words, (der) => der.positive())
  it('is read in its shortest form', () => {
    expect(['020101', '0201 7f', '0202 0080', '0203 00ffff', '0202 0100'].map(positive)).toEqual([
      ...['1', '7f', '80', 'ffff', '100'],
    ])
  })
  it.each(['0200', '020100', '020180', '0202ffff', '02020001', '0203 000001', '0301 01'])(
    'is not %s',
    (words) => {
      expect(positive(words)).toBeUndefined()
    },
  )
  it('is small where small ones are meant', () => {
    const small = (words: string) => read(words, (der) => der.small())
    expect(['020100', '0201 05', '0202 0100'].map(small)).toEqual([0, 5, 256])
    expect(small('0205 0100000000')).toBeUndefined()
  })
})

describe('an object identifier', () => {
  const oid = (words: string) => read(words, (der) => der.oid())
  it.each([
    ['0603 55040a', '2.5.4.10'],
    ['0608 2a811ccf55018375', '1.2.156.10197.1.501'],
    ['0609 2a864886f70d01010b', '1.2.840.113549.1.1.11'],
    ['0601 00', '0.0'],
    ['0601 27', '0.39'],
    ['0603 883703', '2.999.3'],
  ])('%s is %s', (words, name) => {
    expect(oid(words)).toBe(name)
  })
  it.each(['0600', '0602 5580', '0603 558001', '0601 80', `060a 2a${'ff'.repeat(8)}7f`])(
    'is not %s',
    (words) => {
      expect(oid(words)).toBeUndefined()
    },
  )
})

describe('a time', () => {
  const time = (tag: string, text: string) => {
    const body = Buffer.from(text).toString('hex')
    const found = read(`${tag}${(body.length / 2).toString(16).padStart(2, '0')}${body}`, readTime)
    return found === undefined ? undefined : new Date(found).toISOString()
  }
  it('is UTC, to the second', () => {
    expect(time('17', '261128145831Z')).toBe('2026-11-28T14:58:31.000Z')
    expect(time('17', '491231235959Z')).toBe('2049-12-31T23:59:59.000Z')
    expect(time('17', '500101000000Z')).toBe('1950-01-01T00:00:00.000Z')
    expect(time('18', '20500101000000Z')).toBe('2050-01-01T00:00:00.000Z')
    expect(time('18', '20240229000000Z')).toBe('2024-02-29T00:00:00.000Z')
  })
  it.each([
    ...['2611281458Z', '261128145831', '261128145831+0800', '261128145831.5Z', '261328145831Z', ''],
    ...['260230000000Z', '261128245959Z', '261128146031Z', '261128145860Z', '2６1128145831Z'],
  ])('is not %s', (text) => {
    expect(time('17', text)).toBeUndefined()
  })
  it('is of the form that its tag says', () => {
    expect(time('17', '20261128145831Z')).toBeUndefined()
    expect(time('18', '261128145831Z')).toBeUndefined()
    expect(time('18', '20250229000000Z')).toBeUndefined()
    expect(time('16', '261128145831Z')).toBeUndefined()
  })
})

describe('a boolean, a key, extensions', () => {
  const flag = (words: string) => read(words, (der) => der.boolean())
  it('a boolean is yes, no or not there', () => {
    expect(['0101ff', '010100', ''].map(flag)).toEqual([true, false, false])
    expect(['010101', '0100', '0102ffff'].map(flag)).toEqual([undefined, undefined, undefined])
  })
  it('bits are whole bytes', () => {
    expect(read('0303 00aabb', (der) => der.bits())).toEqual(hex('aabb'))
    for (const wrong of ['0303 01aabb', '0300', '0403 00aabb'])
      expect(read(wrong, (der) => der.bits())).toBeUndefined()
  })
  it('extensions come once each, and there is at least one', () => {
    const one = '3008 0603551d0f 0401 00'.replaceAll(' ', '')
    const all = (...parts: string[]) => {
      const body = parts.join('')
      return read(`30${(body.length / 2).toString(16).padStart(2, '0')}${body}`, readExtensions)
    }
    expect([...(all(one)?.keys() ?? [])]).toEqual(['2.5.29.15'])
    expect(all(one, one)).toBeUndefined()
    expect(all()).toBeUndefined()
  })
})

describe('a text', () => {
  const text = (words: string) => readText(hex(words))
  it('is decoded by its type', () => {
    expect(text('0c06 e58d95e4bd8d')).toBe('单位')
    expect(text('1e04 5355 4f4d')).toBe('单位')
    expect(text('1303 616263')).toBe('abc')
    expect(text('1603 616263')).toBe('abc')
  })
  it.each(['0c02 e58d', '1e03 535500', '1301 e5', '1601 00', '0401 61', '0c03 6162', '0c01 6162'])(
    'is not %s',
    (words) => {
      expect(text(words)).toBeUndefined()
    },
  )
  it('of a name keeps its order and its place, also where it cannot be read', () => {
    const attribute = (oid: string, value: string) => `310b 3009 0603 ${oid} ${value}`
    const name = `301a ${attribute('55040a', '0c02 6162')} ${attribute('550403', '1302 e5e5')}`
    expect(readName(hex(name))).toEqual([
      { oid: '2.5.4.10', text: 'ab' },
      { oid: '2.5.4.3', text: undefined },
    ])
    expect(readName(hex('3000'))).toEqual([])
    expect(readName(hex('3002 3100'))).toBeUndefined()
  })
})

describe('a reader', () => {
  it('answers about any bytes at all without a fault', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (any) => {
        reading(any, (der) => {
          while (der.more) der.whole()
        })
        readText(any)
        readName(any)
        reading(any, readTime)
        reading(any, readExtensions)
      }),
      { numRuns: 2_000 },
    )
  })
})
