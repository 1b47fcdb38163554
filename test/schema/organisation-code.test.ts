import { describe, expect, it } from 'vitest'
import {
  organisationCheckCharacter,
  organisationCodeIn,
  organisationCodeProblem,
} from '../../schema/fields/organisation-code.ts'

/** Public companies' codes, as they stand inside their credit codes. */
const ISSUED = ['914403001922038216', '9144030071526726XG', '91110108551385082Q', '91110000710925462X']

describe('an organisation code', () => {
  it('ends in the check character of the standard', () => {
    for (const creditCode of ISSUED) {
      const code = organisationCodeIn(creditCode)
      expect(organisationCheckCharacter(code.slice(0, 8)), code).toBe(code.charAt(8))
      expect(organisationCodeProblem(code)).toBeUndefined()
    }
  })

  it('is not taken with any character changed', () => {
    const code = organisationCodeIn(ISSUED[0] ?? '')
    for (let at = 0; at < 9; at++) {
      const other = code.charAt(at) === '7' ? '8' : '7'
      const wrong = code.slice(0, at) + other + code.slice(at + 1)
      expect(organisationCodeProblem(wrong), wrong).toBe('organisation_code.check_digit')
    }
  })

  it('is right as it stands in the unit’s own credit code, and may be left out', () => {
    expect(organisationCodeProblem('MA1000026', '91320100MA10000260')).toBeUndefined()
    expect(organisationCodeProblem('MA1000026')).toBe('organisation_code.check_digit')
    expect(organisationCodeProblem('')).toBeUndefined()
  })

  it('has nine characters, digits and capitals', () => {
    expect(organisationCodeProblem('1234')).toBe('organisation_code.length')
    expect(organisationCodeProblem('1234567890')).toBe('organisation_code.length')
    expect(organisationCodeProblem('代码12345678')).toBe('organisation_code.character')
    expect(() => organisationCheckCharacter('x')).toThrow(RangeError)
  })
})
