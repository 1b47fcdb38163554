import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { registerUnit, signIn } from '../support/builders.ts'
import { aCase, aDraft, decide, queuePath, submitForm } from '../support/cases.ts'
import type { Visitor } from '../support/client.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { valuesIn, wordsOf } from '../support/html.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let visitor: Visitor
let clerk: Visitor
beforeAll(async () => {
  visitor = await signIn(world, await registerUnit(world))
  clerk = await signInClerk(world, await aClerk(world))
})

const TABLES = ['case_form', 'case_event', 'case_file']
const keysOf = async (table: string) => {
  const { results } = await world.hall.db
    .prepare(`SELECT DISTINCT key_id FROM ${table}`)
    .all<{ key_id: string }>()
  return results.map(({ key_id }) => key_id)
}

describe('forms, words and papers of cases', () => {
  it('are read before, while and after a sealing key is replaced', async () => {
    const sent = await aCase(visitor)
    await decide(world, clerk, sent, ['ask', '第二页看不清。'])
    const draft = await aDraft(visitor)
    await submitForm(visitor, draft, { act: 'save', personName: '张无忌' })
    const href = /href="(\/center\/cases\/\w+\/files\/\w+)"/.exec(
      (await visitor.get(`/center/cases/${sent}`)).text,
    )?.[1]
    const expectReadable = async () => {
      expect(wordsOf((await visitor.get(`/center/cases/${sent}`)).text)).toContain('第二页看不清。')
      expect(wordsOf((await clerk.get(await queuePath(world, sent))).text)).toContain('张三丰')
      expect(valuesIn((await visitor.get(`/center/cases/${draft}/edit`)).text).personName).toBe('张无忌')
      expect((await visitor.get(href ?? '')).text).toContain('%PDF')
    }
    const { keys } = JSON.parse(world.secrets.SEALING_KEYS) as { keys: Record<string, string> }
    const k2 = randomBytes(32).toString('base64')
    const ring = (all: Record<string, string>) => ({
      SEALING_KEYS: JSON.stringify({ current: 'k2', keys: all }),
    })
    await world.hall.reload(ring({ ...keys, k2 }))
    await expectReadable()
    await world.hall.tick()
    for (const table of TABLES) await expect.poll(() => keysOf(table), { message: table }).toEqual(['k2'])
    await world.hall.reload(ring({ k2 }))
    await expectReadable()
  })
})
