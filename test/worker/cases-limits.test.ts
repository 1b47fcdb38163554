import { expect, it } from 'vitest'
import { registerUnit, signIn } from '../support/builders.ts'
import { aDraft, submitForm } from '../support/cases.ts'
import { wordsOf } from '../support/html.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true, roomyLimits: false })

it('a unit that keeps cases without end is stopped for a minute, and no other unit with it', async () => {
  const [busy, calm] = [
    await signIn(world, await registerUnit(world)),
    await signIn(world, await registerUnit(world)),
  ]
  const id = await aDraft(busy)
  const replies = await Promise.all(
    Array.from({ length: 90 }, () => submitForm(busy, id, { act: 'save', personName: '张三丰' })),
  )
  const refused = replies.filter(({ status }) => status === 429)
  expect(refused.length).toBeGreaterThan(20)
  expect(replies.filter(({ status }) => status === 303).length).toBeGreaterThan(40)
  expect(wordsOf(refused[0]?.text ?? '')).toContain('请过一分钟再试')
  expect((await submitForm(calm, await aDraft(calm), { act: 'save' })).status).toBe(303)
})
