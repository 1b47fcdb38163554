/** Whether a CA vouches for a certificate, by what it answered last. Pure: asking is ask.ts. */
import type { Authority } from './chain.ts'

/** What is known of one certificate; times in milliseconds, as the CA signed them. */
export interface Standing {
  crl: { thisUpdate: number; nextUpdate: number; lists: boolean } | undefined
  ocsp: { thisUpdate: number; nextUpdate: number; status: 'good' | 'revoked' | 'unknown' } | undefined
}

/** How far a CA's clock may be ahead of ours. */
export const SKEW_MS = 5 * 60_000

export type Verdict = 'good' | 'revoked' | 'unknown'

/** Whether an answer still counts: by its own word, and by the CA's row of the trust list. */
export const isFresh = (
  answer: { thisUpdate: number; nextUpdate: number } | undefined,
  { freshMs }: Pick<Authority, 'freshMs'>,
  now: number,
): boolean =>
  answer !== undefined &&
  answer.thisUpdate <= now + SKEW_MS &&
  now < Math.min(answer.nextUpdate, answer.thisUpdate + freshMs)

/**
 * Every source that the trust list names must vouch: a list may be a day old, and a responder may know nothing of what
 * was issued yesterday. One that says nothing leaves it unknown; one that says revoked is enough.
 */
export function verdictOf(authority: Authority, standing: Standing | undefined, now: number): Verdict {
  const verdicts: Verdict[] = []
  const { crl, ocsp } = standing ?? {}
  if (authority.crlUrl) verdicts.push(isFresh(crl, authority, now) ? listed(crl?.lists) : 'unknown')
  if (authority.ocspUrl) verdicts.push((isFresh(ocsp, authority, now) && ocsp?.status) || 'unknown')
  if (verdicts.includes('revoked')) return 'revoked'
  return verdicts.length === 0 || verdicts.includes('unknown') ? 'unknown' : 'good'
}

const listed = (lists: boolean | undefined): Verdict => (lists ? 'revoked' : 'good')
