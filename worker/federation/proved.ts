/** What another system vouches for, however it was asked. */
import type { LegalPersonAccount, Licence } from '../partners/index.ts'
import type { FederatedWay } from './attempt-store.ts'

export interface Document {
  documentType: string
  documentNumber: string
}

export interface Proved {
  way: FederatedWay
  /** By RFC 8176; empty where the other side says nothing of it. */
  amr: string[]
  creditCode: string
  unitName: string
  /** A licence names no document. */
  representative: { name: string; document?: Document }
  /** Who signs in, where that may be somebody else than the legal representative. */
  holder?: Document
  mobile?: string | undefined
}

const sameDocument = (a: Document, b: Document) =>
  a.documentType === b.documentType && a.documentNumber === b.documentNumber

export function provedBySso({ account, holder, amr }: LegalPersonAccount): Proved {
  const { creditCode, unitName, legalRepresentative: who } = account
  const self = sameDocument(who, holder)
  return {
    ...{ way: 'sso', amr, creditCode, unitName },
    representative: { name: who.name, document: who },
    holder,
    // The mobile is the holder's: nobody else's goes on record with it.
    ...(self && { mobile: holder.mobile }),
  }
}

export const provedByLicence = ({ creditCode, unitName, legalRepresentativeName }: Licence): Proved => ({
  ...{ way: 'licence', amr: [], creditCode, unitName },
  representative: { name: legalRepresentativeName },
})

/** Whether the legal representative signs in, by the word of the other side. */
export const isRepresentative = ({ representative, holder }: Proved) =>
  !holder || (representative.document !== undefined && sameDocument(representative.document, holder))
