/** Filing by the hall's own pages, for tests. */
import type { KnownPerson } from './ledger.ts'

interface WithDb {
  hall: { origin: string; db: D1Database }
}

/** A period that is open on every day of a month, for this region: tests do not know which day it is. */
export const alwaysOpen = (world: WithDb, region: string) =>
  world.hall.db
    .prepare('INSERT INTO filing_calendar VALUES (?, ?, 28, 27) ON CONFLICT DO NOTHING')
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
