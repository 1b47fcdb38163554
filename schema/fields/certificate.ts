import type { Copy } from './copy-type.ts'
import { dropInvisible, toHalfWidth } from './text.ts'
import { textField } from './text-field.ts'

export const certificateCopy = {
  'certificate.required': '请填写证明编号，它印在证明的左上角，共 20 位数字。',
  'certificate.format': '证明编号是 20 位数字，请对照证明再核一遍；也可以直接扫证明右上角的二维码。',
  'digest.format': '摘要至少要填前 8 位，由数字和字母 a 到 f 组成，请对照证明最下面一行；不填也可以。',
} as const satisfies Copy

const NUMBER = /^\d{20}$/
/** What stands in a certificate's QR code: 192 bits of chance as base64url. */
const CODE = /^[\w-]{32}$/

/** Printed in groups, typed with or without the gaps. A QR code's code stays as it is, for its case counts. */
export const foldCertificate = (typed: string): string => dropInvisible(toHalfWidth(typed)).replace(/\s/g, '')

export const isCertificateCode = (folded: string): boolean => CODE.test(folded)

export function certificateProblem(folded: string): keyof typeof certificateCopy | undefined {
  if (folded === '') return 'certificate.required'
  return NUMBER.test(folded) || CODE.test(folded) ? undefined : 'certificate.format'
}

/** The number of a certificate, or the code of its QR code. */
export const CertificateName = /* @__PURE__ */ textField(
  '证明编号（20 位数字），或证明二维码里的验证码',
  foldCertificate,
  certificateProblem,
)

const foldDigest = (typed: string): string => foldCertificate(typed).toLowerCase()

/** The digest as printed, or how it begins; empty where nobody typed one. */
export const DigestBegin = /* @__PURE__ */ textField(
  '证明上印的摘要，或它的前几位（至少 8 位）',
  foldDigest,
  (folded) => (/^([0-9a-f]{8,64})?$/.test(folded) ? undefined : 'digest.format'),
)

/** Months in a row that were paid, both ends included. */
export type Run = readonly [from: string, to: string]

export const runInWords = ([from, to]: Run): string => (from === to ? from : `${from} 至 ${to}`)
