import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { AppName, appsCopy, OpenApp } from '../../schema/apps.ts'
import { copy, hasMessage, message } from '../../schema/copy.ts'
import { CreditCode, creditCodeCopy } from '../../schema/fields/credit-code.ts'
import { CurrentPassword, currentPasswordCopy } from '../../schema/fields/current-password.ts'
import { documentFields, documentMatches } from '../../schema/fields/document-fields.ts'
import { documentNumberCopy } from '../../schema/fields/document-number.ts'
import { documentTypeCopy, documentTypes } from '../../schema/fields/document-type.ts'
import { Household, householdCopy } from '../../schema/fields/household.ts'
import { missing, missingCopy } from '../../schema/fields/missing.ts'
import { Mobile, mobileCopy } from '../../schema/fields/mobile.ts'
import { moneyCopy, Yuan } from '../../schema/fields/money.ts'
import { monthCopy, SettlementMonth } from '../../schema/fields/month.ts'
import { OldUnitCode, OldUserName, oldAccountCopy } from '../../schema/fields/old-account.ts'
import { Password, PasswordRepeat, passwordCopy, passwordsMatch } from '../../schema/fields/password.ts'
import { PersonName, personNameCopy } from '../../schema/fields/person-name.ts'
import { PuzzleAnswer, puzzleAnswerCopy } from '../../schema/fields/puzzle-answer.ts'
import { RegionCode, regionCopy } from '../../schema/fields/region.ts'
import { PersonIdentifier, signInNamesCopy, UnitIdentifier } from '../../schema/fields/sign-in-names.ts'
import { SmsCode, smsCodeCopy } from '../../schema/fields/sms-code.ts'
import { UnitName, unitNameCopy } from '../../schema/fields/unit-name.ts'
import { UnitNumber, unitNumberCopy } from '../../schema/fields/unit-number.ts'
import { StartPerson, tickCopy } from '../../schema/registration.ts'
import { rubbish } from './arbitraries.ts'

const Fields = v.object(
  {
    ...documentFields,
    appName: AppName,
    creditCode: CreditCode,
    household: Household,
    currentPassword: CurrentPassword,
    mobile: Mobile,
    money: Yuan,
    userName: OldUserName,
    unitCode: OldUnitCode,
    month: SettlementMonth,
    password: Password,
    passwordRepeat: PasswordRepeat,
    personIdentifier: PersonIdentifier,
    personName: PersonName,
    region: RegionCode,
    smsCode: SmsCode,
    unitIdentifier: UnitIdentifier,
    unitName: UnitName,
    unitNumber: UnitNumber,
  },
  missing,
)
const Everything = v.pipe(
  Fields,
  documentMatches('documentType', 'documentNumber'),
  passwordsMatch('password', 'passwordRepeat'),
)
const names = Object.keys(Fields.entries)

/** Texts that between them lure every message out of some field. */
const LURES = [
  ...[
    '',
    '1',
    'x'.repeat(200),
    '厂'.repeat(200),
    '0'.repeat(31),
    '李明',
    '李',
    '李1',
    '=1',
    '-1',
    '1.234',
    '13800',
    '11010519491231002X',
  ],
  ...[
    '110105194912310021',
    '110105194913310021',
    '110105299912310021',
    '123456789012345',
    '11010519491231002A',
  ],
  ...['914403001922038217', '91440300192203821O', '1234567890', '12345678901234567', 'abcdefgh', 'A 1!bcdef'],
]

function emitted(form: unknown): string[] {
  return v.safeParse(Everything, form).issues?.map((issue) => issue.message) ?? []
}

function everyField(text: unknown, documentType: string): Record<string, unknown> {
  return { ...Object.fromEntries(names.map((name) => [name, text])), documentType }
}

const TYPES = [...documentTypes().map(({ code }) => code), '77', '']

describe('copy', () => {
  it('has a sentence for every message that a schema gives, and a schema for every sentence', () => {
    const codes = new Set(LURES.flatMap((text) => TYPES.flatMap((type) => emitted(everyField(text, type)))))
    for (const code of emitted({ password: 'Js292010', passwordRepeat: 'Js292011' })) codes.add(code)
    for (const code of emitted('no form')) codes.add(code)
    const unticked = v.safeParse(StartPerson, { agreement: false, consent: 'no' }).issues ?? []
    for (const { message: code } of unticked) if (code in tickCopy) codes.add(code)
    for (const { message: code } of v.safeParse(OpenApp, { name: 'x' }).issues ?? []) codes.add(code)
    for (const answer of ['', 'x'])
      for (const { message: code } of v.safeParse(PuzzleAnswer, answer).issues ?? []) codes.add(code)
    // These two come from the server, which alone knows the list and the last five passwords.
    const fromServer = ['password.common', 'password.reused']
    // Absent fields take their field's name in the form, which need not be the atom's.
    const fromNames = emitted({})
    const known = [...codes, ...fromServer].filter((code) => hasMessage(code) || !fromNames.includes(code))
    expect([...new Set(known)].sort()).toEqual(Object.keys(copy).sort())
  })

  it('has a sentence for whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(rubbish, fc.anything()), fc.constantFrom(...TYPES), (text, type) => {
        for (const code of emitted(everyField(text, type))) expect(copy).toHaveProperty([code])
      }),
    )
  })

  it('names an absent field by its name in the form', () => {
    expect(emitted({})).toContain('credit_code.required')
    expect(emitted({})).toContain('sms_code.required')
  })

  it('has no code twice', () => {
    const tables = [
      appsCopy,
      creditCodeCopy,
      currentPasswordCopy,
      documentNumberCopy,
      documentTypeCopy,
      householdCopy,
      missingCopy,
      mobileCopy,
      moneyCopy,
      monthCopy,
      oldAccountCopy,
      passwordCopy,
      personNameCopy,
      puzzleAnswerCopy,
      regionCopy,
      signInNamesCopy,
      smsCodeCopy,
      unitNameCopy,
      unitNumberCopy,
      tickCopy,
    ]
    expect(tables.flatMap(Object.keys).sort()).toEqual(Object.keys(copy).sort())
  })

  it.each(Object.entries(copy))('is a plain Chinese sentence for %s', (code, sentence) => {
    expect(code).toMatch(/^[a-z]+(?:_[a-z]+)*\.[a-z]+(?:_[a-z]+)*$/)
    expect(sentence).toMatch(/^\p{Script=Han}.*。$/u)
    // Single letters may be named (X, H, M), words may not; sentences have full-width punctuation.
    expect(sentence).not.toMatch(/[A-Za-z]{2}/)
    expect(sentence).not.toMatch(/[,;:!?()"']/)
    expect(sentence).not.toMatch(/参数|非法|错误|系统/)
  })

  it('falls back to a general sentence and never throws', () => {
    expect(message('credit_code.check_digit')).toBe(creditCodeCopy['credit_code.check_digit'])
    expect(message('something.required')).toBe('这一项还没有填写，请补上。')
    fc.assert(
      fc.property(fc.string(), (code) => {
        expect(message(code)).toMatch(/。$/)
      }),
    )
    for (const code of ['toString', '__proto__', 'constructor']) expect(message(code)).toMatch(/。$/)
  })
})
