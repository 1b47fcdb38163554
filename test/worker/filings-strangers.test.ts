import { beforeAll, describe, expect, it } from 'vitest'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { aPerson, registerUnit, signIn } from '../support/builders.ts'
import type { Visitor } from '../support/client.ts'
import { alwaysOpen, enrolmentOf, terminationOf } from '../support/filings.ts'
import { aKnownPerson } from '../support/ledger.ts'
import { csvOf, fileAll, rowOf } from '../support/rosters.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const today = dayInChina(Date.now())
let visitor: Visitor
beforeAll(async () => {
  await alwaysOpen(world, '320000')
  visitor = await signIn(world, await registerUnit(world))
})

describe('somebody who is not insured here', () => {
  it('is told of alike, whether number and name are known or not', async () => {
    const known = await aKnownPerson(world)
    const several = await aKnownPerson(world)
    await aKnownPerson(world, { person: several.person, copy: 1 })
    const named = { person: { ...known.person, name: '另外一个人' } }
    const texts = new Set<string>()
    for (const one of [{ person: aPerson() }, known, named, several]) {
      const replies = [
        await visitor.post('/api/v1/filings/termination', terminationOf(one, today)),
        await visitor.post('/api/v1/filings/enrolment', {
          ...{ ...enrolmentOf(one, today), contractReason: '3' },
        }),
      ]
      for (const { text } of replies) texts.add(text)
      const content = csvOf('termination', [rowOf.termination(one.person)])
      const { reasons } = await fileAll(visitor, 'termination', content)
      texts.add(JSON.stringify(reasons))
    }
    expect([...texts]).toEqual([
      expect.stringContaining('"reason":"not_enrolled_here"'),
      expect.stringContaining('"code":"not_enrolled_here"'),
    ])
  })
})
