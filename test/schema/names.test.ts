import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { PersonName, samePersonName } from '../../schema/fields/person-name.ts'
import { sameUnitName, UnitName } from '../../schema/fields/unit-name.ts'
import { rubbish } from './arbitraries.ts'

describe('person name', () => {
  it.each([
    ['李明', '李明'],
    [' 李 明 ', '李明'],
    ['欧阳\u3000娜娜', '欧阳娜娜'],
    ['买买提•阿布都', '买买提·阿布都'],
    ['买买提 ・ 阿布都', '买买提·阿布都'],
    ['买买提．阿布都', '买买提·阿布都'],
    ['𠮷田一', '𠮷田一'],
    ['〇一', '〇一'],
    ['ＺＨＡＮＧ  SAN', 'ZHANG SAN'],
    ['Seán O’Neill', "Seán O'Neill"],
    ['SMITH, JOHN-PAUL JR.', 'SMITH, JOHN-PAUL JR.'],
  ])('reads %s as %s', (typed, name) => {
    expect(v.parse(PersonName, typed)).toBe(name)
  })

  it.each([
    ['', 'person_name.required'],
    [null, 'person_name.required'],
    ['李', 'person_name.length'],
    ['李'.repeat(51), 'person_name.length'],
    ['李明1', 'person_name.character'],
    ['李Ming', 'person_name.character'],
    ['=李明', 'person_name.character'],
    ['·李明', 'person_name.character'],
    ['李明😀', 'person_name.character'],
  ])('says what is wrong with %s', (typed, code) => {
    expect(v.safeParse(PersonName, typed).issues?.map(({ message }) => message)).toEqual([code])
  })

  it('is the same however its dots, spaces, case and width were typed', () => {
    expect(samePersonName('买买提•阿布都', '买买提 · 阿布都')).toBe(true)
    expect(samePersonName('Zhang San', 'ＺＨＡＮＧ-san')).toBe(true)
    expect(samePersonName('郎平', '\uf92c平')).toBe(true)
    expect(samePersonName('李明', '李鸣')).toBe(false)
    expect(samePersonName('买买提阿布都', '买买提·阿布都')).toBe(false)
    expect(samePersonName('', ' ')).toBe(false)
  })
})

describe('unit name', () => {
  it.each([
    ['江苏某某(集团)有限公司', '江苏某某（集团）有限公司'],
    [' 江苏 某某 〔南京〕 有限公司', '江苏某某（南京）有限公司'],
    ['ＡＢＣ  Trading 公司', 'ABC Trading公司'],
    ['“好运”餐饮店', '“好运”餐饮店'],
    ['3M中国有限公司', '3M中国有限公司'],
  ])('reads %s as %s', (typed, name) => {
    expect(v.parse(UnitName, typed)).toBe(name)
  })

  it.each([
    ['', 'unit_name.required'],
    ['厂', 'unit_name.length'],
    ['厂'.repeat(121), 'unit_name.length'],
    ['=公司', 'unit_name.character'],
    ['@公司', 'unit_name.character'],
    ['公司\u0000', 'unit_name.character'],
    ['公司😀', 'unit_name.character'],
  ])('says what is wrong with %j', (typed, code) => {
    expect(v.safeParse(UnitName, typed).issues?.map(({ message }) => message)).toEqual([code])
  })

  it('is the same with brackets, letters and spaces of any width', () => {
    expect(sameUnitName('江苏abc(集团)有限公司', '江苏 ＡＢＣ（集团） 有限公司')).toBe(true)
    expect(sameUnitName('江苏甲有限公司', '江苏乙有限公司')).toBe(false)
    expect(sameUnitName('', '')).toBe(false)
  })
})

describe('names of any kind', () => {
  it('are the same as themselves, folded or not, and comparison is symmetric', () => {
    fc.assert(
      fc.property(rubbish, rubbish, (a, b) => {
        expect(samePersonName(a, b)).toBe(samePersonName(b, a))
        expect(sameUnitName(a, b)).toBe(sameUnitName(b, a))
        const person = v.safeParse(PersonName, a)
        if (person.success) expect(samePersonName(a, person.output)).toBe(true)
        const unit = v.safeParse(UnitName, a)
        if (unit.success) expect(sameUnitName(a, unit.output)).toBe(true)
      }),
    )
  })
})
