import { beforeAll, describe, expect, it } from 'vitest'
import { aUnit, registerPerson, registerUnit, signIn } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { aClerk, fieldsOf, signInClerk } from '../support/counter.ts'
import { errorsIn, wordsOf } from '../support/html.ts'
import { signInPerson } from '../support/people.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const COOKIE = '__Host-hall-counter'
const newVisitor = () => new Visitor(world.hall.origin)
const send = (fields: Record<string, string>, visitor = newVisitor()) =>
  visitor.submit('/counter/login', fields)

const opens = async (visitor: Visitor) => (await visitor.get('/counter')).status === 200

describe('a clerk', () => {
  it('signs in by name, password and code, sees who they are, and signs out', async () => {
    const clerk = await aClerk(world)
    const visitor = newVisitor()
    expect((await visitor.get('/counter')).headers.get('location')).toBe('/counter/login')
    const entered = await send(
      { ...fieldsOf(clerk), loginName: ` ${clerk.loginName.toUpperCase()} ` },
      visitor,
    )
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/counter'])
    const cookie = entered.headers.getSetCookie().find((set) => set.startsWith(COOKIE)) ?? ''
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(part)

    const home = wordsOf((await visitor.get('/counter')).text)
    for (const words of ['王**', '窗口人员', '鼓楼区人社窗口', '单位开户', '授权委托书'])
      expect(home).toContain(words)
    expect(home).not.toContain('王小燕')
    expect(home).not.toContain('接入的网站')

    const token = visitor.cookies.get(COOKIE) ?? ''
    expect((await visitor.submit('/counter/logout', {})).headers.get('location')).toBe('/counter/login')
    expect(visitor.cookies.has(COOKIE)).toBe(false)
    visitor.cookies.set(COOKIE, token)
    expect(await opens(visitor)).toBe(false)
  })

  it('is warned before the session ends, and goes on from the page without losing what is typed', async () => {
    const visitor = await signInClerk(world, await aClerk(world))
    const page = (await visitor.get('/counter/units/new')).text
    expect(page).toContain('/api/v1/counter/session/renew')
    await world.hall.db.prepare('UPDATE clerk_session SET seen_at = seen_at - 1700000').run()
    const renewed = await visitor.post<{ idleAt: string }>('/api/v1/counter/session/renew')
    expect(renewed.status).toBe(200)
    expect(Date.parse(renewed.json.idleAt) - Date.now()).toBeGreaterThan(29 * 60_000)
    expect((await newVisitor().post('/api/v1/counter/session/renew')).status).toBe(401)
  })

  it('hears beside the fields what is missing', async () => {
    const page = await send({ loginName: '', password: '', totp: '12' })
    expect(page.status).toBe(422)
    expect(errorsIn(page.text)).toMatchObject({
      loginName: '请填写登录名。',
      totp: '动态口令是 6 位数字，请看一下手机上的验证器。',
    })
    expect(errorsIn(page.text)).toHaveProperty('password')
  })

  it('leaves the old session behind where they sign in again', async () => {
    const clerk = await aClerk(world)
    const visitor = await signInClerk(world, clerk)
    const first = visitor.cookies.get(COOKIE) ?? ''
    await signInClerk(world, clerk, visitor)
    expect(await opens(visitor)).toBe(true)
    visitor.cookies.set(COOKIE, first)
    expect(await opens(visitor)).toBe(false)
  })
})

describe('a code', () => {
  it('is read as people type it', async () => {
    const clerk = await aClerk(world)
    const { totp, ...rest } = fieldsOf(clerk)
    const wide = totp.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
    const typed = ` ${wide.slice(0, 3)} ${totp.slice(3)}`
    expect((await send({ ...rest, totp: typed })).status).toBe(303)
  })
})

describe("the lock on a clerk's account", () => {
  it('falls once of fifty wrong tries at the same moment', async () => {
    const clerk = await aClerk(world)
    const fields = { ...fieldsOf(clerk), password: 'Wrong#2026' }
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(fields)))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(4)
    expect(answers.filter(({ status }) => status === 423)).toHaveLength(46)
    expect((await send(fieldsOf(clerk))).status).toBe(423)
  })
})

