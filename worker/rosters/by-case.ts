/** Raising many bases by one case: the spreadsheet is judged while the unit fills the case in, and filed when an office approves it. */
import type { CaseValues } from '../../schema/case-form.ts'
import { ROSTER_INPUT } from '../../schema/case-form.ts'
import { isRealDay } from '../../schema/fields/calendar.ts'
import { monthOf } from '../../schema/fields/month.ts'
import type { RosterReason } from '../../schema/roster-refusals.ts'
import { type Acting, attemptOn, auditOf } from '../cases/acting.ts'
import { keyOf as keyOfCase } from '../cases/drawer.ts'
import type { Barred, ByRoster, Effect } from '../cases/effects.ts'
import { mustBeEditable } from '../cases/papers-store.ts'
import { isEditable } from '../cases/rules.ts'
import { type CaseRow, findCase } from '../cases/store.ts'
import { holds, mustHold } from '../grants/acts.ts'
import { audited } from '../lib/audit.ts'
import type { Bindings } from '../lib/env.ts'
import { mustChange } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import type { FieldError } from '../lib/problem.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import {
  dropTrial,
  findTrial,
  insertFiled,
  insertItsChunks,
  listFirsts,
  mustHaveTrial,
} from './case-store.ts'
import { emptied } from './empty.ts'
import { sentFileOf } from './files.ts'
import { handIn } from './hand-in.ts'
import { periodAt } from './period.ts'
import { keyOf, pathsOf } from './places.ts'
import { askForChunks } from './send.ts'
import type { RosterRow } from './store.ts'

const TEMPLATE = 'base-adjustment'

const ofCase = ({ owner_id, id }: CaseRow) => ({ unitId: owner_id, caseId: id })

/** Of months that may be: the database keeps no others. */
const MONTH = /^[12]\d{3}-(0[1-9]|1[0-2])$/

/** The month that the case says; as long as it says none, the one that is filed now. */
const monthIn = async (env: Bindings, row: CaseRow, { fromMonth = '' }: CaseValues, now: number) =>
  isRealDay(fromMonth) && MONTH.test(monthOf(fromMonth))
    ? monthOf(fromMonth)
    : periodAt(env, row.owner_id, now)

/** Files are sealed each under a key of its own that goes with its row: what stays after a fault here is noise. */
const forget = async (env: Bindings, old: RosterRow | null) => {
  if (old) await env.FILES.delete(pathsOf(old))
}

const dropped = async (env: Bindings, row: CaseRow, now: number) =>
  dropTrial(env.DB, ofCase(row), await emptied(env), now)

async function attach(
  by: Acting,
  row: CaseRow,
  sent: { name: string; body: ReadableStream<Uint8Array> },
  values: CaseValues,
): Promise<Result<void, RosterReason | Barred>> {
  const { env, now, origin, filer } = by
  const before = await findTrial(env.DB, ofCase(row))
  const handing = { env, origin, now, unitId: row.owner_id, by: `operator:${filer.ownId}` as const }
  const done = await handIn(handing, TEMPLATE, sent, {
    ...{ caseId: row.id, fromMonth: await monthIn(env, row, values, now) },
    first: [
      ...mustHold(env.DB, filer.writer, [row.item]),
      mustBeEditable(env.DB, keyOfCase(row)),
      ...(await dropped(env, row, now)),
    ],
    audit: await auditOf(by, 'attach', row.id),
  })
  if (done.ok) {
    await forget(env, before)
    return ok(undefined)
  }
  if (!(await holds(env.DB, filer.writer, [row.item]))) return fail('case_not_allowed')
  const left = await findCase(env.DB, keyOfCase(row))
  return left && isEditable(left.state) ? fail(done.error) : fail('case_moved')
}

async function detach(by: Acting, row: CaseRow): Promise<Result<void, Barred>> {
  const { env, now } = by
  const before = await findTrial(env.DB, ofCase(row))
  const statements = [
    mustBeEditable(env.DB, keyOfCase(row)),
    ...(await dropped(env, row, now)),
    await auditOf(by, 'detach', row.id),
  ]
  const done = await attemptOn(by, row.item, statements, () => 'case_moved')
  if (!done.ok) return done
  await forget(env, before)
  return ok(undefined)
}

