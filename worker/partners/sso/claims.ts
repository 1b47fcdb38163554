import * as v from 'valibot'
import { registeredMethods } from '../../lib/amr.ts'
import { ok, type Result } from '../../lib/result.ts'
import { fault } from '../call.ts'
import type { PartnerFault } from '../fault.ts'
import { Account } from './account.ts'
import type { SsoOutcome } from './port.ts'

/** What is read of an ID token once it is verified. */
export const Claims = v.looseObject({
  nonce: v.string(),
  sub: v.string(),
  amr: v.optional(v.array(v.string()), []),
})
export type Claims = v.InferOutput<typeof Claims>

const Text = v.string()
/** The provider's own claims of a legal person's account, beside those of OpenID Connect. */
export const UserInfo = v.variant('account_type', [
  v.looseObject({ account_type: v.literal('natural'), sub: Text }),
  v.looseObject({
    ...{ account_type: v.literal('legal'), sub: Text, credit_code: Text, unit_name: Text },
    legal_representative: v.looseObject({ name: Text, document_type: Text, document_number: Text }),
    ...{ name: Text, document_type: Text, document_number: Text, phone_number: v.optional(Text) },
  }),
])
export type UserInfo = v.InferOutput<typeof UserInfo>

/** The account in the hall's own terms. */
export function outcomeOf(info: UserInfo, { sub, amr }: Claims): Result<SsoOutcome, PartnerFault> {
  if (info.account_type === 'natural') return ok({ kind: 'personal' })
  const { legal_representative: who } = info
  const account = v.safeParse(Account, {
    subject: sub,
    account: {
      ...{ creditCode: info.credit_code, unitName: info.unit_name },
      legalRepresentative: {
        ...{ name: who.name, documentType: who.document_type, documentNumber: who.document_number },
      },
    },
    holder: {
      ...{ name: info.name, documentType: info.document_type, documentNumber: info.document_number },
      mobile: info.phone_number,
    },
    amr: registeredMethods(amr),
  })
  return account.success
    ? ok({ kind: 'unit', account: account.output })
    : fault('sso', 'nonsense', 'fields of the account')
}
