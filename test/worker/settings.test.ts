import { beforeAll, describe, expect, it } from 'vitest'
import { signIn } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { errorsIn, headingOf, summaryIn, valuesIn, wordsOf } from '../support/html.ts'
import { FEWER, FEWER_ROUNDS, ROUNDS_TIMEOUT, winnersOf } from '../support/rounds.ts'
import { ADDRESSES, MOBILE, NUMBER, SETTINGS } from '../support/settings.ts'
import { aHandler, aRepresentative, type Member } from '../support/unit-people.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const PASSWORD = `${SETTINGS}/password`
let who: Member
beforeAll(async () => {
  who = await aRepresentative(world)
})

let made = 0
const another = () => `Fresh#${2000 + ++made}x`
const typed = (oldPassword: string, password: string, passwordRepeat = password) => ({
  ...{ oldPassword, password, passwordRepeat },
})
const cookie = (visitor: Visitor) => visitor.cookies.get('__Host-hall')
const signInWith = (password: string, { unit, person }: Member = who) =>
  new Visitor(world.hall.origin).post('/api/v1/sessions', {
    ...{ unit: unit.creditCode, person: person.documentNumber, password },
  })

describe('the settings', () => {
  it('show who the operator is, masked, and lead to everything that can be changed', async () => {
    const { text, status } = await who.visitor.get(SETTINGS)
    const words = wordsOf(text)
    expect([status, headingOf(text)]).toEqual([200, '账号设置'])
    expect(words).toContain('法定代表人基础信息')
    expect(words).toContain(`*****${who.person.documentNumber.slice(-4)}`)
    expect(words).toContain(`1*****${who.person.mobile.slice(-2)}`)
    expect(words).toContain(`${who.person.name[0]}**`)
    for (const secret of [who.person.documentNumber, who.person.mobile, who.person.name])
      expect(text).not.toContain(secret)
    for (const href of [MOBILE, PASSWORD, `${ADDRESSES}/new`, '/center/sessions', '/center/activity'])
      expect(text).toContain(`href="${href}"`)
  })

  it('are each operator’s own, a handler’s too', async () => {
    const handler = await aHandler(world, who)
    const words = wordsOf((await handler.visitor.get(SETTINGS)).text)
    expect(words).toContain('经办人基础信息')
    expect(words).toContain(`*****${handler.person.documentNumber.slice(-4)}`)
    expect(words).not.toContain(`*****${who.person.documentNumber.slice(-4)}`)
  })

  it('are nobody’s who is not signed in', async () => {
    const stranger = new Visitor(world.hall.origin)
    for (const path of [SETTINGS, PASSWORD, MOBILE, NUMBER, `${ADDRESSES}/new`])
      expect((await stranger.get(path)).headers.get('location')).toContain('/login')
    for (const path of [PASSWORD, MOBILE, NUMBER, `${ADDRESSES}/new`, `${ADDRESSES}/remove`])
      expect((await stranger.submit(path, {})).headers.get('location')).toBe('/login')
  })
})

