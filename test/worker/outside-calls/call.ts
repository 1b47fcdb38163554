/** What a step of the hall that asks an outside system is to the tests of faults. */
import type { FaultName, PartnerName } from '../../sandbox/faults.ts'
import type { anApp } from '../../support/app-client.ts'
import type { TestAuthority } from '../../support/ca/start.ts'
import type { Reply } from '../../support/client.ts'
import { Visitor } from '../../support/client.ts'
import type { Pair } from '../../support/pair.ts'
import type { RowCounts } from '../../support/row-counts.ts'

export interface OutsideCall {
  /** Who does what, as the title of its tests. */
  what: string
  /** The method of a partner's port, `sms.send`, and the file of the worker whose act it is. */
  asks: string
  by: string
  /** Whom the sandbox makes fail, or the CA that the test plays itself. */
  partner: PartnerName | 'revocation'
  /** How often the hall asks before it gives up. */
  tries: 1 | 2
  /** Those that its partner can make; all of them where it is left out. */
  faults?: FaultName[]
  /** Comes as far as this step, and answers how to take it. */
  ready(): Promise<() => Promise<Reply>>
  good(reply: Reply): boolean
  /** Faults after which this very step is not to be taken again, but a new one. */
  once?: FaultName[]
  /** Asked behind the page: the visitor gets it whatever happens outside, with what was known before. */
  behind?: true
  /** The rows that there may be more of when the partner failed, by table: what the next try goes on with. */
  leaves?: RowCounts
  /** What is said where it is not the sentence for the partner's fault. */
  says?: (fault: FaultName) => string
}

/** What the steps are taken in. */
export interface Stage {
  world: Pair
  ca: TestAuthority
  app: Awaited<ReturnType<typeof anApp>>
}

export type Steps = (stage: Stage) => OutsideCall[]

/** After these the message may be on its way, and keeps its minute. */
export const MAYBE_SENT: FaultName[] = ['timeout', 'late', 'bad_signature', 'nonsense']

/** What another system sent back is good for one exchange, however it ended. */
export const ANY: FaultName[] = [...MAYBE_SENT, '500', 'twice', 'deny']

/** What steps may share, round after round: made once, when it is first needed. */
export function kept<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

export const newcomer = ({ world }: Stage) => new Visitor(world.hall.origin)
export const leadsTo = (path: string) => (reply: Reply) => reply.headers.get('location') === path
export const status = (wanted: number) => (reply: Reply) => reply.status === wanted
