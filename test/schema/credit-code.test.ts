import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import {
  CREDIT_CODE_ALPHABET,
  CreditCode,
  creditCodeCheckCharacter,
  creditCodeProblem,
} from '../../schema/fields/credit-code.ts'
import { creditCode, rubbish, withCharacter, withSwap } from './arbitraries.ts'

const VALID = [
  '914403001922038216',
  '9144030071526726XG',
  '91110108551385082Q',
  '91110000710925462X',
  '9152000071430580XT',
  '91320000796544598E',
  '9132070070404786XB',
  '91350100M000100Y43',
  '91320100MA10000250',
]

const place = fc.nat({ max: 17 })

describe('credit code', () => {
  it.each(VALID)('accepts the issued code %s', (code) => {
    expect(v.parse(CreditCode, code)).toBe(code)
  })

  it('refuses a wrong check character by its own message', () => {
    expect(creditCodeProblem('91350100M000100Y4Z')).toBe('credit_code.letter')
    expect(creditCodeProblem('91350100M000100Y44')).toBe('credit_code.check_digit')
  })

  it('gives 0 and not a thirty-second character where the weighted sum leaves no remainder', () => {
    expect(creditCodeCheckCharacter('91320100MA1000025')).toBe('0')
    expect(creditCodeCheckCharacter('0'.repeat(17))).toBe('0')
  })

  it('accepts authorities of every kind, not only companies', () => {
    for (const prefix of ['11', '12', '51', '52', '91', '92', '93', 'N2', 'Y1']) {
      const first17 = `${prefix}320000000000000`
      expect(creditCodeProblem(first17 + creditCodeCheckCharacter(first17))).toBeUndefined()
    }
  })

  it('accepts every code whose check character is right', () => {
    fc.assert(
      fc.property(creditCode, (code) => {
        expect(creditCodeProblem(code)).toBeUndefined()
      }),
    )
  })

  it('folds lower case, full width, spaces, hyphens and invisible characters', () => {
    expect(v.parse(CreditCode, ' ９１32０000\u200b-7965 4459－8e\ufeff\n')).toBe('91320000796544598E')
  })

  it.each([
    ['', 'credit_code.required'],
    ['  ', 'credit_code.required'],
    [undefined, 'credit_code.required'],
    [914403001922038216n, 'credit_code.required'],
    ['9144030019220382', 'credit_code.length'],
    ['9144030019220382161', 'credit_code.length'],
    ['91440300192203821O', 'credit_code.letter'],
    ['9I4403001922038216', 'credit_code.letter'],
    ['91440300192203821号', 'credit_code.character'],
    ['914403001922038217', 'credit_code.check_digit'],
  ])('says what is wrong with %s', (typed, code) => {
    expect(v.safeParse(CreditCode, typed).issues?.map(({ message }) => message)).toEqual([code])
  })

  it('names the letters that are never used, wherever they stand', () => {
    fc.assert(
      fc.property(creditCode, place, fc.constantFrom(...'IOSVZ'), (code, at, letter) => {
        expect(creditCodeProblem(withCharacter(code, at, letter))).toBe('credit_code.letter')
      }),
    )
  })

  it('throws on a caller that asks for the check character of something else', () => {
    expect(() => creditCodeCheckCharacter('9')).toThrow(RangeError)
    expect(() => creditCodeCheckCharacter('O'.repeat(17))).toThrow(RangeError)
  })

  it('never throws, whatever is typed', () => {
    fc.assert(fc.property(fc.oneof(rubbish, fc.anything()), (typed) => void v.safeParse(CreditCode, typed)))
  })
})

/*
 * A code is right exactly if the sum of weight times value over all 18 places is 0 mod 31, where the check
 * character weighs 1. The 31 values are 0 to 30, so two characters that differ differ by no multiple of 31.
 * 31 is prime: a substitution changes the sum by weight × difference, which is never 0 mod 31. A swap changes it
 * by (difference of weights) × (difference of values), which is 0 only between places of equal weight. 3 is a
 * primitive root of 31, so the powers 3^0 to 3^16 are distinct, and only the check character's 1 returns: place 1.
 */
describe('what the check character of a credit code catches', () => {
  it('catches every single wrong character', () => {
    fc.assert(
      fc.property(creditCode, place, fc.constantFrom(...CREDIT_CODE_ALPHABET), (code, at, wrong) => {
        fc.pre(code.charAt(at) !== wrong)
        expect(creditCodeProblem(withCharacter(code, at, wrong))).toBe('credit_code.check_digit')
      }),
      { numRuns: 500 },
    )
  })

  it('catches every swap of two differing characters but that of the first and the last', () => {
    fc.assert(
      fc.property(creditCode, place, place, (code, a, b) => {
        fc.pre(code.charAt(a) !== code.charAt(b) && Math.abs(a - b) !== 17)
        expect(creditCodeProblem(withSwap(code, a, b))).toBe('credit_code.check_digit')
      }),
      { numRuns: 500 },
    )
  })

  it('cannot catch a swap of the first and the last, which weigh the same', () => {
    fc.assert(
      fc.property(creditCode, (code) => {
        expect(creditCodeProblem(withSwap(code, 0, 17))).toBeUndefined()
      }),
    )
  })

  it('does so exhaustively on an issued code', () => {
    const code = '91320000796544598E'
    for (let at = 0; at < 18; at += 1) {
      for (const wrong of CREDIT_CODE_ALPHABET) {
        const expected = wrong === code.charAt(at) ? undefined : 'credit_code.check_digit'
        expect(creditCodeProblem(withCharacter(code, at, wrong))).toBe(expected)
      }
    }
  })
})
