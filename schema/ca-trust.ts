/** The trust list: which CAs' keys sign in. What its administrators are told of a certificate that cannot be added. */
import type { Refusal } from './refusal.ts'

export type AuthorityProblem =
  | 'authority_unreadable'
  | 'authority_no_ca'
  | 'authority_weak'
  | 'authority_over'
  | 'authority_issuer_unknown'
  | 'authority_listed'

export const authorityRefusals: Record<AuthorityProblem, Refusal> = {
  authority_unreadable: {
    status: 422,
    text: '这份文件读不出证书。请选择 PEM 或 DER 格式的一张证书，不要选证书链、PFX 或私钥文件。',
  },
  authority_no_ca: {
    status: 422,
    text: '这张证书不是发证机构的证书，没有签发证书的用途。请向发证机构索取它的根证书或中级证书。',
  },
  authority_weak: {
    status: 422,
    text: '这张证书的密钥或签名算法太弱，大厅不认。密钥要求 SM2、RSA 2048 位以上或 P-256 以上，签名不能用 SHA-1、MD5。',
  },
  authority_over: { status: 422, text: '这张证书已经过期或还没有生效。请向发证机构索取现行的证书。' },
  authority_issuer_unknown: {
    status: 422,
    text: '签发这张中级证书的机构不在名单里，或者签名核对不上。请先添加它的上级证书。',
  },
  authority_listed: { status: 409, text: '这张证书已经在名单里，不用再加。' },
}
