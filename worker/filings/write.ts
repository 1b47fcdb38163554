/** What a chunk of filings writes, as the statements of one batch. */

import type { Bindings } from '../lib/env.ts'
import { newId, newIdAfter } from '../lib/ids.ts'
import { insuredIndexes } from '../lib/insured.ts'
import { sealer } from '../lib/sealed.ts'
import type { Heard } from './judge-rows.ts'
import { documentsOf, type Named } from './persons.ts'
import type { Plan, Scene } from './plan.ts'
import * as store from './store.ts'

/** A row that is to be filed. */
export interface Planned {
  row: number
  named: Named
  plan: Plan
  /** The filing's id. */
  id: string
}

/** For whom it is written. */
export interface Writing {
  env: Bindings
  now: number
  unit: { unitId: string; region: string }
  /** An operator, or a unit's software. */
  filedBy: `operator:${string}` | `client:${string}`
  rosterId?: string | undefined
  caseId?: string | undefined
  /** From an earlier try with the same rows. */
  heard?: Heard
}

/** Gives each plan the id of its filing, and a person new to the insurance an id. */
export const withIds = (planned: readonly Omit<Planned, 'id'>[], now: number): Planned[] =>
  planned.map(({ plan, ...rest }) => ({
    ...rest,
    ...{
      plan: plan.newInsured ? { ...plan, insuredId: newId(now) } : plan,
      id: newIdAfter(plan.latest, now),
    },
  }))

export async function statementsOf(
  { env, now, unit, filedBy, rosterId, caseId }: Writing,
  { unitId, period, today }: Scene,
  planned: readonly Planned[],
): Promise<D1PreparedStatement[]> {
  const db = env.DB
  const plans = planned.map(({ plan }) => plan)
  const owed = contributionsOf(planned)
  const some = <Row>(rows: readonly Row[], write: (rows: readonly Row[]) => D1PreparedStatement) =>
    rows.length > 0 ? [write(rows)] : []
  const ended = plans.filter(({ termination }) => termination)
  const begun = planned.filter(({ plan }) => plan.kind === 'enrolment')
  const raised = planned.flatMap(({ plan: { insuredId, baseChange } }): [string, number][] =>
    baseChange ? [[insuredId, baseChange.baseFen]] : [],
  )
  return [
    store.mustBeAsJudged(
      db,
      unit,
      plans.map(({ insuredId, latest }) => [insuredId, latest]),
    ),
    ...some(await newInsured(env, now, today, planned), (rows) => store.insertInsured(db, rows)),
    store.insertFilings(
      db,
      unitId,
      planned.map(({ row, plan, id }) => [
        ...[id, plan.kind, plan.insuredId, period.month, filedBy, now],
        ...[rosterId ?? null, rosterId === undefined ? null : row, caseId ?? null, null],
      ]) as store.NewFiling[],
    ),
    ...some(await dataOf(env, now, planned), (rows) => store.insertData(db, unitId, rows)),
    ...some(await enrolmentsOf(env, planned), (rows) => store.insertEnrolments(db, unitId, rows)),
    ...some(terminationsOf(planned), (rows) => store.insertTerminations(db, unitId, rows)),
    ...some(baseChangesOf(planned), (rows) => store.insertBaseChanges(db, unitId, rows)),
    ...some(owed, (rows) => store.insertContributions(db, unitId, rows, now)),
    ...some(owed, (rows) => store.countMonths(db, unitId, rows)),
    ...some(begun, (rows) =>
      store.cover(
        db,
        unitId,
        rows.map(({ id }) => id),
      ),
    ),
    ...some(ended, (rows) =>
      store.uncover(
        db,
        unitId,
        rows.map(({ insuredId }) => insuredId),
      ),
    ),
    ...some(raised, (rows) => store.setBases(db, unitId, rows)),
  ]
}

const contributionsOf = (planned: readonly Planned[]) =>
  planned.flatMap(({ id, plan }) =>
    plan.owed.map(
      (owed): store.NewContribution => [
        ...([owed.settlementMonth, plan.insuredId, owed.insurance, owed.month] as const),
        ...([owed.own ? id : '', owed.kind, owed.baseFen, owed.unitFen, owed.personFen] as const),
      ],
    ),
  )

async function newInsured(env: Bindings, now: number, today: string, planned: readonly Planned[]) {
  const ring = await sealer(env.SEALING_KEYS)
  const strangers = planned.filter(({ plan }) => plan.newInsured)
  return Promise.all(
    strangers.map(async ({ named, plan }): Promise<store.NewInsured> => {
      const [document] = documentsOf(named, today)
      if (!document) throw new Error('whoever is new to the insurance has a document')
      const indexes = await insuredIndexes(ring, document)
      const sealed = [
        await ring.seal(document.number, 'insured.document'),
        await ring.seal(named.name, 'insured.name'),
      ] as const
      return [plan.insuredId, document.type, indexes[0] ?? '', ...sealed, ring.keyId, now, indexes]
    }),
  )
}

async function dataOf(env: Bindings, now: number, planned: readonly Planned[]) {
  const { seal, keyId } = await sealer(env.SEALING_KEYS)
  const rows = planned.map(async ({ id, plan: { insuredId, data } }): Promise<store.NewData[]> => {
    if (!data) return []
    const sealed = await seal(data.json, 'insured_data.data')
    return [[insuredId, id, id, sealed, data.hasHousehold ? 1 : 0, keyId, now]]
  })
  return (await Promise.all(rows)).flat()
}

async function enrolmentsOf(env: Bindings, planned: readonly Planned[]) {
  const { seal, keyId } = await sealer(env.SEALING_KEYS)
  const rows = planned.map(
    async ({ id, plan: { insuredId, enrolment: e } }): Promise<store.NewEnrolment[]> => {
      if (!e) return []
      const mobile = await seal(e.mobile, 'enrolment.mobile')
      const contract = [e.reason, e.contract, e.contractFrom, e.contractUntil, e.job, e.identity] as const
      return [[id, insuredId, ...contract, e.declaredFen, e.baseFen, e.fromMonth, mobile, keyId]]
    },
  )
  return (await Promise.all(rows)).flat()
}

const terminationsOf = (planned: readonly Planned[]) =>
  planned.flatMap(({ id, plan: { insuredId, termination: t } }): store.NewTermination[] =>
    t ? [[id, insuredId, t.enrolmentId, t.reason, t.stopsOn]] : [],
  )

const baseChangesOf = (planned: readonly Planned[]) =>
  planned.flatMap(({ id, plan: { insuredId, baseChange: b } }): store.NewBaseChange[] =>
    b ? [[id, insuredId, b.enrolmentId, b.oldFen, b.baseFen, b.fromMonth, b.wantedFen]] : [],
  )
