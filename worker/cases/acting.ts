/** Who acts on a case, what they may see of it, and what every act writes beside it. */
import type { CaseReason } from '../../schema/case-refusals.ts'
import { findItem } from '../../schema/catalogue.ts'
import { attemptBy, type Writer } from '../grants/acts.ts'
import { mayDo } from '../grants/rules.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import type { SignedInPerson } from '../lib/person-session.ts'
import { sealer } from '../lib/sealed.ts'
import type { SignedIn } from '../lib/session.ts'
import { type Address, addressesOf } from '../settings/addresses.ts'
import { keyOf, type Owner } from './drawer.ts'
import * as papers from './papers-store.ts'
import type { Standing } from './rules.ts'
import * as store from './store.ts'

/** Who files cases: an operator for their unit, or a person for themselves. */
export interface Filer extends Owner {
  /** As events and the audit name them. */
  actor: `operator:${string}` | `person:${string}`
  /** The operator's id, or the person's. */
  ownId: string
  /** Of the audit's row. */
  unitId: string | null
  may: (wish: { file: string } | { review: string }) => boolean
  /** Whose right to the item is asked for again in each batch. */
  writer: Writer
  /** Where results can be sent to. */
  addresses: (env: Bindings) => Promise<Address[]>
}

export const operatorFiling = (operator: SignedIn, now: number): Filer => ({
  ...{ drawer: 'unit_case', ownerId: operator.unitId, unitId: operator.unitId },
  ...{ actor: `operator:${operator.operatorId}`, ownId: operator.operatorId },
  may: (wish) => mayDo(operator, wish, now),
  writer: operator,
  addresses: (env) => addressesOf(env, operator),
})

/** A person does what is theirs to do; nobody grants it, and nothing is reviewed before the office gets it. */
export const personFiling = ({ personId }: SignedInPerson): Filer => ({
  ...{ drawer: 'person_case', ownerId: personId, unitId: null },
  ...{ actor: `person:${personId}`, ownId: personId },
  may: (wish) => 'file' in wish,
  writer: null,
  addresses: async () => [],
})

/** Who acts, from where, and when. */
export interface Acting {
  env: Bindings
  origin: Origin
  now: number
  filer: Filer
}

/** Codes of the items whose cases an operator sees; undefined for all. */
export const scopeOf = (operator: SignedIn): readonly string[] | undefined =>
  operator.role === 'handler' ? (operator.scope ?? []) : undefined

export const auditOf = ({ env, origin, now, filer }: Acting, act: string, id: string) =>
  audited(env, origin, now, {
    ...{
      unitId: filer.unitId,
      actor: filer.actor,
      act: `case_${act}`,
      subject: `case:${id}`,
      result: 'done',
    },
  })

/** Writes about a case of an item; `otherwise`: what it was where it was not the right to do so. */
export const attemptOn = <Reason extends CaseReason>(
  { env, filer }: Acting,
  item: string,
  statements: D1PreparedStatement[],
  otherwise: () => Reason | Promise<Reason>,
) =>
  attemptBy(env.DB, filer.writer, statements, {
    items: [item],
    barred: 'case_not_allowed',
    otherwise,
  } as const)

export const standingOf = (row: store.CaseRow): Standing => ({
  ...{ state: row.state, backTo: row.back_to, accepted: row.accepted_at !== null },
  reviewed: row.drawer === 'unit_case' && findItem(row.item)?.review !== undefined,
})

/** The case of this id, if it is the filer's and within their scope: else nobody learns that it is there. */
export async function ownCase({ env, filer }: Acting, id: string): Promise<store.CaseRow | undefined> {
  const { drawer, ownerId } = filer
  const found = await store.findCase(env.DB, { drawer, ownerId, id })
  const may = found && (filer.may({ file: found.item }) || filer.may({ review: found.item }))
  return may ? found : undefined
}

/** What happened, for the batch in which it happens. */
export async function eventOf(
  env: Bindings,
  now: number,
  row: store.CaseRow,
  event: papers.NewEvent['event'],
  actor: string,
  words: string,
) {
  const { keyId, seal } = await sealer(env.SEALING_KEYS)
  const wordsSealed = words === '' ? null : await seal(words, 'case_event.words')
  return papers.insertEvent(env.DB, keyOf(row), { event, actor, wordsSealed, keyId, now })
}
