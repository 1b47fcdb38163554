/** 单位人员参保证明: what is chosen for one, and what whoever verifies it is told. */
import * as v from 'valibot'
import { message } from './copy.ts'
import { CertificateName, certificateCopy, DigestBegin } from './fields/certificate.ts'
import { INSURANCES, type InsuranceCode } from './fields/insurance.ts'
import { missing } from './fields/missing.ts'
import { monthCopy, SettlementMonth } from './fields/month.ts'
import type { Refusal } from './refusal.ts'

export const insuranceCodes = Object.keys(INSURANCES).sort() as InsuranceCode[]

/** Its code in the catalogue: what a handler's scope must hold. */
export const CERTIFICATE_ITEM = 'certificate'

/** Boxes of a form: none, one, or several under one name. */
const several = v.pipe(
  v.optional(v.union([v.string(), v.array(v.string())]), []),
  v.transform((given) => (typeof given === 'string' ? [given] : given)),
)

const Insurances = v.pipe(
  several,
  v.transform((given) => insuranceCodes.filter((code) => given.includes(code))),
)
const Ids = v.pipe(
  several,
  v.maxLength(1_000),
  v.transform((given) => given.filter((id) => /^[0-9a-z]{1,40}$/.test(id))),
)
const Place = v.optional(v.pipe(v.string(), v.regex(/^[0-9a-z~]{0,40}$/)), '')

/** The whole page is one form: what is to stand on the certificate, and which persons. `act` is its button. */
export const ChooseCertificate = v.object(
  {
    insurances: Insurances,
    from: v.optional(v.pipe(v.string(), v.maxLength(20)), ''),
    to: v.optional(v.pipe(v.string(), v.maxLength(20)), ''),
    q: v.optional(v.pipe(v.string(), v.maxLength(60)), ''),
    act: v.pipe(v.optional(v.string(), 'search'), v.regex(/^[a-z_]{1,12}(:[0-9a-z~]{0,40})?$/)),
    available: Ids,
    chosen: Ids,
    /** Where the two lists begin. */
    availableAt: Place,
    chosenAt: Place,
  },
  missing,
)
export type ChooseCertificate = v.InferOutput<typeof ChooseCertificate>

/** The months, once something is to be made of them. */
export const CertificateMonths = v.object({ from: SettlementMonth, to: SettlementMonth }, missing)

export const VerifyCertificate = v.object(
  { certificate: CertificateName, digest: v.optional(DigestBegin, '') },
  missing,
)
export type VerifyCertificate = v.InferOutput<typeof VerifyCertificate>

/** Months in a row, both ends included. */
const Run = v.object({ from: v.string(), to: v.string() })

/** Persons are masked: 李**, *****6011. Times are ISO 8601 in UTC, months YYYY-MM. */
export const VerifiedCertificate = v.object({
  number: v.string(),
  unitName: v.string(),
  creditCode: v.string(),
  place: v.string(),
  insurances: v.array(v.string()),
  from: v.string(),
  to: v.string(),
  issuedAt: v.string(),
  expiresAt: v.string(),
  /** SHA-256 in hexadecimal, as it is printed on the certificate. */
  digest: v.string(),
  personCount: v.number(),
  /** The first hundred, in the order of the certificate. */
  persons: v.array(
    v.object({ name: v.string(), number: v.string(), runs: v.array(Run), months: v.number() }),
  ),
})
export type VerifiedCertificate = v.InferOutput<typeof VerifiedCertificate>

export type CertificateReason =
  | 'certificate_not_allowed'
  | 'certificate_stopped'
  | 'no_insurance'
  | 'months_reversed'
  | 'months_ahead'
  | 'months_many'
  | 'no_persons'
  | 'persons_many'
  | 'runs_many'
  | 'nothing_paid'
  | 'choice_changed'
  | 'too_many_certificates'

export const certificateRefusals: Record<CertificateReason, Refusal> = {
  certificate_not_allowed: {
    status: 403,
    text: '您的授权里没有「单位人员参保证明打印」。请到「我的授权」申请增加，或请本单位的法定代表人、管理员打印。',
  },
  certificate_stopped: {
    status: 409,
    text: '「单位人员参保证明打印」现在停办，或者在您单位的登记地办不了。',
  },
  no_insurance: { status: 422, field: 'insurances', text: '还没有选险种，请至少选一种。' },
  months_reversed: { status: 422, field: 'to', text: '结束月份在开始月份前面，请把两个月份换一换。' },
  months_ahead: { status: 422, field: 'to', text: '结束月份还没有到，最晚可以选到本月。' },
  months_many: { status: 422, field: 'from', text: '一份证明最多包含 120 个月，请把时段选短一点。' },
  no_persons: {
    status: 422,
    text: '还没有选人。请在左边勾选人员，点「加入」；要全部人员的，点「全部加入」。',
  },
  persons_many: { status: 422, text: '一份证明最多 10,000 人，请移出一部分，分几份打印。' },
  runs_many: {
    status: 422,
    text: '选的人多，断过缴费的时段也多，一份证明放不下。请移出一部分人，或者把时段选短一点，分几份打印。',
  },
  nothing_paid: {
    status: 409,
    text: '选的人员在这个时段没有同时缴纳所选险种的记录，打印不出证明。刚申报补缴的月份，要等这一期结算以后才算。请换一个时段、险种或人员再试。',
  },
  choice_changed: {
    status: 409,
    text: '要打印的和您预览的不一样：可能在别的窗口改了险种、时段或人员，也可能这些人的缴费记录刚有变化。没有打印，请再预览一遍，对了再下载。',
  },
  too_many_certificates: {
    status: 429,
    text: '这一会儿打印的次数太多了，为了稳妥请过一分钟再试。您选的内容都在。',
  },
}

export type VerifyReason =
  | 'certificate_unknown'
  | 'certificate_changed'
  | 'certificate_expired'
  | 'too_many_verifications'

export const verifyRefusals: Record<VerifyReason, Refusal> = {
  certificate_unknown: {
    status: 404,
    text: '没有这份证明：编号或二维码对不上，可能输错了，也可能是伪造的。请对照证明再核一遍；还是这样的话，不要采信，可以拨打 12333 核实。',
  },
  certificate_changed: {
    status: 409,
    text: '编号是真的，但摘要对不上：这份证明的内容可能被改过。不要采信，请让出示的单位重新打印一份，或拨打 12333 核实。',
  },
  certificate_expired: {
    status: 410,
    text: '这份证明是真的，但已经过了六个月的验证期。请让出示的单位重新打印一份。',
  },
  too_many_verifications: { status: 429, text: '这个网络验证得太频繁了，请过一分钟再试。' },
}

/** The sentence for a message code on these pages. */
export const certificateMessage = (code: string): string => {
  const own: Record<string, string> = { ...certificateCopy, ...monthCopy }
  const refused: Record<string, Refusal> = { ...certificateRefusals, ...verifyRefusals }
  if (Object.hasOwn(own, code)) return own[code] ?? ''
  return Object.hasOwn(refused, code) ? (refused[code]?.text ?? '') : message(code)
}