describe("a clerk's session", () => {
  it('ends at once when the clerk is disabled, who cannot come back', async () => {
    const clerk = await aClerk(world)
    const visitor = await signInClerk(world, clerk)
    await world.hall.db.prepare('UPDATE clerk SET disabled_at = 1 WHERE id = ?').bind(clerk.id).run()
    expect(await opens(visitor)).toBe(false)
    const left = await world.hall.db
      .prepare('SELECT count(*) AS n FROM clerk_session WHERE clerk_id = ?')
      .bind(clerk.id)
      .first('n')
    expect(left).toBe(0)
    expect((await send(fieldsOf(clerk, 1))).status).toBe(401)
  })

  it('is opened by no guess at its secret', async () => {
    const visitor = await signInClerk(world, await aClerk(world))
    const id = visitor.cookies.get(COOKIE)?.split('.')[0] ?? ''
    visitor.cookies.set(COOKIE, `${id}.${'A'.repeat(43)}`)
    expect(await opens(visitor)).toBe(false)
  })

  it('is held by the database itself, whatever statement opens it', async () => {
    const clerk = await aClerk(world)
    const open = (id: string) =>
      world.hall.db
        .prepare(
          `INSERT INTO clerk_session (id, secret_hash, clerk_id, created_at, seen_at, ends_at, device, place)
           VALUES (?, 'x', ?, 1, 1, 2, 'd', 'p')`,
        )
        .bind(id, clerk.id)
        .run()
    await open('free')
    await world.hall.db.prepare('INSERT INTO sign_in_attempt VALUES (?, 5, 9, 1)').bind(clerk.id).run()
    await expect(open('locked')).rejects.toThrow('guard')
    await world.hall.db.prepare('DELETE FROM sign_in_attempt WHERE account = ?').bind(clerk.id).run()
    await world.hall.db.prepare('UPDATE clerk SET disabled_at = 1 WHERE id = ?').bind(clerk.id).run()
    await expect(open('disabled')).rejects.toThrow('guard')
  })
})

describe('the counter is no other account', () => {
  let unitAndPerson: Visitor
  beforeAll(async () => {
    const person = await registerPerson(world)
    unitAndPerson = await signIn(world, await registerUnit(world, aUnit(), person))
    await signInPerson(world, person, unitAndPerson)
  })

  it('and a unit or a person who is signed in has no way in', async () => {
    for (const path of ['/counter', '/counter/units/new', '/counter/clients'])
      expect((await unitAndPerson.get(path)).headers.get('location')).toBe('/counter/login')
  })

  it('nor does a clerk come into a unit or a personal centre', async () => {
    const visitor = await signInClerk(world, await aClerk(world))
    expect((await visitor.get('/center')).headers.get('location')).toContain('/login')
    expect((await visitor.get('/person')).headers.get('location')).toContain('/person/login')
    expect((await visitor.get('/api/v1/session')).status).toBe(401)
  })

  it('nor does a form of another site end the session', async () => {
    const visitor = await signInClerk(world, await aClerk(world))
    const headers = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
    const answer = await visitor.send('/counter/logout', {
      method: 'POST',
      headers,
      body: new URLSearchParams(),
    })
    expect(answer.status).toBe(403)
    expect(await opens(visitor)).toBe(true)
  })
})

describe('a key that is rotated', () => {
  it('takes the clerks along, who sign in as before', async () => {
    const clerk = await aClerk(world)
    const old = JSON.parse(world.secrets.SEALING_KEYS) as { current: string; keys: Record<string, string> }
    const k2 = Buffer.alloc(32, 7).toString('base64')
    await world.hall.reload({ SEALING_KEYS: JSON.stringify({ current: 'k2', keys: { ...old.keys, k2 } }) })
    await world.hall.tick()
    const keyOf = () =>
      world.hall.db.prepare('SELECT key_id FROM clerk WHERE id = ?').bind(clerk.id).first<string>('key_id')
    await expect.poll(keyOf).toBe('k2')
    expect((await send(fieldsOf(clerk))).status).toBe(303)
    await world.hall.reload({ SEALING_KEYS: JSON.stringify({ current: 'k2', keys: { k2 } }) })
    expect((await send(fieldsOf(clerk, 1))).status).toBe(303)
  })
})
