import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRealDay } from '../../schema/fields/calendar.ts'
import {
  birthDateOf,
  identityCheckCharacter,
  identityNumberProblem,
} from '../../schema/fields/identity-number.ts'
import { digits, identityNumber, rubbish, TODAY, withCharacter, withSwap } from './arbitraries.ts'

const place = fc.nat({ max: 17 })

/** A number with any birth date at all, right in its check character: for what the check character itself does. */
const anyNumber = digits(17).map((first17) => first17 + identityCheckCharacter(first17))

function checkIsRight(number: string): boolean {
  if (!/^\d{17}[\dX]$/.test(number)) return false
  return identityCheckCharacter(number.slice(0, 17)) === number.charAt(17)
}

describe('identity number', () => {
  it.each(['11010519491231002X', '440524188001010014'])('accepts %s', (number) => {
    expect(identityNumberProblem(number, TODAY)).toBeUndefined()
  })

  it.each([
    ['320101199001011234', 'document_number.check_digit'],
    ['110105194912310', 'document_number.old_identity_card'],
    ['1101051949123100', 'document_number.length'],
    ['11010519491231002A', 'document_number.identity_character'],
    ['1101051949123100XX', 'document_number.identity_character'],
    ['110105194913310029', 'document_number.birth_date'],
    ['110105190002290022', 'document_number.birth_date'],
    ['110105000001010022', 'document_number.birth_date'],
    ['110105202610150022', 'document_number.birth_in_future'],
    ['110105202702290022', 'document_number.birth_date'],
  ])('says what is wrong with %s', (number, code) => {
    expect(identityNumberProblem(number, TODAY)).toBe(code)
  })

  it('takes a birth date from the day after it on', () => {
    const first17 = '32010220261015001'
    const number = first17 + identityCheckCharacter(first17)
    expect(identityNumberProblem(number, '2026-10-15')).toBe('document_number.birth_in_future')
    expect(identityNumberProblem(number, '2026-10-16')).toBeUndefined()
  })

  it('accepts every number with a real birth date in the past and a right check character', () => {
    fc.assert(
      fc.property(identityNumber, (number) => {
        expect(identityNumberProblem(number, TODAY)).toBeUndefined()
      }),
    )
  })

  it('never throws, whatever is typed', () => {
    fc.assert(fc.property(rubbish, (typed) => void identityNumberProblem(typed, TODAY)))
  })
})

/*
 * A number is right exactly if the sum of weight times value over all 18 places is 1 mod 11, where the check
 * character weighs 1 and X counts 10. Values are 0 to 10 and 11 is prime, so every substitution shows. The weights
 * are powers of 2 mod 11, which return after ten places: a swap between places ten apart (1 and 11 … 8 and 18)
 * does not show, every other swap of differing characters does.
 */
describe('what the check character of an identity number catches', () => {
  it('catches every single wrong digit', () => {
    fc.assert(
      fc.property(identityNumber, place, fc.constantFrom(...'0123456789X'), (number, at, wrong) => {
        fc.pre(number.charAt(at) !== wrong)
        expect(identityNumberProblem(withCharacter(number, at, wrong), TODAY)).toBeDefined()
      }),
      { numRuns: 500 },
    )
  })

  it('catches every swap of two differing characters that are not ten places apart', () => {
    fc.assert(
      fc.property(identityNumber, place, place, (number, a, b) => {
        fc.pre(number.charAt(a) !== number.charAt(b) && Math.abs(a - b) !== 10)
        expect(identityNumberProblem(withSwap(number, a, b), TODAY)).toBeDefined()
      }),
      { numRuns: 500 },
    )
  })

  it('catches both by the check character alone, whatever the birth date', () => {
    fc.assert(
      fc.property(anyNumber, place, place, fc.constantFrom(...'0123456789'), (number, a, b, wrong) => {
        if (number.charAt(a) !== wrong) expect(checkIsRight(withCharacter(number, a, wrong))).toBe(false)
        if (number.charAt(a) === number.charAt(b) || Math.abs(a - b) === 10) return
        expect(checkIsRight(withSwap(number, a, b))).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  it('cannot catch a swap of digits ten places apart, which weigh the same', () => {
    fc.assert(
      fc.property(anyNumber, fc.nat({ max: 7 }), (number, at) => {
        fc.pre(at + 10 < 17 || number.charAt(17) !== 'X')
        expect(checkIsRight(withSwap(number, at, at + 10))).toBe(true)
      }),
    )
  })

  it('catches some of those still by the birth date', () => {
    // Places 2 and 12: month 12 becomes month 10 or the like; here it becomes month 19.
    const number = '190105194912310024'
    const right = number.slice(0, 17) + identityCheckCharacter(number.slice(0, 17))
    expect(identityNumberProblem(right, TODAY)).toBeUndefined()
    expect(identityNumberProblem(withSwap(right, 1, 11), TODAY)).toBe('document_number.birth_date')
  })
})

describe('calendar', () => {
  it('knows the days that exist as the platform does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.nat(15), fc.nat(40), (year, month, day) => {
        const pad = (value: number, width: number) => String(value).padStart(width, '0')
        const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
        const date = new Date(`${text}T00:00:00Z`)
        const real = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
        expect(isRealDay(text)).toBe(real)
      }),
      { numRuns: 1000 },
    )
  })

  it('reads the birth date out of a number', () => {
    expect(birthDateOf('11010519491231002X')).toBe('1949-12-31')
  })
})
