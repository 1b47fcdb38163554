/** Filing by the hall's own pages, for tests. */
import { dayInChina } from '../../schema/fields/calendar.ts'
import { aPerson, aUnit, type Outside, registerUnit, signIn } from './builders.ts'
import type { Visitor } from './client.ts'
import type { KnownPerson } from './ledger.ts'

interface WithDb {
  hall: { origin: string; db: D1Database }
}

/**
 * A period that is open on every day of a month, for this region: tests do not know which day it is. It is never an earlier one than
 * that of the province's calendar, whose month may have begun to be settled.
 */
export const alwaysOpen = (world: WithDb, region: string) =>
  world.hall.db
    .prepare('INSERT INTO filing_calendar VALUES (?, ?, 2, 1) ON CONFLICT DO NOTHING')
    .bind(region, '2020-01')
    .run()

export const NEW = (item: string) => `/center/filings/new/${item}`

const named = ({ person }: KnownPerson | Pick<KnownPerson, 'person'>) => ({
  ...{ name: person.name, documentType: person.documentType, documentNumber: person.documentNumber },
})

/** The enrolment's form as it is filled in, the contract begun on this day. */
export const enrolmentOf = (who: Pick<KnownPerson, 'person'>, contractStart: string) => ({
  ...{ ...named(who), mobile: who.person.mobile, contractReason: '1', contractKind: '42', contractStart },
  ...{ contractEnd: '', job: '07', insuredAs: '101', wage: '8000' },
})

export const terminationOf = (who: Pick<KnownPerson, 'person'>, stopDay: string) => ({
  ...{ ...named(who), reason: '6305', stopDay },
})

export const basicDataOf = (who: Pick<KnownPerson, 'person'>) => ({
  ...{ ...named(who), mobile: who.person.mobile, ethnicGroup: '01', household: '11' },
  ...{ province: '江苏省', city: '泰州市', county: '海陵区', street: '城中街道', village: '府前社区' },
})

/** Through every way that the interface of filings answers. */
export async function walkFilings(world: Outside & WithDb, visitor: Visitor): Promise<void> {
  await alwaysOpen(world, '320000')
  const FILINGS = '/api/v1/filings'
  visitor.cookies.delete('__Host-hall')
  await visitor.get(FILINGS)
  await signIn(world, await registerUnit(world, aUnit({}, '3212')), visitor)
  const who = { person: aPerson() }
  const today = dayInChina(Date.now())
  const enrol = () =>
    visitor.post<{ filingId?: string }>(`${FILINGS}/enrolment`, enrolmentOf(who, `${today.slice(0, 7)}-01`))
  await enrol()
  await visitor.post(`${FILINGS}/basic-data`, basicDataOf(who))
  const { filingId } = (await enrol()).json
  await enrol()
  await visitor.post(`${FILINGS}/termination`, { ...terminationOf(who, today), reason: 'x' })
  await visitor.post(`${FILINGS}/termination`, terminationOf(who, today))
  await visitor.post(`${FILINGS}/${filingId}/rollback`, {})
  const { json: list } = await visitor.get<{ filings: { filingId: string }[] }>(FILINGS)
  for (const id of [list.filings[0]?.filingId, 'nothing']) {
    await visitor.get(`${FILINGS}/${id}`)
    await visitor.post(`${FILINGS}/${id}/rollback`, {})
  }
}
