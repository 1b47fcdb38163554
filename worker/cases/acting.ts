/** Who acts on a case, what they may see of it, and what every act writes beside it. */
import { findItem } from '../../schema/catalogue.ts'
import { mayDo } from '../grants/rules.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { sealer } from '../lib/sealed.ts'
import type { SignedIn } from '../lib/session.ts'
import * as papers from './papers-store.ts'
import type { Standing } from './rules.ts'
import * as store from './store.ts'

/** Who acts, from where, and when. */
export interface Acting {
  env: Bindings
  origin: Origin
  now: number
  operator: SignedIn
}

export const actorOf = ({ operator }: Acting) => `operator:${operator.operatorId}`

/** Codes of the items whose cases an operator sees; undefined for all. */
export const scopeOf = (operator: Acting['operator']): readonly string[] | undefined =>
  operator.role === 'handler' ? (operator.scope ?? []) : undefined

export const auditOf = ({ env, origin, now, operator }: Acting, actor: string, act: string, id: string) =>
  audited(env, origin, now, {
    ...{ unitId: operator.unitId, actor, act: `case_${act}`, subject: `case:${id}`, result: 'done' },
  })

export const standingOf = (row: store.CaseRow): Standing => ({
  ...{ state: row.state, backTo: row.back_to, accepted: row.accepted_at !== null },
  reviewed: findItem(row.item)?.review !== undefined,
})

/** The case of this id, if it is the operator's unit's and within their scope: else nobody learns that it is there. */
export async function ownCase(
  { env, now, operator }: Acting,
  id: string,
): Promise<store.CaseRow | undefined> {
  const found = await store.findCase(env.DB, operator.unitId, id)
  const may =
    found && (mayDo(operator, { file: found.item }, now) || mayDo(operator, { review: found.item }, now))
  return may ? found : undefined
}

/** What happened, for the batch in which it happens. */
export async function eventOf(
  env: Bindings,
  now: number,
  { unit_id: unitId, id }: store.CaseRow,
  event: papers.NewEvent['event'],
  actor: string,
  words: string,
) {
  const { keyId, seal } = await sealer(env.SEALING_KEYS)
  const wordsSealed = words === '' ? null : await seal(words, 'case_event.words')
  return papers.insertEvent(env.DB, { unitId, id }, { event, actor, wordsSealed, keyId, now })
}
