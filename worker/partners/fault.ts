/** Who is outside: the system a port's adapter talks to. */
export type Partner =
  | 'alipay'
  | 'sms'
  | 'population'
  | 'legacy'
  | 'sso'
  | 'licence'
  | 'express'
  | 'revocation'

/**
 * What can go wrong with an outside system, in the hall's terms:
 * - `timeout`: no answer in time; the other side may still have acted
 * - `unavailable`: not reached, answered with a fault of its own, or rested by the circuit
 * - `refused`: it understood and said no (its code is in `detail`)
 * - `limited`: too many calls, for this person or for the hall
 * - `bad_signature`: the answer is not provably the partner's
 * - `nonsense`: the answer is not what the protocol promises
 */
export type FaultKind = 'timeout' | 'unavailable' | 'refused' | 'limited' | 'bad_signature' | 'nonsense'

/** Expected failure of an outside system. `detail` is for the log and never holds personal data. */
export type PartnerFault = { kind: FaultKind; partner: Partner; detail: string }

/** A partner's own error code, safe for the log: its character set leaves no room for names or numbers. */
export function safeCode(code: string | undefined): string {
  const kept = (code ?? '').replace(/[^A-Za-z_.-]/g, '').slice(0, 60)
  return kept === '' ? 'no code' : kept
}
