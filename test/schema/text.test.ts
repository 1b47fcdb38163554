import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldMobile } from '../../schema/fields/mobile.ts'
import { foldYuan } from '../../schema/fields/money.ts'
import { foldMonth } from '../../schema/fields/month.ts'
import { foldPersonName } from '../../schema/fields/person-name.ts'
import { foldPersonIdentifier } from '../../schema/fields/sign-in-names.ts'
import { countCharacters, dropInvisible, foldCode, foldLine, toHalfWidth } from '../../schema/fields/text.ts'
import { foldUnitName } from '../../schema/fields/unit-name.ts'
import { rubbish } from './arbitraries.ts'

const folds = {
  toHalfWidth,
  dropInvisible,
  foldCode,
  foldLine,
  foldMobile,
  foldMonth,
  foldPersonIdentifier,
  foldPersonName,
  foldUnitName,
  foldYuan,
}

describe('folding of typed text', () => {
  it.each(Object.entries(folds))('changes nothing the second time: %s', (_, fold) => {
    fc.assert(
      fc.property(rubbish, (typed) => {
        expect(fold(fold(typed))).toBe(fold(typed))
      }),
      { numRuns: 1000 },
    )
  })

  it('turns full-width letters, digits and signs into their twins', () => {
    expect(toHalfWidth('Ａｂ０９（）！～')).toBe('Ab09()!~')
  })

  it('takes invisible characters and every space and hyphen out of codes', () => {
    expect(foldCode('\ufeff a\u200bb\u00a01\u3000－2—3\u22124\t')).toBe('AB1234')
  })

  it('keeps single spaces inside a line', () => {
    expect(foldLine('\u3000 John \t  Smith\u200b ')).toBe('John Smith')
  })

  it('counts a rare character once', () => {
    expect(countCharacters('𠮷田')).toBe(2)
  })
})
