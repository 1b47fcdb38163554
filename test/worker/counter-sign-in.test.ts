import { describe, expect, it } from 'vitest'
import { must } from '../support/builders.ts'
import { codeOf } from '../support/clerks.ts'
import { Visitor } from '../support/client.ts'
import { aClerk, type Clerk, earlyInStep, fieldsOf, signInClerk } from '../support/counter.ts'
import { summaryIn } from '../support/html.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const LOGIN = '/counter/login'
const newcomer = () => new Visitor(world.hall.origin)
const tryWith = (clerk: Clerk, own: Record<string, string> = {}, visitor = newcomer()) =>
  visitor.submit(LOGIN, { ...fieldsOf(clerk), ...own })
const run = (sql: string, ...values: unknown[]) =>
  world.hall.db
    .prepare(sql)
    .bind(...values)
    .run()
const results = async (clerk: Clerk) =>
  (
    await world.hall.db
      .prepare('SELECT result FROM audit WHERE actor = ? ORDER BY seq')
      .bind(`clerk:${clerk.id}`)
      .all<{ result: string }>()
  ).results.map(({ result }) => result)

/** A code that is not right now, nor a step before or after. */
const wrongCode = ({ secret }: Clerk) =>
  ['000000', '111111', '222222', '333333'].find(
    (code) => ![-2, -1, 0, 1, 2].some((s) => codeOf(secret, s) === code),
  ) ?? ''

describe('a clerk', () => {
  it('is told nothing by the name, the password or the code being wrong: it is one answer', async () => {
    const clerk = await aClerk(world)
    const replies = [
      await tryWith(clerk, { loginName: 'nobody-here' }),
      await tryWith(clerk, { password: 'Wrong#2026' }),
      await tryWith(clerk, { totp: wrongCode(clerk) }),
    ]
    const texts = replies.map(({ text }) => text.replaceAll(/nobody-here|clerk-\d+/g, ''))
    for (const { status } of replies) expect(status).toBe(401)
    expect(new Set(texts.map((text) => summaryIn(text))).size).toBe(1)
    for (const { text } of replies)
      for (const secret of [clerk.password, 'Wrong#2026']) expect(text).not.toContain(secret)
  })

  it('may have a clock that is half a minute off, and no more', async () => {
    await earlyInStep()
    const clerk = await aClerk(world)
    for (const steps of [-1, 0, 1]) await must(303, newcomer().submit(LOGIN, fieldsOf(clerk, steps)))
    for (const steps of [-3, 3])
      expect((await newcomer().submit(LOGIN, fieldsOf(clerk, steps))).status).toBe(401)
  })

  it('uses each code once, and none that is older than the last', async () => {
    await earlyInStep()
    const clerk = await aClerk(world)
    const fields = fieldsOf(clerk)
    await must(303, newcomer().submit(LOGIN, fields))
    for (const again of [fields, fieldsOf(clerk, -1)]) {
      const { status, text } = await newcomer().submit(LOGIN, again)
      expect([status, summaryIn(text)]).toMatchObject([401, expect.stringContaining('只能用一次')])
    }
    expect(await results(clerk)).toEqual(['done', 'totp_used', 'totp_used'])
    // That was no guess: it does not count towards the lock.
    for (let tries = 0; tries < 6; tries++) await newcomer().submit(LOGIN, fields)
    await must(303, newcomer().submit(LOGIN, fieldsOf(clerk, 1)))
  })

  it('is locked for half an hour by the fifth failure, also of the code, and not before', async () => {
    const clerk = await aClerk(world)
    for (let tries = 0; tries < 4; tries++)
      expect((await tryWith(clerk, { totp: wrongCode(clerk) })).status).toBe(401)
    expect((await tryWith(clerk, { password: 'Wrong#2026' })).status).toBe(423)
    expect((await tryWith(clerk)).status).toBe(423)
    expect(await results(clerk)).toEqual([...Array(5).fill('sign_in_wrong'), 'sign_in_locked'])
    await run('UPDATE sign_in_attempt SET locked_until = locked_until - 1800001')
    await must(303, tryWith(clerk))
  })

  it('who does not exist is locked as well', async () => {
    const clerk = await aClerk(world)
    const answers = []
    for (let tries = 0; tries < 6; tries++)
      answers.push((await tryWith(clerk, { loginName: 'ghost' })).status)
    expect(answers).toEqual([401, 401, 401, 401, 423, 423])
  })

  it('is signed out after half an hour of nothing and after twelve hours of anything', async () => {
    const clerk = await aClerk(world)
    const visitor = await signInClerk(world, clerk)
    await run('UPDATE clerk_session SET seen_at = seen_at - 1859000')
    expect((await visitor.get('/counter')).status).toBe(200)
    await run('UPDATE clerk_session SET seen_at = seen_at - 1861000')
    expect((await visitor.get('/counter')).status).toBe(303)
    const later = await signInClerk(world, clerk)
    await run('UPDATE clerk_session SET created_at = 1, ends_at = 2')
    expect((await later.get('/counter')).status).toBe(303)
    await world.hall.tick()
    expect((await world.hall.db.prepare('SELECT 1 FROM clerk_session').all()).results).toEqual([])
  })

  it('is kept with nothing of them in the open', async () => {
    const clerk = await aClerk(world)
    await signInClerk(world, clerk)
    const rows = await world.hall.db.prepare('SELECT * FROM clerk').all()
    const text = JSON.stringify([rows.results, world.lines])
    for (const secret of [clerk.name, clerk.secret, clerk.password]) expect(text).not.toContain(secret)
  })
})

describe('the pages behind the sign-in', () => {
  it('are for clerks, those about clients for administrators, whoever else is signed in', async () => {
    const clerk = await signInClerk(world, await aClerk(world))
    const administrator = await signInClerk(world, await aClerk(world, { role: 'administrator' }))
    for (const path of ['/counter', '/counter/units/new', '/counter/clients', '/counter/clients/new']) {
      const { status, headers } = await newcomer().get(path)
      expect([path, status, headers.get('location')]).toEqual([path, 303, LOGIN])
      expect([path, (await administrator.get(path)).status]).toEqual([path, 200])
      expect([path, (await clerk.get(path)).status]).toEqual([path, path.includes('clients') ? 404 : 200])
    }
    const { status } = await clerk.submit('/counter/clients/new', { clientId: 'mine' })
    expect(status).toBe(404)
  })
})
