import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { documentFields, documentMatches } from '../../schema/fields/document-fields.ts'
import { DocumentNumber, documentNumberProblem } from '../../schema/fields/document-number.ts'
import {
  DOCUMENT_TYPES,
  DocumentType,
  documentTypes,
  isDocumentType,
} from '../../schema/fields/document-type.ts'
import { identityCheckCharacter } from '../../schema/fields/identity-number.ts'
import { PersonName } from '../../schema/fields/person-name.ts'
import { identityNumber, rubbish, TODAY } from './arbitraries.ts'

function checked(first17: string): string {
  return first17 + identityCheckCharacter(first17)
}

describe('document number by type', () => {
  it.each([
    ['01', '11010519491231002X'],
    ['02', '南字第1234567号'],
    ['03', '武字第0012345号'],
    ['04', 'H12345678'],
    ['04', 'M1234567801'],
    ['05', checked('81000019900101001')],
    ['05', checked('83000019900101001')],
    ['06', '12345678'],
    ['06', '1234567801'],
    ['07', 'USA123456789012'],
    ['07', checked('91112419810803002')],
    ['08', 'E12345678'],
    ['08', 'AB123'],
    ['90', 'A12345678'],
    ['99', '苏证(2026)0001'],
  ] as const)('accepts type %s with %s', (type, number) => {
    expect(documentNumberProblem(type, number, TODAY)).toBeUndefined()
  })

  it.each([
    ['01', 'H12345678', 'document_number.length'],
    ['04', 'A12345678', 'document_number.hong_kong_macao_permit'],
    ['04', 'H123456789', 'document_number.hong_kong_macao_permit'],
    ['05', '840000199001010010', 'document_number.residence_permit'],
    ['05', '81000019900101001', 'document_number.residence_permit'],
    ['05', '810000199013010010', 'document_number.birth_date'],
    ['06', '123456789', 'document_number.taiwan_permit'],
    ['07', 'US1123456789012', 'document_number.permanent_residence'],
    ['07', '11010519491231002X', 'document_number.permanent_residence'],
    ['08', 'E123', 'document_number.passport'],
    ['08', '护照12345', 'document_number.passport'],
    ['90', '123', 'document_number.too_short'],
    ['90', '11010519491231002X', 'document_number.of_identity_card'],
    ['02', '11010519491231002X', 'document_number.of_identity_card'],
    ['99', '11010519491231002X', 'document_number.of_identity_card'],
    ['02', '', 'document_number.required'],
    ['99', '1'.repeat(31), 'document_number.too_long'],
    ['99', '=1+1', 'document_number.character'],
  ] as const)('refuses type %s with %s', (type, number, code) => {
    expect(documentNumberProblem(type, number, TODAY)).toBe(code)
  })

  it('asks the check digit of newer permanent residence cards and of residence permits', () => {
    for (const [type, first17] of [
      ['07', '91112419810803002'],
      ['05', '82000019900101001'],
    ] as const) {
      for (const last of '0123456789X') {
        const expected = last === identityCheckCharacter(first17) ? undefined : 'document_number.check_digit'
        expect(documentNumberProblem(type, first17 + last, TODAY)).toBe(expected)
      }
    }
  })

  it('never throws, whatever is typed for whatever type', () => {
    const types = documentTypes().map(({ code }) => code)
    fc.assert(
      fc.property(fc.constantFrom(...types), rubbish, (type, typed) => {
        const parsed = v.safeParse(DocumentNumber, typed)
        documentNumberProblem(type, parsed.success ? parsed.output : typed, TODAY)
      }),
    )
  })
})

describe('document type', () => {
  it('lists the codes in their order with labels', () => {
    const codes = documentTypes().map(({ code }) => code)
    expect(codes).toEqual(['01', '02', '03', '04', '05', '06', '07', '08', '90', '99'])
    expect(DOCUMENT_TYPES['01']).toBe('居民身份证')
  })

  it('knows its own codes only', () => {
    expect(isDocumentType('toString')).toBe(false)
    expect(v.parse(DocumentType, ' ０１')).toBe('01')
    expect(v.safeParse(DocumentType, '77').issues?.[0].message).toBe('document_type.unknown')
  })
})

describe('document fields of a form', () => {
  const Person = v.pipe(
    v.object({ ...documentFields, name: PersonName }),
    documentMatches('documentType', 'documentNumber', () => TODAY),
  )

  const issues = (form: unknown) =>
    v.safeParse(Person, form).issues?.map((issue) => [v.getDotPath(issue), issue.message])

  it('accepts what belongs together and keeps the other fields', () => {
    fc.assert(
      fc.property(identityNumber, (number) => {
        const form = { documentType: '01', documentNumber: ` ${number.toLowerCase()} `, name: '李明' }
        expect(v.parse(Person, form)).toEqual({ documentType: '01', documentNumber: number, name: '李明' })
      }),
    )
  })

  it('puts the issue on the number, beside issues of other fields', () => {
    expect(issues({ documentType: '01', documentNumber: '110105194912310021', name: '' })).toEqual([
      ['name', 'person_name.required'],
      ['documentNumber', 'document_number.check_digit'],
    ])
  })

  it('says one thing about a number that has a problem of its own, and none where the type is unknown', () => {
    const name = '李明'
    expect(issues({ documentType: '01', documentNumber: '', name })).toEqual([
      ['documentNumber', 'document_number.required'],
    ])
    expect(issues({ documentType: '55', documentNumber: '123', name })).toEqual([
      ['documentType', 'document_type.unknown'],
    ])
  })

  it('serves fields of other names', () => {
    const Unit = v.pipe(
      v.object({ legalRepresentativeType: DocumentType, legalRepresentativeNumber: DocumentNumber }),
      documentMatches('legalRepresentativeType', 'legalRepresentativeNumber'),
    )
    const result = v.safeParse(Unit, { legalRepresentativeType: '06', legalRepresentativeNumber: '1234567' })
    expect(result.issues?.map((issue) => [v.getDotPath(issue), issue.message])).toEqual([
      ['legalRepresentativeNumber', 'document_number.taiwan_permit'],
    ])
  })

  it('is silent on what is no form at all', () => {
    fc.assert(fc.property(fc.anything(), (form) => void v.safeParse(Person, form)))
  })

  it('takes the day from the clock in China, eight hours ahead', () => {
    expect(dayInChina(Date.UTC(2026, 9, 14, 15, 59))).toBe('2026-10-14')
    expect(dayInChina(Date.UTC(2026, 9, 14, 16, 0))).toBe('2026-10-15')
  })
})
