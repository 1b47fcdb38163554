import { beforeAll, describe, expect, it } from 'vitest'
import { must, registerUnit, signIn } from '../support/builders.ts'
import { aCase, decideOn, itemOf, stored, submitForm, valuesFor, versionOn } from '../support/cases.ts'
import type { Visitor } from '../support/client.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { errorsIn, headingOf, wordsOf } from '../support/html.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let visitor: Visitor
let clerk: Visitor
beforeAll(async () => {
  visitor = await signIn(world, await registerUnit(world))
  clerk = await signInClerk(world, await aClerk(world))
})

const review = (id: string, fields: Record<string, string>) =>
  visitor.submit(`/center/workbench/${id}`, fields)

describe('the unit’s own review', () => {
  it('stands before the office, on the workbench with its count', async () => {
    const id = await aCase(visitor, 'title-publicity')
    expect((await stored(world, id)).state).toBe('unit_review')
    const bench = await visitor.get('/center/workbench')
    expect(headingOf(bench.text)).toBe('我的工作台（1）')
    expect(bench.text).toContain(`href="/center/workbench/${id}"`)
    expect((await visitor.get<{ waiting: number }>('/api/v1/cases/counters')).json.waiting).toBe(1)
    // No office sees it yet.
    const { unit_id } = await stored(world, id)
    expect((await clerk.get(`/counter/cases/${unit_id}/${id}`)).status).toBe(404)
    expect((await clerk.submit(`/counter/cases/${unit_id}/${id}/take`, {})).status).toBe(404)

    const page = wordsOf((await visitor.get(`/center/workbench/${id}`)).text)
    expect(page).toContain('公示不少于 5 个工作日')
    const silent = await review(id, { move: 'send_back', words: ' ' })
    expect([silent.status, errorsIn(silent.text).words]).toEqual([422, '请写明意见。'])
    expect((await review(id, { move: 'send_back', words: '公示天数不够。' })).status).toBe(303)
    expect((await stored(world, id)).state).toBe('supplement')
    expect(wordsOf((await visitor.get(`/center/cases/${id}/edit`)).text)).toContain('公示天数不够。')
    expect(headingOf((await visitor.get('/center/workbench')).text)).toBe('我的工作台（0）')
  })

  it('lets a case go to the office, once', async () => {
    const id = await aCase(visitor, 'title-publicity')
    const version = await versionOn(visitor, `/center/workbench/${id}`)
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        review(id, n % 2 ? { move: 'endorse', version } : { move: 'send_back', words: '不行。' }),
      ),
    )
    expect(replies.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(['submitted', 'supplement']).toContain((await stored(world, id)).state)
    expect((await visitor.get(`/center/workbench/${id}`)).headers.get('location')).toBe(`/center/cases/${id}`)
    expect((await review(id, { move: 'endorse', version })).status).toBe(409)
  })

  it('endorses what was looked at, not what came of it meanwhile', async () => {
    const id = await aCase(visitor, 'title-publicity')
    const path = `/center/workbench/${id}`
    const version = await versionOn(visitor, path)
    await must(303, review(id, { move: 'send_back', words: '公示天数不够。' }))
    const corrected = { ...valuesFor(itemOf('title-publicity')), act: 'submit' }
    await must(303, submitForm(visitor, id, corrected))
    for (const seen of [version, '', 'x']) {
      const late = await review(id, { move: 'endorse', words: '同意。', version: seen })
      expect([late.status, wordsOf(late.text)]).toEqual([409, expect.stringContaining('内容又改过')])
      expect(late.text).toContain('>同意。</textarea>')
      expect((await stored(world, id)).state).toBe('unit_review')
    }
    await must(303, decideOn(visitor, path, 'endorse'))
    expect((await stored(world, id)).state).toBe('submitted')
  })

  it('does not exist for other items', async () => {
    const id = await aCase(visitor)
    expect((await stored(world, id)).state).toBe('submitted')
    expect((await review(id, { move: 'endorse', version: '1' })).status).toBe(409)
  })
})
