/** What somebody may do with cases ends while they do it: nothing is written afterwards, whatever the request had read. */
import { beforeAll, expect, it } from 'vitest'
import type { Role } from '../../schema/session.ts'
import { type Acting, operatorFiling } from '../../worker/cases/acting.ts'
import { discardCase, moveCase, rate, saveCase, startCase, submitCase } from '../../worker/cases/acts.ts'
import { detachFile } from '../../worker/cases/files.ts'
import { findCase } from '../../worker/cases/store.ts'
import type { SignedIn } from '../../worker/lib/session.ts'
import { rosterOfBases } from '../../worker/rosters/by-case.ts'
import { must, signIn } from '../support/builders.ts'
import { aCase, aDraft, aFile, finish, itemOf, papersFor, submitForm, valuesFor } from '../support/cases.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { postHeldBack } from '../support/held-back.ts'
import { bindingsOf } from '../support/ledger.ts'
import { anOperator, aUnitWithNotice, type Granting, submitList } from '../support/operators.ts'
import { csvOf } from '../support/rosters.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const CODE = 'title-return'
const BASES = 'base-adjustment'
let unit: Granting
beforeAll(async () => {
  unit = await aUnitWithNotice(world)
})

type Handler = Awaited<ReturnType<typeof anOperator>>

/** As a request has read it that is on its way. */
async function onTheWay({ id }: Handler): Promise<Acting> {
  const row = await world.hall.db
    .prepare('SELECT unit_id, role, scope, acts_from, acts_until FROM operator WHERE id = ?')
    .bind(id)
    .first<{ unit_id: string; role: Role; scope: string; acts_from: number; acts_until: number }>()
  if (!row) throw new Error('the handler is there')
  const { unit_id: unitId, role, acts_from: actsFrom, acts_until: actsUntil } = row
  const own = { unitId, operatorId: id, role, scope: JSON.parse(row.scope), actsFrom, actsUntil }
  const now = Date.now()
  return {
    ...{ env: { ...bindingsOf(world), FILES: world.hall.files as never }, now },
    origin: { network: '192.0.2', device: '', place: '' } as Acting['origin'],
    filer: operatorFiling({ ...own, suspended: false } as unknown as SignedIn, now),
  }
}

/** Everything that stands in the tables of cases. */
const kept = async () =>
  JSON.stringify(
    await Promise.all(
      ['unit_case', 'case_form', 'case_file', 'case_event', 'roster'].map(
        async (table) => (await world.hall.db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()).results,
      ),
    ),
  )

const ENDS: Record<string, (handler: Handler) => Promise<unknown>> = {
  'was removed': ({ id }) => must(303, unit.visitor.submit(`/center/operators/${id}/remove`, {})),
  'was left other items': ({ id }) =>
    must(303, submitList(unit.visitor, `/center/operators/${id}/scope`, { items: ['enrolment'] })),
  'had a term that ended': ({ id }) =>
    world.hall.db.prepare('UPDATE operator SET acts_from = 0, acts_until = 1 WHERE id = ?').bind(id).run(),
}

it.each(Object.entries(ENDS))('nothing of a case is written by whoever %s meanwhile', async (_how, end) => {
  const handler = await anOperator(world, unit, { items: [CODE, BASES] })
  const item = itemOf(CODE)
  const open = await aDraft(handler.visitor)
  await must(303, submitForm(handler.visitor, open, { act: 'save', ...valuesFor(item), ...papersFor(item) }))
  const [sent, over, bases] = [
    await aCase(handler.visitor),
    await aCase(handler.visitor),
    await aDraft(handler.visitor, BASES),
  ]
  const clerk = await signInClerk(world, await aClerk(world))
  await finish(world, clerk, over)

  const by = await onTheWay(handler)
  const key = { drawer: 'unit_case', ownerId: by.filer.ownerId } as const
  const rowOf = async (id: string) => {
    const row = await findCase(by.env.DB, { ...key, id })
    if (!row) throw new Error('the case is there')
    return row
  }
  const [draft, waits, done, raise] = await Promise.all([open, sent, over, bases].map(rowOf))
  if (!draft || !waits || !done || !raise) throw new Error('the cases are there')
  const file = await world.hall.db
    .prepare('SELECT id FROM case_file WHERE case_id = ?')
    .bind(open)
    .first<string>('id')
  const filled = { values: valuesFor(item), delivery: null }
  const acts = {
    start: () => startCase(by, CODE, draft.region),
    save: () => saveCase(by, draft, filled, null),
    detach: () => detachFile(by, draft, file ?? ''),
    submit: () => submitCase(by, draft, item, filled, null, []),
    withdraw: () => moveCase(by, waits, 'withdraw', ''),
    rate: () => rate(by, done, 5, ''),
    'detach a spreadsheet': () => rosterOfBases.detach(by, raise),
    discard: () => discardCase(by, draft),
  }
  await end(handler)
  const before = await kept()
  const files = (await world.hall.files.list()).objects.length
  for (const [name, act] of Object.entries(acts))
    expect(await act(), name).toEqual({ ok: false, error: 'case_not_allowed' })
  expect(await kept()).toBe(before)
  expect((await world.hall.files.list()).objects.length).toBe(files)
})

it.each([
  ['papers of a case', CODE, { ...valuesFor(itemOf(CODE)), ...papersFor(itemOf(CODE)) }],
  ['rows of a spreadsheet', BASES, { roster: aFile('名单.csv', Buffer.from(csvOf(BASES, []))) }],
])('%s that were on their way when their sender was removed are not taken', async (_what, code, fields) => {
  const handler = await anOperator(world, unit, { items: [code] })
  const id = await aDraft(handler.visitor, code)
  const body = new FormData()
  for (const [name, value] of Object.entries({ act: 'submit', ...fields })) body.set(name, value)
  const before = await kept()
  const answer = await postHeldBack(handler.visitor, {
    ...{ path: `/center/cases/${id}/edit`, body },
    meanwhile: () => must(303, unit.visitor.submit(`/center/operators/${handler.id}/remove`, {})),
  })
  expect([answer.status, answer.location]).toEqual([403, undefined])
  expect(await kept()).toBe(before)
})

it('papers that were on their way when their sender was signed out elsewhere are not taken', async () => {
  const handler = await anOperator(world, unit, { items: [CODE] })
  const elsewhere = await signIn(world, { unit: unit.unit, person: handler.person })
  const id = await aDraft(handler.visitor)
  const body = new FormData()
  const fields = { act: 'submit', ...valuesFor(itemOf(CODE)), ...papersFor(itemOf(CODE)) }
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  const before = await kept()
  const answer = await postHeldBack(handler.visitor, {
    ...{ path: `/center/cases/${id}/edit`, body },
    meanwhile: () => must(303, elsewhere.submit('/center/sessions/end-all', {})),
  })
  expect(answer.location).toBe(undefined)
  expect(await kept()).toBe(before)
})
