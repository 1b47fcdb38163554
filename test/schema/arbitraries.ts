import fc from 'fast-check'
import { CREDIT_CODE_ALPHABET, creditCodeCheckCharacter } from '../../schema/fields/credit-code.ts'
import { identityCheckCharacter } from '../../schema/fields/identity-number.ts'

/** Day on which the tests judge birth dates. */
export const TODAY = '2026-10-15'

const DIGITS = '0123456789'

export function digits(count: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...DIGITS), minLength: count, maxLength: count })
}

export const creditCode = fc
  .string({ unit: fc.constantFrom(...CREDIT_CODE_ALPHABET), minLength: 17, maxLength: 17 })
  .map((first17) => first17 + creditCodeCheckCharacter(first17))

/** `YYYYMMDD` of a day that exists, from 1900 to the day before `TODAY`. */
export const birthDate = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2026-10-14T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''))

export const identityNumber = fc.tuple(digits(6), birthDate, digits(3)).map((parts) => {
  const first17 = parts.join('')
  return first17 + identityCheckCharacter(first17)
})

/** Anything a person, a spreadsheet or an attacker may put into a field, with the characters that folds look at. */
export const rubbish = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.oneof(
      fc.constantFrom(..."０９ａＺ　（）()[]〔〕·•・.．。-－—−+,，’'¥￥元整人民币年月/ \t\n86X李"),
      fc.constantFrom(
        '\u200b',
        '\u200f',
        '\ufeff',
        '\u00ad',
        '\u0301',
        '\ufe0f',
        '\ud842\udfb7',
        '\ud800',
        '\u0387',
      ),
      fc.constantFrom('\uf92c', 'e', 'é', 'ß', 'ﬁ', 'ı', 'ŉ', '\u212a'),
      fc.constantFrom(...'0123456789AaBb'),
    ),
    maxLength: 40,
  }),
)

/** Replaces the character at `place`. */
export function withCharacter(text: string, place: number, character: string): string {
  return text.slice(0, place) + character + text.slice(place + 1)
}

/** Swaps the characters at two places. */
export function withSwap(text: string, a: number, b: number): string {
  return withCharacter(withCharacter(text, a, text.charAt(b)), b, text.charAt(a))
}
