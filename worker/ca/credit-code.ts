/** A unit's credit code, read from where its certificate's issuer writes it. */
import { issuerProfiles, type Place } from '../../schema/ca-issuers.ts'
import { creditCodeProblem } from '../../schema/fields/credit-code.ts'
import { identityNumberProblem } from '../../schema/fields/identity-number.ts'
import { organisationCodeIn } from '../../schema/fields/organisation-code.ts'
import { foldCode } from '../../schema/fields/text.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { Authority } from './chain.ts'
import type { Certificate } from './x509/certificate.ts'
import { readText } from './x509/values.ts'

export function creditCodeOf(
  certificate: Certificate,
  profile: Authority['profile'],
): Result<string, 'ca_no_credit_code' | 'ca_codes_differ'> {
  const places: readonly Place[] = issuerProfiles[profile]?.places ?? []
  const found = new Set(places.flatMap((place) => codesAt(certificate, place)))
  const code = [...found].find(isCreditCode)
  if (!code) return fail('ca_no_credit_code')
  // Certificates older than credit codes' extension repeat the organisation's code, which is a part of it.
  found.delete(organisationCodeIn(code))
  return found.size === 1 ? ok(code) : fail('ca_codes_differ')
}

const isCreditCode = (text: string) => creditCodeProblem(text) === undefined

function codesAt(certificate: Certificate, { in: where, oid, prefix = '', shared }: Place): string[] {
  const texts =
    where === 'extension'
      ? [extensionText(certificate.extensions.get(oid)?.value)]
      : certificate.attributes.filter((attribute) => attribute.oid === oid).map(({ text }) => text)
  return texts
    .flatMap((text) => (text?.startsWith(prefix) ? foldCode(text.slice(prefix.length)) : []))
    .filter((code) => code !== '' && (!shared || isUnits(code)))
}

/** A credit code, and not a person's number whose check character happens to be right for one. */
const isUnits = (code: string) =>
  isCreditCode(code) && identityNumberProblem(code, '9999-12-31') !== undefined

/** The text of an extension: a string type of ASN.1 or, as some CAs have it, the bare characters. */
function extensionText(value: Uint8Array | undefined): string | undefined {
  if (!value || value.length > 100) return undefined
  const bare = value.every((byte) => byte >= 0x20 && byte < 0x7f)
  return bare ? String.fromCharCode(...value) : readText(value)
}
