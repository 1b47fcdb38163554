import { beforeAll, describe, expect, it } from 'vitest'
import { registerUnit, signIn } from '../support/builders.ts'
import { aCase, decide, queuePath, stored } from '../support/cases.ts'
import type { Visitor } from '../support/client.ts'
import { aClerk, type Clerk, signInClerk } from '../support/counter.ts'
import { errorsIn, wordsOf } from '../support/html.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let visitor: Visitor
let clerk: Visitor
let clerkData: Clerk
beforeAll(async () => {
  visitor = await signIn(world, await registerUnit(world))
  clerkData = await aClerk(world)
  clerk = await signInClerk(world, clerkData)
})

const QUEUE = '/counter/cases'
const idsIn = (html: string) =>
  [...html.matchAll(/href="\/counter\/cases\/\w{26}\/(\w{26})"/g)].map(([, id]) => id)

describe('the queue at the counter', () => {
  it('lists what waits, the oldest first, by state and city, and goes on to its end', async () => {
    const ids: string[] = []
    for (let n = 0; n < 23; n++) ids.push(await aCase(visitor))
    const first = await clerk.get(QUEUE)
    expect(idsIn(first.text)).toEqual(ids.slice(0, 20))
    const next = /href="(\/counter\/cases\?[^"]+)"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(idsIn((await clerk.get(next)).text)).toEqual(ids.slice(20))
    expect(idsIn((await clerk.get(`${QUEUE}?city=3201`)).text)).toHaveLength(20)
    expect(idsIn((await clerk.get(`${QUEUE}?city=3212`)).text)).toEqual([])
    expect(idsIn((await clerk.get(`${QUEUE}?state=accepted`)).text)).toEqual([])
    for (const query of ['state=draft', 'state=x', 'city=x', 'after=x'])
      expect((await clerk.get(`${QUEUE}?${query}`)).status).toBe(200)
    expect((await clerk.get('/counter')).text).toContain(`href="${QUEUE}"`)
  })

  it('shows what is in a case to whoever took it alone, and gives it back', async () => {
    const id = await aCase(visitor)
    const path = await queuePath(world, id)
    const free = wordsOf((await clerk.get(path)).text)
    expect(free).toContain('领取以后才能看')
    expect(free).not.toContain('张三丰')
    expect((await clerk.submit(path, { move: 'accept' })).status).toBe(409)
    expect((await clerk.submit(`${path}/release`, {})).status).toBe(409)
    expect((await clerk.submit(`${path}/take`, {})).status).toBe(303)
    expect(wordsOf((await clerk.get(path)).text)).toContain('张三丰')
    expect(idsIn((await clerk.get(QUEUE)).text)[0]).toBe(id)

    const other = await signInClerk(world, await aClerk(world))
    expect(wordsOf((await other.get(path)).text)).toContain('由别的窗口人员在办')
    for (const [where, fields] of [
      [`${path}/take`, {}],
      [`${path}/release`, {}],
      [path, { move: 'accept' }],
    ] as const)
      expect((await other.submit(where, fields)).status).toBe(409)
    expect((await clerk.submit(`${path}/release`, {})).status).toBe(303)
    expect((await other.submit(`${path}/take`, {})).status).toBe(303)
    expect((await clerk.submit(path, { move: 'accept' })).status).toBe(409)
  })

  it('is put back for somebody who is away by an administrator alone', async () => {
    const id = await aCase(visitor)
    const path = await queuePath(world, id)
    await decide(world, clerk, id)
    const head = await signInClerk(world, await aClerk(world, { role: 'administrator' }))
    const other = await signInClerk(world, await aClerk(world))
    expect((await other.get(path)).text).not.toContain('办理的人不在')
    expect((await other.submit(`${path}/release`, {})).status).toBe(409)
    expect((await head.get(path)).text).toContain('办理的人不在')
    expect((await head.get(path)).text).not.toContain('张三丰')
    expect((await head.submit(`${path}/release`, {})).status).toBe(303)
    expect((await stored(world, id)).clerk_id).toBeNull()
    expect((await head.submit(`${path}/release`, {})).status).toBe(409)
  })

  it('asks for words where they are needed, and offers what may be done now alone', async () => {
    const id = await aCase(visitor)
    await decide(world, clerk, id)
    const path = await queuePath(world, id)
    for (const move of ['ask', 'refuse']) {
      const silent = await clerk.submit(path, { move, words: '' })
      expect([silent.status, errorsIn(silent.text).words]).toEqual([422, '请写明意见。'])
    }
    expect((await clerk.submit(path, { move: 'x' })).status).toBe(404)
    for (const move of ['pass', 'fail', 'examine'])
      expect((await clerk.submit(path, { move, words: '好。' })).status).toBe(409)
    const offered = async () =>
      [...(await clerk.get(path)).text.matchAll(/name="move" value="(\w+)"/g)].map(([, move]) => move)
    expect(await offered()).toEqual(['accept', 'ask', 'refuse'])
    await decide(world, clerk, id, ['accept'])
    expect(await offered()).toEqual(['examine', 'ask'])
    await decide(world, clerk, id, ['examine'])
    expect(await offered()).toEqual(['pass', 'ask', 'fail'])
    await decide(world, clerk, id, ['pass', '好。'])
    expect(await offered()).toEqual([])
    expect((await clerk.get(path)).status).toBe(200)
    expect((await clerk.submit(`${path}/release`, {})).status).toBe(409)
  })

  it('writes every step into the audit, with who took it', async () => {
    const id = await aCase(visitor)
    await decide(world, clerk, id, ['accept'], ['ask', '补一份。'])
    const { results } = await world.hall.db
      .prepare('SELECT actor, act, unit_id FROM audit WHERE subject = ? ORDER BY seq')
      .bind(`case:${id}`)
      .all<{ actor: string; act: string; unit_id: string }>()
    expect(results.slice(-3).map(({ act }) => act)).toEqual(['case_take', 'case_accept', 'case_ask'])
    for (const { actor, unit_id } of results.slice(-3)) {
      expect(actor).toBe(`clerk:${clerkData.id}`)
      expect(unit_id).toBe((await stored(world, id)).unit_id)
    }
  })
})
