import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type IssuerProfile, issuerProfiles } from '../../schema/ca-issuers.ts'
import { creditCodeOf } from '../../worker/ca/credit-code.ts'
import { readCertificate } from '../../worker/ca/x509/certificate.ts'
import { type Authority, COMMON_PLACE, type Wanted } from '../support/ca/authority.ts'
import { startAuthority, type TestAuthority } from '../support/ca/start.ts'

const CODE = '91320100MA10000250'
const OTHER = '91320100MA1000030H'
/** Of a person, whose number has the check character of a credit code as well. */
const PERSON = '320102195001010688'

let ca: TestAuthority
let issuer: Authority
beforeAll(async () => {
  ca = await startAuthority()
  issuer = await ca.root('ec')
})
afterAll(() => ca.stop())

const utf8 = (text: string) => `ASN1:UTF8String:${text}`
const extension = (oid: string, value: string): Wanted => ({ extensions: { [oid]: value } })
const subject = (parts: string): Wanted => ({ subject: `/C=CN${parts}/CN=x` })

async function codeOf(profile: IssuerProfile, wanted: Wanted): Promise<string> {
  const { certificate } = await issuer.issue(wanted)
  const read = readCertificate(certificate)
  if (!read) return 'a certificate that cannot be read'
  const found = creditCodeOf(read, profile)
  return found.ok ? found.value : found.error
}

/** A code as each issuer writes it. */
const places: [IssuerProfile, string, Wanted][] = [
  ['common', 'its own extension', extension(COMMON_PLACE, utf8(CODE))],
  ['common', 'PrintableString', extension(COMMON_PLACE, `ASN1:PRINTABLESTRING:${CODE}`)],
  ['common', 'IA5String', extension(COMMON_PLACE, `ASN1:IA5STRING:${CODE}`)],
  ['common', 'BMPString', extension(COMMON_PLACE, `ASN1:FORMAT:UTF8,BMPSTRING:${CODE}`)],
  ['common', 'bare characters', extension(COMMON_PLACE, `DER:${Buffer.from(CODE).toString('hex')}`)],
  ['common', 'lower case and spaces', extension(COMMON_PLACE, utf8('9132 0100 ma10000250'))],
  ['bjca', 'with its prefix', extension('1.2.156.112562.2.1.1.1', utf8(`JJ${CODE}`))],
  ['netca', 'its own extension', extension('1.3.6.1.4.1.18760.1.12.11', utf8(CODE))],
  ['guoxin', 'member of the subject', subject(`/member=${CODE}`)],
  ['guoxin', 'given name of the subject', subject(`/GN=${CODE}`)],
  ['jsca', 'unique id', extension('1.2.86.21.1.1', utf8(CODE))],
  ['rsa_unit_number', 'its own extension', extension('1.2.86.11.7.4', utf8(CODE))],
  ['department', 'OU', subject(`/OU=财务部/OU=${CODE}`)],
  ['serial_number', 'serialNumber', subject(`/serialNumber=${CODE}`)],
]

describe('the credit code of a certificate', () => {
  it.each(places)('by %s is found in %s', async (profile, _where, wanted) => {
    expect(await codeOf(profile, wanted)).toBe(CODE)
  })

  it('is tried for every issuer of the table', () => {
    const tried = new Set(places.map(([profile]) => profile))
    expect(Object.keys(issuerProfiles).filter((profile) => !tried.has(profile as IssuerProfile))).toEqual([])
  })

  it.each<[IssuerProfile, string, Wanted]>([
    ['common', 'is nowhere', {}],
    ['common', 'stands where another issuer writes it', extension('1.2.86.11.7.4', utf8(CODE))],
    ['common', 'stands in the subject', subject(`/OU=${CODE}/serialNumber=${CODE}`)],
    ['bjca', "lacks the issuer's prefix", extension('1.2.156.112562.2.1.1.1', utf8(CODE))],
    ['bjca', 'is a person’s number', extension('1.2.156.112562.2.1.1.1', utf8(`SF${PERSON}`))],
    ['common', 'has a wrong check character', extension(COMMON_PLACE, utf8(CODE.replace(/.$/, '1')))],
    ['common', 'is an organisation’s old code', extension(COMMON_PLACE, utf8('MA1000025'))],
    ['common', 'is no text', extension(COMMON_PLACE, 'ASN1:INTEGER:91320100')],
    ['common', 'is too long', extension(COMMON_PLACE, utf8(CODE.repeat(6)))],
    ['common', 'is empty', extension(COMMON_PLACE, utf8(''))],
    ['serial_number', 'is a person’s number', subject(`/serialNumber=${PERSON}`)],
    ['department', 'is a department', subject('/OU=财务部')],
  ])('by %s is not found when it %s', async (profile, _why, wanted) => {
    expect(await codeOf(profile, wanted)).toBe('ca_no_credit_code')
  })

  const both = (a: Wanted, b: Wanted): Wanted => ({
    ...{ ...a, ...b },
    extensions: { ...a.extensions, ...b.extensions },
  })
  const common = (code: string) => extension(COMMON_PLACE, utf8(code))

  it.each<[string, IssuerProfile, string, Wanted]>([
    [CODE, 'jsca', 'say the same', both(extension('1.2.86.21.1.1', utf8(CODE)), common(CODE))],
    [
      CODE,
      'netca',
      'say the code and a part of it',
      both(extension('1.3.6.1.4.1.18760.1.12.11', utf8(CODE)), common('MA1000025')),
    ],
    [CODE, 'guoxin', 'say the code and a name', subject(`/member=${CODE}/GN=王`)],
    ['ca_codes_differ', 'jsca', 'say two codes', both(extension('1.2.86.21.1.1', utf8(CODE)), common(OTHER))],
    ['ca_codes_differ', 'guoxin', 'say two codes in the subject', subject(`/member=${CODE}/GN=${OTHER}`)],
    ['ca_codes_differ', 'department', 'are both a department', subject(`/OU=${CODE}/OU=${OTHER}`)],
    [
      'ca_codes_differ',
      'netca',
      'say a code and a part of another',
      both(extension('1.3.6.1.4.1.18760.1.12.11', utf8(CODE)), common('MA1000030')),
    ],
    [
      'ca_codes_differ',
      'jsca',
      'say a code and what is none',
      both(extension('1.2.86.21.1.1', utf8(CODE)), common('913201000000000000')),
    ],
  ])('is %s when two places of %s %s', async (expected, profile, _what, wanted) => {
    expect(await codeOf(profile, wanted)).toBe(expected)
  })
})
