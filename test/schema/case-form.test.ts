import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  caseCopy,
  caseMessage,
  checkValues,
  fieldProblem,
  foldField,
  readValues,
  readWords,
} from '../../schema/case-form.ts'
import { caseRefusals } from '../../schema/case-refusals.ts'
import { type ItemField, isCase, items } from '../../schema/catalogue.ts'
import { rubbish } from './arbitraries.ts'

const field = (own: Partial<ItemField>): ItemField => ({
  ...{ key: 'one', label: '一', type: 'text', required: true, ...own },
})
const problem = (own: Partial<ItemField>, typed: string) =>
  fieldProblem(field(own), foldField(field(own), typed))

describe('a field of a case', () => {
  it('says what is wrong with it', () => {
    expect(problem({}, ' 　')).toBe('case_field.required')
    expect(problem({ required: false }, '')).toBeUndefined()
    expect(problem({ max: 3 }, '一二三四')).toBe('case_field.length')
    expect(problem({ max: 3 }, ' 一二三 ')).toBeUndefined()
    expect(problem({ type: 'number', max: 4 }, '１,２ ３')).toBeUndefined()
    for (const typed of ['12a', '12345', '-1', '1.5'])
      expect(problem({ type: 'number', max: 4 }, typed)).toBe('case_field.number')
    expect(problem({ type: 'money' }, '1,234.50 元')).toBeUndefined()
    expect(problem({ type: 'money' }, '1.234')).toBe('money.decimals')
    for (const typed of ['2026-11-21', '2026/1/5', '2026.1.5', '2026年1月5日'])
      expect(problem({ type: 'date' }, typed)).toBeUndefined()
    for (const typed of ['2026-02-30', '21.11.2026', '明天'])
      expect(problem({ type: 'date' }, typed)).toBe('case_field.date')
    const options = [{ value: 'a', label: '甲' }]
    expect(problem({ type: 'select', options }, 'a')).toBeUndefined()
    expect(problem({ type: 'select', options }, '甲')).toBe('case_field.option')
  })

  it('folds what is folded to itself', () => {
    fc.assert(
      fc.property(
        rubbish,
        fc.constantFrom('text', 'textarea', 'number', 'money', 'date', 'select'),
        (typed, type) => {
          const once = foldField(field({ type: type as ItemField['type'] }), typed)
          expect(foldField(field({ type: type as ItemField['type'] }), once)).toBe(once)
        },
      ),
    )
  })

  it('keeps the lines of a long text and no other control character', () => {
    expect(foldField(field({ type: 'textarea' }), '一\r\n二\u0000\u0007三\u200b')).toBe('一\n二  三')
  })
})

describe('the form of an item', () => {
  it('keeps its own fields alone, and complains of each that is missing', () => {
    for (const item of items.filter(isCase)) {
      const typed = { evil: 'x', __proto__: 'y', [item.fields?.[0]?.key ?? '']: '有' }
      expect(Object.keys(readValues(item, typed))).toEqual([item.fields?.[0]?.key])
      const missing = (item.fields ?? []).filter(({ required }) => required).map(({ key }) => key)
      expect(checkValues(item, {}).map((one) => one.field)).toEqual(missing)
    }
  })

  it('reads an opinion up to its length', () => {
    expect(readWords(' 好 ', 500)).toEqual({ words: '好' })
    expect(readWords(undefined, 500)).toEqual({ words: '' })
    expect(readWords('一'.repeat(501), 500)).toMatchObject({ code: 'words.length' })
  })
})

describe('what is said', () => {
  it.each(Object.entries(caseCopy))('is a plain Chinese sentence for %s', (code, sentence) => {
    expect(code).toMatch(/^[a-z]+(?:_[a-z]+)*\.[a-z]+(?:_[a-z]+)*$/)
    expect(sentence).toMatch(/^\p{Script=Han}.*。$/u)
    expect(sentence).not.toMatch(/[A-Za-z]{2}|[,;:!?()"']|参数|非法|错误|系统/)
  })

  it('is there for every refusal, and falls back to the hall’s own sentences', () => {
    for (const { text } of Object.values(caseRefusals)) expect(text).toMatch(/。$/)
    expect(caseMessage('money.decimals')).toContain('小数')
    expect(caseMessage('rating.reason')).toBe(caseCopy['rating.reason'])
  })
})
