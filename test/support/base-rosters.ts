/** Raising many bases by one case, as a unit does it: a draft, its spreadsheet, what that would come to, and its end. */

import type { CaseDetail } from '../../schema/cases.ts'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { monthOf } from '../../schema/fields/month.ts'
import type { RosterJob } from '../../schema/roster-job.ts'
import { must } from './builders.ts'
import { aDraft, aFile, itemOf, papersFor, submitForm, valuesFor } from './cases.ts'
import type { Visitor } from './client.ts'
import { insure } from './insured.ts'
import type { Pair } from './pair.ts'
import { csvFor, csvOf, fileAll, type InRow, people, rowOf, setPeriod } from './rosters.ts'

const item = itemOf('base-adjustment')
export const FIRST = `${monthOf(dayInChina(Date.now()))}-01`

/** What is filled in beside the spreadsheet. */
export const beside = (own: Record<string, string> = {}) => {
  const { reason = '', contactName = '', contactMobile = '' } = valuesFor(item)
  return { reason, contactName, contactMobile, fromMonth: FIRST, ...own }
}

export const raise = (person: InRow, own: Record<string, string> = {}) => ({
  ...rowOf['base-adjustment'](person),
  ...own,
})

export const raisesOf = (rows: readonly Record<string, string>[]) =>
  aFile('调整名单.csv', Buffer.from(csvOf('base-adjustment', rows)))

export const caseOf = async (visitor: Visitor, id: string) =>
  (await visitor.get<CaseDetail>(`/api/v1/cases/${id}`)).json

/** The spreadsheet of a case once it is over, its trial or what was filed of it. */
export async function rosterOver(visitor: Visitor, id: string, trial: boolean): Promise<RosterJob> {
  for (let asked = 0; asked < 600; asked++) {
    const { roster } = await caseOf(visitor, id)
    if (roster?.trial === trial && (roster.state === 'done' || roster.state === 'failed')) return roster
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the spreadsheet of a case does not end')
}

/** A draft with a spreadsheet that was judged; answers its id. */
export async function aTrial(visitor: Visitor, roster: File, own: Record<string, string> = {}) {
  const id = await aDraft(visitor, 'base-adjustment')
  await submitForm(visitor, id, { act: 'save', ...beside(own), ...papersFor(item), roster })
  return { id, job: await rosterOver(visitor, id, true) }
}

export const submitTrial = (visitor: Visitor, id: string, own: Record<string, string> = {}) =>
  submitForm(visitor, id, { act: 'submit', ...beside(own) })

/** These persons are insured with the unit, each for a wage of 8,000. */
export async function enrol(visitor: Visitor, who: readonly InRow[]): Promise<void> {
  const { done } = await fileAll(visitor, 'enrolment', csvFor('enrolment', who))
  if (done !== who.length) throw new Error('not everybody could be enrolled')
}

/** A case with one raise in its spreadsheet, sent; answers its id. */
export async function aBaseCase({ hall, secrets }: Pick<Pair, 'hall' | 'secrets'>, visitor: Visitor) {
  await setPeriod(hall, 'open')
  const who = people(1)
  await insure(hall.db, secrets.SEALING_KEYS, who)
  await enrol(visitor, who)
  const { id } = await aTrial(visitor, raisesOf(who.map((one) => raise(one))))
  await must(303, submitTrial(visitor, id))
  return id
}
