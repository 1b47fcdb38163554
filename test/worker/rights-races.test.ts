/** What somebody may do ends while they do it: nothing is written afterwards, whatever the request had read. */
import { beforeAll, describe, expect, it } from 'vitest'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { addMonths, monthOf } from '../../schema/fields/month.ts'
import { clientMustStillHold } from '../../worker/oidc/client-store.ts'
import { anApp } from '../support/app-client.ts'
import { aPerson, aUnit, must, registerUnit, sandbox, signIn } from '../support/builders.ts'
import { alwaysOpen, basicDataOf, enrolmentOf } from '../support/filings.ts'
import { aKnownPerson } from '../support/ledger.ts'
import { anOperator, type Granting, submitList } from '../support/operators.ts'
import { pay, someInsured, unitId } from '../support/paid-months.ts'
import { csvFor, handIn, people } from '../support/rosters.ts'
import { aUnitWithSoftware } from '../support/unit-software.ts'
import { usePair } from '../support/use-pair.ts'

// With the font that certificates are printed with.
const world = usePair()
const LIST = '/center/operators'
const today = dayInChina(Date.now())
const FIRST = `${monthOf(today)}-01`
let unit: Granting
beforeAll(async () => {
  await alwaysOpen(world, '320000')
  const who = await registerUnit(world, aUnit({}, '3212'))
  unit = { ...who, visitor: await signIn(world, who), app: await anApp(world) }
  await must(303, unit.visitor.submit(`${LIST}/agree`, {}))
})

const count = (sql: string, ...values: unknown[]) =>
  world.hall.db
    .prepare(sql)
    .bind(...values)
    .first<number>('n')

describe('a filing that waits for the police', () => {
  const waited = async (items: string[], end: (id: string) => Promise<unknown>) => {
    const handler = await anOperator(world, unit, { items })
    await sandbox(world).post('faults', { partner: 'population', fault: 'late', times: 1, delayMs: 2_000 })
    const asked = async () => (await sandbox(world).get<Record<string, number>>('calls')).population ?? 0
    const before = await asked()
    const filing = handler.visitor.post<{ reason?: string }>(
      '/api/v1/filings/basic-data',
      basicDataOf({ person: aPerson() }),
    )
    await expect.poll(asked).toBeGreaterThan(before)
    await end(handler.id)
    const { status, json } = await filing
    const filed = await count('SELECT count(*) AS n FROM filing WHERE filed_by LIKE ?', `%${handler.id}`)
    await unit.visitor.submit(`${LIST}/${handler.id}/remove`, {})
    return [status, json.reason, filed]
  }
  const REFUSED = [403, 'filing_not_allowed', 0]

  it('is written for whoever still may', async () => {
    expect(await waited(['basic-data'], async () => undefined)).toEqual([201, undefined, 1])
  })

  it('is not for whoever was removed meanwhile, or was left other items', async () => {
    const removed = (id: string) => must(303, unit.visitor.submit(`${LIST}/${id}/remove`, {}))
    expect(await waited(['basic-data'], removed)).toEqual(REFUSED)
    const narrowed = (id: string) =>
      must(303, submitList(unit.visitor, `${LIST}/${id}/scope`, { items: ['enrolment'] }))
    expect(await waited(['basic-data', 'enrolment'], narrowed)).toEqual(REFUSED)
  })

  it('is not for whoever had a term that ended meanwhile', async () => {
    const ends = (id: string) =>
      world.hall.db
        .prepare('UPDATE operator SET acts_until = ?2, changed_at = ?3 WHERE id = ?1')
        .bind(id, Date.now() + 100, Date.now())
        .run()
    expect(await waited(['basic-data'], ends)).toEqual(REFUSED)
    const told = "SELECT count(*) AS n FROM audit WHERE act = 'filing_basic_data' AND result = ?"
    expect(await count(told, 'filing_not_allowed')).toBe(3)
  })
})

describe('whoever is removed at the same moment', () => {
  /** Which of their acts stand in the audit behind the removal: each is written in the batch that it tells of. */
  const late = (id: string, act: string) =>
    count(
      `SELECT count(*) AS n FROM audit WHERE act = ?1 AND result = 'done' AND actor = ?2
         AND seq > (SELECT seq FROM audit WHERE act = 'grant_remove' AND subject = ?2)`,
      ...[act, `operator:${id}`],
    )
  const ROUNDS = 3
  type Handler = Awaited<ReturnType<typeof anOperator>>

  async function rounds(
    items: string[],
    act: string,
    begin: (by: Handler, round: number) => Promise<() => Promise<unknown>>,
  ) {
    for (let round = 0; round < ROUNDS; round++) {
      const handler = await anOperator(world, unit, { items })
      const acts = await begin(handler, round)
      const doing = Array.from({ length: 4 }, acts)
      await new Promise((resolve) => setTimeout(resolve, 10 * round))
      await Promise.all([...doing, must(303, unit.visitor.submit(`${LIST}/${handler.id}/remove`, {}))])
      expect(await late(handler.id, act)).toBe(0)
    }
  }
  const enrol = async (by: Handler) => {
    const filed = enrolmentOf(await aKnownPerson(world), FIRST)
    const { json } = await by.visitor.post<{ filingId: string }>('/api/v1/filings/enrolment', filed)
    return json.filingId
  }

  it('files nothing more', { timeout: 60_000 }, () =>
    rounds(['enrolment'], 'filing_enrolment', async (by) => () => enrol(by)),
  )

  it('takes nothing back any more', { timeout: 60_000 }, () =>
    rounds(['enrolment', 'rollback'], 'filing_rollback', async (by) => {
      const ids = await Promise.all([1, 2, 3, 4].map(() => enrol(by)))
      return () => by.visitor.post(`/api/v1/filings/${ids.pop()}/rollback`, {})
    }),
  )

  it('hands no spreadsheet in any more', { timeout: 60_000 }, () =>
    rounds(
      ['enrolment'],
      'roster_enrolment',
      async (by) => () => handIn(by.visitor, 'enrolment', csvFor('enrolment', people(1))),
    ),
  )

  it('gets no certificate any more', { timeout: 60_000 }, async () => {
    const [id, persons] = [await unitId(world, unit.unit), await someInsured(world, 400)]
    const [from, to] = [addMonths(monthOf(today), -4), addMonths(monthOf(today), -3)]
    await pay(world, id, persons, { from, to })
    await rounds(['certificate'], 'certificate_print', async (by) => {
      const chosen = { insurances: ['110'], from, to, act: 'add_all' }
      await must(200, submitList(by.visitor, '/center/certificate', chosen))
      return () => by.visitor.submit('/center/certificate/print', {})
    })
    // A paper that was refused is known to nobody.
    const [printed, known] = [
      await count("SELECT count(*) AS n FROM audit WHERE act = 'certificate_print' AND result = 'done'"),
      await count('SELECT count(*) AS n FROM certificate'),
    ]
    expect(printed).toBe(known)
  })
})

it('software that is stopped, or whose scope is another’s, writes nothing', async () => {
  const own = await aUnitWithSoftware(world.hall.db)
  const held = (unitOf = own.unitId, scope = 'rosters:file') =>
    clientMustStillHold(world.hall.db, own.clientId, unitOf, scope).run()
  await held()
  await expect(held('another')).rejects.toThrow('guard')
  await expect(held(own.unitId, 'express:push')).rejects.toThrow('guard')
  await world.hall.db.prepare('UPDATE client SET disabled_at = 1 WHERE id = ?').bind(own.clientId).run()
  await expect(held()).rejects.toThrow('guard')
})
