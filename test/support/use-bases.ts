/** A unit and a clerk who raise bases together, for the files of tests about it. */
import { beforeAll } from 'vitest'
import { aTrial, enrol, raise, raisesOf, submitTrial } from './base-rosters.ts'
import { aUnit, must, registerUnit, signIn } from './builders.ts'
import { decide } from './cases.ts'
import type { Visitor } from './client.ts'
import { aClerk, signInClerk } from './counter.ts'
import { alwaysOpen } from './filings.ts'
import { insure } from './insured.ts'
import { type InRow, people } from './rosters.ts'
import type { Stage } from './use-pair.ts'

export function useBases(world: Stage) {
  let unit: Awaited<ReturnType<typeof registerUnit>>
  let visitor: Visitor
  let clerk: Visitor
  /** Again where the clock has gone on and ended all sessions. */
  async function signInAll() {
    visitor = await signIn(world, unit)
    clerk = await signInClerk(world, await aClerk(world))
  }
  beforeAll(async () => {
    await alwaysOpen(world, '320000')
    unit = await registerUnit(world, aUnit({}, '3212'))
    await signInAll()
  })
  const count = (sql: string, ...values: unknown[]) =>
    world.hall.db
      .prepare(sql)
      .bind(...values)
      .first<number>('n')
  return {
    get visitor() {
      return visitor
    },
    get clerk() {
      return clerk
    },
    ...{ signInAll, count },
    /** Persons who are insured with the unit, each for a wage of 8,000. */
    async enrolled(how: number) {
      const who = people(how)
      await insure(world.hall.db, world.secrets.SEALING_KEYS, who)
      await enrol(visitor, who)
      return who as [InRow, ...InRow[]]
    },
    /** A case that a clerk examines, with everything of these persons raised to 9,000. */
    async examined(who: readonly InRow[]) {
      const { id } = await aTrial(visitor, raisesOf(who.map((one) => raise(one))))
      await must(303, submitTrial(visitor, id))
      await decide(world, clerk, id, ['accept'], ['examine'])
      return id
    },
    filedBy: (id: string) =>
      count("SELECT count(*) AS n FROM filing WHERE case_id = ? AND kind = 'base_adjustment'", id),
    rostersOf: (id: string) => count('SELECT count(*) AS n FROM roster WHERE case_id = ? AND trial = 0', id),
    filesOf: async (id: string) =>
      (await world.hall.files.list({ prefix: 'case-rosters/' })).objects.filter(({ key }) =>
        key.includes(id),
      ),
  }
}
