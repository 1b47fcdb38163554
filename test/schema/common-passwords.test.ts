import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COMMON_PASSWORDS } from '../../schema/fields/common-password-list.ts'
import { isCommonPassword } from '../../schema/fields/common-passwords.ts'
import { rubbish } from './arbitraries.ts'

describe('common passwords', () => {
  it('are refused from the bundled list in any case', () => {
    expect(COMMON_PASSWORDS.size).toBeGreaterThan(300)
    for (const password of COMMON_PASSWORDS) {
      expect(password).toBe(password.toLowerCase())
      expect(isCommonPassword(password.toUpperCase())).toBe(true)
    }
  })

  it.each([
    'Aa123456',
    'Aa12345678!',
    'P@ssw0rd',
    'P@$$w0rd2024!',
    'Jsrs@2024',
    'JSRS#202606',
    'Jiangsu2025!',
    'Admin@123',
    'Qwer1234!',
    '1qaz@WSX',
    '1Q2w3e4r!',
    'Asdf@2026',
    'Zaq12wsx',
    'Abcd1234',
    'aaaAAA111!!!',
    'Ab1!Ab1!Ab1!',
    '!@#123Qwe',
    'Woaini1314!',
    '20240101Aa',
    'Wang1988!',
    'Nanjing@2010',
    'Aa147258369',
  ])('are refused by pattern: %s', (password) => {
    expect(isCommonPassword(password)).toBe(true)
  })

  it.each(['Js292010', 'tR7#kq9wLm', 'Hb-4827-yun', 'Suzhou8829river', 'mK2!pQ7zx', 'Lv5xiu@tang8'])(
    'are not: %s',
    (password) => {
      expect(isCommonPassword(password)).toBe(false)
    },
  )

  it('are hardly ever met by chance', () => {
    const printable = Array.from({ length: 94 }, (_, place) => String.fromCharCode(33 + place))
    const random = fc.string({ unit: fc.constantFrom(...printable), minLength: 10, maxLength: 20 })
    const sample = fc.sample(fc.noBias(random), 2000)
    expect(sample.filter(isCommonPassword)).toEqual([])
  })

  it('are judged quickly and without a throw, whatever is given', () => {
    fc.assert(fc.property(rubbish, (password) => void isCommonPassword(password)))
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now()
      isCommonPassword('!'.repeat(128))
      return performance.now() - start
    })
    // The quickest: a machine that does much else may stop at any of them.
    expect(Math.min(...times)).toBeLessThan(100)
  })
})