/** Judges anew where the case says another month than the trial was judged by. */
async function follow(
  by: Acting,
  row: CaseRow,
  values: CaseValues,
): Promise<Result<void, RosterReason | Barred>> {
  const trial = await findTrial(by.env.DB, ofCase(row))
  if (!trial || trial.from_month === (await monthIn(by.env, row, values, by.now))) return ok(undefined)
  const { name, body } = await sentFileOf(by.env, trial)
  return attach(by, row, { name, body: new Blob([body]).stream() }, values)
}

function complaintOf({ state, done }: RosterRow): string | undefined {
  if (state === 'failed') return 'case_roster.unread'
  if (state !== 'done') return 'case_roster.checking'
  return done === 0 ? 'case_roster.nothing' : undefined
}

/** So often it is looked whether a trial is judged, and so long between two looks: ten seconds in all. */
const LOOKS = 40
const LOOK_MS = 250

/**
 * The trial of a case that is to be sent. Whoever fills in from top to bottom says the month last, and all rows are judged
 * anew by it: that is waited for as long as somebody likes to wait for an answer. What takes longer, the page follows.
 */
async function judgedTrial(env: Bindings, row: CaseRow): Promise<RosterRow | null> {
  for (let looks = 1; ; looks++) {
    const trial = await findTrial(env.DB, ofCase(row))
    if (!trial || trial.ended_at !== null || looks === LOOKS) return trial
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

/** A month that no roster can have lies before or behind all that can be filed. */
function monthComplaint({ from_month }: RosterRow, { fromMonth = '' }: CaseValues): FieldError[] {
  const month = monthOf(fromMonth)
  if (!isRealDay(fromMonth) || from_month === null || month === from_month) return []
  return [{ field: 'fromMonth', code: month > from_month ? 'case_base.too_late' : 'case_base.too_early' }]
}

async function check(env: Bindings, row: CaseRow, values: CaseValues): Promise<FieldError[] | undefined> {
  const trial = await judgedTrial(env, row)
  if (!trial) return undefined
  const code = complaintOf(trial)
  return [...(code ? [{ field: ROSTER_INPUT, code }] : []), ...monthComplaint(trial, values)]
}

export const rosterOfBases: ByRoster = {
  ...{ attach, detach, follow },
  hold: ({ env }, row, rosterId) => mustHaveTrial(env.DB, ofCase(row), rosterId),
  async letGo({ env, now }, row) {
    const before = await findTrial(env.DB, ofCase(row))
    return { statements: await dropped(env, row, now), after: () => forget(env, before) }
  },
}

/** An effect for one, which is for many where the case has a spreadsheet. */
export const orByRoster = (one: Effect): Effect => ({
  roster: rosterOfBases,
  check: async (env, row, values, now) =>
    (await check(env, row, values)) ?? one.check?.(env, row, values, now) ?? [],

  async apply(by, row, values) {
    const { env, now, origin, clerk } = by
    const trial = await findTrial(env.DB, ofCase(row))
    if (!trial) return one.apply(by, row, values)
    const [from, to] = [keyOf(trial), { unitId: row.owner_id, id: newId(now) }]
    const period = await periodAt(env, row.owner_id, now)
    const told = { unitId: row.owner_id, actor: `clerk:${clerk.clerkId}`, act: `roster_${TEMPLATE}` }
    return ok({
      statements: [
        insertFiled(env.DB, from, { id: to.id, period, filedBy: `operator:${row.created_by}`, now }),
        mustChange(env.DB),
        insertItsChunks(env.DB, from, to.id, now),
        await audited(env, origin, now, { ...told, subject: `roster:${to.id}`, result: 'done' }),
      ],
      // If the queue cannot be asked, the clock asks it.
      after: async () => askForChunks(env, to, await listFirsts(env.DB, to)),
    })
  },
})
