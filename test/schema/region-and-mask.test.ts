import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { maskDocumentNumber, maskMobile, maskName } from '../../schema/fields/mask.ts'
import {
  countiesOf,
  RegionCode,
  regionName,
  regionOfCreditCode,
  regions,
  topRegions,
} from '../../schema/fields/region.ts'
import { creditCode, rubbish } from './arbitraries.ts'

describe('regions', () => {
  it('are the province, its own level, 13 cities and 95 counties', () => {
    const all = [...regions().values()]
    const count = (level: string) => all.filter((region) => region.level === level).length
    expect(['province', 'provincial', 'city', 'county'].map(count)).toEqual([1, 1, 13, 95])
    expect(all.every(({ code }) => /^32\d{4}$/.test(code))).toBe(true)
    expect(topRegions().reduce((sum, { code }) => sum + countiesOf(code).length, 0)).toBe(95)
  })

  it('have the names that people know', () => {
    expect(topRegions()[0]?.name).toBe('省本级')
    expect(countiesOf('321200').map(({ code, name }) => code + name)).toEqual([
      '321202海陵区',
      '321203高港区',
      '321204姜堰区',
      '321281兴化市',
      '321282靖江市',
      '321283泰兴市',
    ])
    expect(regionName('320106')).toBe('南京市鼓楼区')
    expect(regionName('320302')).toBe('徐州市鼓楼区')
    expect(regionName('320500')).toBe('苏州市')
    expect(regionName('110000')).toBeUndefined()
  })

  it('are accepted by code only', () => {
    expect(v.parse(RegionCode, '３２１２００')).toBe('321200')
    expect(v.safeParse(RegionCode, '').issues?.[0].message).toBe('region.required')
    expect(v.safeParse(RegionCode, '320101').issues?.[0].message).toBe('region.unknown')
  })

  it('are read from a credit code, from the nearest known one where the code is not listed', () => {
    expect(regionOfCreditCode('9132070070404786XB')?.name).toBe('连云港市')
    expect(regionOfCreditCode('91320000796544598E')?.name).toBe('江苏省')
    expect(regionOfCreditCode('91320191MA10000000')?.name).toBe('南京市')
    expect(regionOfCreditCode('91329900MA10000000')?.name).toBe('江苏省')
    expect(regionOfCreditCode('914403001922038216')).toBeUndefined()
    fc.assert(fc.property(fc.oneof(creditCode, rubbish), (code) => void regionOfCreditCode(code)))
  })
})

describe('masks', () => {
  it('look as in the manuals', () => {
    expect(maskMobile('13812345682')).toBe('1*****82')
    expect(maskDocumentNumber('320102199001016011')).toBe('*****6011')
    expect(maskName('李小明')).toBe('李**')
    expect(maskName('李明')).toBe('李**')
    expect(maskName('𠮷田')).toBe('𠮷**')
  })

  it('show nothing of what is too short to hide', () => {
    expect([maskMobile('1234'), maskDocumentNumber('6011'), maskName('李'), maskName('')]).toEqual([
      '*****',
      '*****',
      '**',
      '**',
    ])
  })

  it('never show more than half of a value', () => {
    fc.assert(
      fc.property(rubbish, (value) => {
        for (const mask of [maskMobile, maskDocumentNumber]) {
          expect(mask(value).replaceAll('*', '').length * 2).toBeLessThanOrEqual(Math.max(value.length, 8))
        }
      }),
    )
  })
})
