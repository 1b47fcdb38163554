import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sm3 } from '../../schema/sm3.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const ofText = (text: string) => hex(sm3(new TextEncoder().encode(text)))

describe('SM3', () => {
  it('gives what the standard gives for its two examples', () => {
    expect(ofText('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
    expect(ofText('abcd'.repeat(16))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732')
  })

  it('gives what OpenSSL gives, at every length around the ends of blocks and of any content', () => {
    for (let length = 0; length <= 200; length++) {
      const bytes = new Uint8Array(length).fill(length)
      expect(hex(sm3(bytes)), String(length)).toBe(createHash('sm3').update(bytes).digest('hex'))
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        expect(hex(sm3(bytes))).toBe(createHash('sm3').update(bytes).digest('hex'))
      }),
    )
  })
})
