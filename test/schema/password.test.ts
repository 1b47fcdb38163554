import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import {
  Password,
  PasswordRepeat,
  passwordKinds,
  passwordProblem,
  passwordRules,
  passwordsMatch,
} from '../../schema/fields/password.ts'

const typed = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', maxLength: 24 }),
  fc.string({ unit: fc.constantFrom(...'aZ0!~ '), maxLength: 22 }),
  fc.string({ unit: 'grapheme', maxLength: 24 }),
)

/** The rule once more, by character codes instead of patterns. */
function oracle(password: string): boolean {
  const kinds = new Set<string>()
  for (let place = 0; place < password.length; place += 1) {
    const code = password.charCodeAt(place)
    if (code < 33 || code > 126) return false
    if (code >= 48 && code <= 57) kinds.add('digit')
    else if (code >= 65 && code <= 90) kinds.add('upper')
    else if (code >= 97 && code <= 122) kinds.add('lower')
    else kinds.add('special')
  }
  return password.length >= 8 && password.length <= 20 && kinds.size >= 3
}

describe('password rule', () => {
  it('agrees with an independent reading of it', () => {
    fc.assert(
      fc.property(typed, (password) => {
        expect(passwordProblem(password) === undefined).toBe(oracle(password))
        expect(passwordRules(password).every(({ met }) => met)).toBe(oracle(password))
      }),
      { numRuns: 2000 },
    )
  })

  it('accepts an initial password of an institution, whose letters are of two kinds', () => {
    expect(v.parse(Password, 'Js292010')).toBe('Js292010')
  })

  it('sorts every printable sign into exactly one kind', () => {
    for (let code = 33; code < 127; code += 1) {
      expect(passwordKinds(String.fromCharCode(code))).toHaveLength(1)
    }
    expect(passwordKinds(' ')).toEqual([])
  })

  it.each([
    ['', 'password.required'],
    ['Aa1!xyz', 'password.length'],
    [`${'Aa1!'.repeat(5)}x`, 'password.length'],
    ['abcdefg1', 'password.kinds'],
    ['Abc 1234x', 'password.character'],
    ['密码Abc1234', 'password.character'],
    ['Ａbcd1234', 'password.character'],
  ])('says what is wrong with "%s"', (password, code) => {
    expect(v.safeParse(Password, password).issues?.map(({ message }) => message)).toEqual([code])
  })

  it('ticks rules off as they are met', () => {
    const met = (password: string) => passwordRules(password).flatMap((it) => (it.met ? [it.rule] : []))
    expect(met('')).toEqual([])
    expect(met('a')).toEqual(['character'])
    expect(met('aB1')).toEqual(['kinds', 'character'])
    expect(met('aB1xxxxx')).toEqual(['length', 'kinds', 'character'])
  })
})

describe('repeated password', () => {
  const Form = v.pipe(
    v.object({ password: Password, passwordRepeat: PasswordRepeat }),
    passwordsMatch('password', 'passwordRepeat'),
  )
  const issues = (form: unknown) =>
    v.safeParse(Form, form).issues?.map((issue) => [v.getDotPath(issue), issue.message])

  it('must equal the first', () => {
    expect(issues({ password: 'Js292010', passwordRepeat: 'Js292010' })).toBeUndefined()
    expect(issues({ password: 'Js292010', passwordRepeat: 'Js292011' })).toEqual([
      ['passwordRepeat', 'password_repeat.different'],
    ])
    expect(issues({ password: 'Js292010', passwordRepeat: '' })).toEqual([
      ['passwordRepeat', 'password_repeat.required'],
    ])
  })
})
