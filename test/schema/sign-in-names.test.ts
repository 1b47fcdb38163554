import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { CurrentPassword } from '../../schema/fields/current-password.ts'
import { isMobile, Mobile } from '../../schema/fields/mobile.ts'
import { PersonIdentifier, UnitIdentifier, unitIdentifierKind } from '../../schema/fields/sign-in-names.ts'
import { SmsCode } from '../../schema/fields/sms-code.ts'
import { UnitNumber } from '../../schema/fields/unit-number.ts'
import { creditCode, digits, identityNumber, rubbish } from './arbitraries.ts'

const mobile = fc.tuple(fc.constantFrom(...'3456789'), digits(9)).map(([second, rest]) => `1${second}${rest}`)

function codes(schema: v.GenericSchema, typed: unknown): string[] | undefined {
  return v.safeParse(schema, typed).issues?.map(({ message }) => message)
}

describe('mobile', () => {
  it('is the same with any country code, spaces, hyphens and brackets', () => {
    fc.assert(
      fc.property(mobile, fc.constantFrom('', '+86', '＋86 ', '(+86)', '0086-', '86'), (number, prefix) => {
        const typed = `${prefix}${number.slice(0, 3)}-${number.slice(3, 7)} ${number.slice(7)}`
        expect(v.parse(Mobile, typed)).toBe(number)
      }),
    )
  })

  it('says what is wrong', () => {
    expect(codes(Mobile, '')).toEqual(['mobile.required'])
    expect(codes(Mobile, '1381234567')).toEqual(['mobile.length'])
    expect(codes(Mobile, '138123456789')).toEqual(['mobile.length'])
    expect(codes(Mobile, '12812345678')).toEqual(['mobile.format'])
    expect(codes(Mobile, '025-83260012')).toEqual(['mobile.format'])
  })
})

describe('sms code and unit number', () => {
  it('fold what was typed or pasted', () => {
    expect(v.parse(SmsCode, '１２3 456')).toBe('123456')
    expect(v.parse(UnitNumber, '2021 1300')).toBe('20211300')
  })

  it('say what is wrong', () => {
    expect(codes(SmsCode, undefined)).toEqual(['sms_code.required'])
    expect(codes(SmsCode, '12345')).toEqual(['sms_code.format'])
    expect(codes(UnitNumber, '')).toEqual(['unit_number.required'])
    expect(codes(UnitNumber, '2021130A')).toEqual(['unit_number.format'])
  })
})

describe('names of the sign-in form', () => {
  it('take a credit code or a number for the unit', () => {
    fc.assert(
      fc.property(creditCode, digits(8), (code, number) => {
        expect(v.parse(UnitIdentifier, code.toLowerCase())).toBe(code)
        expect(v.parse(UnitIdentifier, ` ${number}`)).toBe(number)
        expect([unitIdentifierKind(code), unitIdentifierKind(number)]).toEqual(['credit_code', 'number'])
      }),
    )
  })

  it('say nothing about check digits', () => {
    expect(v.parse(UnitIdentifier, '914403001922038217')).toBe('914403001922038217')
    expect(v.parse(PersonIdentifier, '110105194912310021')).toBe('110105194912310021')
  })

  it('take a document number or a mobile for the person', () => {
    fc.assert(
      fc.property(identityNumber, mobile, (number, phone) => {
        expect(v.parse(PersonIdentifier, ` ${number.toLowerCase()}`)).toBe(number)
        expect(v.parse(PersonIdentifier, `+86 ${phone}`)).toBe(phone)
        expect([isMobile(number), isMobile(phone)]).toEqual([false, true])
      }),
    )
    expect(v.parse(PersonIdentifier, '苏证（2026）0001')).toBe('苏证(2026)0001')
  })

  it('say what is wrong', () => {
    expect(codes(UnitIdentifier, ' ')).toEqual(['unit_identifier.required'])
    expect(codes(UnitIdentifier, '123')).toEqual(['unit_identifier.format'])
    expect(codes(PersonIdentifier, '')).toEqual(['person_identifier.required'])
    expect(codes(PersonIdentifier, 'a@b')).toEqual(['person_identifier.format'])
    expect(codes(PersonIdentifier, '1'.repeat(31))).toEqual(['person_identifier.format'])
  })

  it('take any password somebody may have, unchanged', () => {
    expect(v.parse(CurrentPassword, ' 旧 ')).toBe(' 旧 ')
    expect(codes(CurrentPassword, '')).toEqual(['current_password.required'])
    expect(codes(CurrentPassword, 'x'.repeat(129))).toEqual(['current_password.length'])
  })

  it('never throw, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(rubbish, fc.anything()), (typed) => {
        for (const schema of [
          Mobile,
          SmsCode,
          UnitNumber,
          UnitIdentifier,
          PersonIdentifier,
          CurrentPassword,
        ]) {
          v.safeParse(schema, typed)
        }
      }),
    )
  })
})
