import * as v from 'valibot'
import { CreditCode } from '../../../schema/fields/credit-code.ts'
import { documentFields, documentMatches } from '../../../schema/fields/document-fields.ts'
import { Mobile } from '../../../schema/fields/mobile.ts'
import { PersonName } from '../../../schema/fields/person-name.ts'
import { UnitName } from '../../../schema/fields/unit-name.ts'

const named = { name: PersonName, ...documentFields }
const fits = documentMatches<{ name: string; documentType: string; documentNumber: string }>(
  'documentType',
  'documentNumber',
)

/** What either dialect must come to before it is believed: folded and checked like what a person types. */
export const Account = v.object({
  subject: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  account: v.object({
    creditCode: CreditCode,
    unitName: UnitName,
    legalRepresentative: v.pipe(v.object(named), fits),
  }),
  // A number that cannot be a mobile's is as good as none: nobody signs in by it here.
  holder: v.pipe(
    v.object({ ...named, mobile: v.fallback(v.optional(Mobile), undefined) }),
    documentMatches('documentType', 'documentNumber'),
  ),
  amr: v.array(v.string()),
})