describe('another password', () => {
  it('is set by the old one, ends every other session and gives this one a new token', async () => {
    const mine = await aRepresentative(world)
    const elsewhere = await signIn(world, mine)
    const before = cookie(mine.visitor)
    const password = another()
    const reply = await mine.visitor.submit(PASSWORD, typed(mine.person.password, password))
    expect([reply.status, reply.headers.get('location')]).toEqual([303, `${SETTINGS}?saved=password`])
    expect(cookie(mine.visitor)).not.toBe(before)
    expect((await mine.visitor.get('/api/v1/session')).status).toBe(200)
    expect((await elsewhere.get('/api/v1/session')).status).toBe(401)
    const old = new Visitor(world.hall.origin)
    expect((await old.get('/api/v1/session', { cookie: `__Host-hall=${before}` })).status).toBe(401)
    expect((await signInWith(password, mine)).status).toBe(201)
    expect((await signInWith(mine.person.password, mine)).status).toBe(401)
    expect(wordsOf((await mine.visitor.get('/center/activity')).text)).toContain('修改密码')
  })

  it('keeps the written rule, is not common and none of the last five', async () => {
    const mine = await aRepresentative(world)
    const set = (password: string, old: string) => mine.visitor.submit(PASSWORD, typed(old, password))
    let old = mine.person.password
    expect(errorsIn((await set('short', old)).text).password).toContain('8 到 20 位')
    expect(errorsIn((await set('Password1!', old)).text).password).toContain('太常见')
    const differs = await mine.visitor.submit(PASSWORD, typed(old, another(), another()))
    expect(errorsIn(differs.text).passwordRepeat).toContain('不一样')
    const first = old
    for (let turn = 0; turn < 5; turn++) {
      expect(errorsIn((await set(old, old)).text).password).toContain('最近用过')
      const next = another()
      expect((await set(next, old)).status).toBe(303)
      old = next
    }
    expect(errorsIn((await set(first, old)).text).password).toContain('最近用过')
    expect((await set(another(), old)).status).toBe(303)
  })

  it('says in no answer what was typed, and says what is missing', async () => {
    const { status, text } = await who.visitor.submit(PASSWORD, { oldPassword: 'Secret#99x' })
    expect([status, Object.keys(errorsIn(text))]).toEqual([422, ['password', 'passwordRepeat']])
    expect(text).not.toContain('Secret#99x')
    expect(valuesIn(text)).toEqual({})
  })

  it('is refused by a wrong old one, and after five the account is locked, here and at the sign-in', async () => {
    const mine = await aRepresentative(world)
    for (let tries = 1; tries <= 5; tries++) {
      const { status, text } = await mine.visitor.submit(PASSWORD, typed('Wrong#2026', another()))
      if (tries < 5)
        expect([status, errorsIn(text).oldPassword]).toEqual([422, expect.stringContaining('不对')])
      else expect([status, summaryIn(text)]).toEqual([423, expect.stringContaining('锁定 30 分钟')])
    }
    const right = await mine.visitor.submit(PASSWORD, typed(mine.person.password, another()))
    expect(right.status).toBe(423)
    expect((await signInWith(mine.person.password, mine)).status).toBe(423)
  })

  it('is refused for being common whether or not the old one is right', async () => {
    const { visitor } = await aRepresentative(world)
    const { text } = await visitor.submit(PASSWORD, typed('Wrong#2026', 'Password1!'))
    expect(errorsIn(text)).toEqual({ password: expect.stringContaining('太常见') })
  })

  it('tells nobody by what it says of the new one that the old one was guessed, while the account is locked', {
    retry: 2,
  }, async () => {
    const { person, visitor } = await aRepresentative(world)
    const right = person.password
    // The right one is sent last; now and then it comes among the first all the same, and may be told.
    const guesses = [...Array.from({ length: 79 }, (_, n) => `Wrong#${2000 + n}`), right]
    const replies = await Promise.all(guesses.map((old) => visitor.submit(PASSWORD, typed(old, right))))
    const [wrong, locked] = [422, 423].map((status) => replies.filter((reply) => reply.status === status))
    expect(wrong?.map(({ text }) => Object.keys(errorsIn(text)))).toEqual(Array(4).fill(['oldPassword']))
    expect(locked).toHaveLength(76)
  })

  it('needs an old one that is there', async () => {
    const mine = await aRepresentative(world)
    await world.hall.db
      .prepare(
        'UPDATE operator SET password = NULL WHERE unit_id = (SELECT id FROM unit WHERE credit_code = ?)',
      )
      .bind(mine.unit.creditCode)
      .run()
    const { status, text } = await mine.visitor.submit(PASSWORD, typed('Wrong#2026', another()))
    expect([status, summaryIn(text)]).toEqual([409, expect.stringContaining('还没有设过密码')])
  })

  it('is set once by fifty who know the old one at the same moment', {
    timeout: ROUNDS_TIMEOUT,
  }, async () => {
    const mine = await aRepresentative(world)
    let old = mine.person.password
    const winners = await winnersOf(
      async () => {
        const before = old
        const visitor = await signIn(world, { ...mine, person: { ...mine.person, password: before } })
        const header = `__Host-hall=${cookie(visitor)}`
        return async () => {
          const next = another()
          const reply = await new Visitor(world.hall.origin).send(PASSWORD, {
            method: 'POST',
            headers: { cookie: header, 'sec-fetch-site': 'same-origin' },
            body: new URLSearchParams(typed(before, next)),
          })
          if (reply.headers.get('location') !== `${SETTINGS}?saved=password`) return false
          old = next
          return true
        }
      },
      FEWER,
      FEWER_ROUNDS,
    )
    expect(winners).toEqual({ 1: FEWER_ROUNDS })
  })
})
