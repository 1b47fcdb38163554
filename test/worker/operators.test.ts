import { beforeAll, describe, expect, it } from 'vitest'
import { anApp } from '../support/app-client.ts'
import { must, registerPerson, registerUnit, signIn } from '../support/builders.ts'
import { errorsIn, headingOf, summaryIn, wordsOf } from '../support/html.ts'
import {
  anOperator,
  aUnitWithNotice,
  day,
  type Granting,
  newcomer,
  offer,
  settle,
  submitList,
} from '../support/operators.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const LIST = '/center/operators'
let unit: Granting
beforeAll(async () => {
  unit = await aUnitWithNotice(world)
})

describe('several operators', () => {
  it('are opened by the legal representative, who reads the notice first', async () => {
    const who = await registerUnit(world)
    const visitor = await signIn(world, who)
    const notice = await visitor.get(LIST)
    expect([headingOf(notice.text), notice.text.includes('我已阅读，同意开通')]).toEqual([
      '开通多经办人',
      true,
    ])
    const early = await offer(visitor, await registerPerson(world))
    expect([early.status, summaryIn(early.text)]).toMatchObject([
      409,
      expect.stringContaining('还没有开通多经办人'),
    ])
    await must(303, visitor.submit(`${LIST}/agree`, {}))
    await must(303, visitor.submit(`${LIST}/agree`, {}))
    expect(headingOf((await visitor.get(LIST)).text)).toBe('经办人管理')
  })
})

describe('a grant', () => {
  it('waits for the person, who confirms it in the app with a password of their own', async () => {
    const person = await registerPerson(world)
    await must(303, offer(unit.visitor, person, { items: ['enrolment', 'termination'] }))
    const waiting = wordsOf((await unit.visitor.get(LIST)).text)
    for (const words of ['等本人确认的授权', `${day()} 至 ${day(90)}`]) expect(waiting).toContain(words)
    const tries = { unit: unit.unit.creditCode, person: person.documentNumber, password: person.password }
    expect((await newcomer(world).post('/api/v1/sessions', tries)).status).toBe(401)

    const listed = await unit.app.ask<{ grants: { items: string[]; lastDay: string }[] }>('my-grants', {
      personAssertion: await unit.app.vouch({ person, act: 'list_grants' }),
    })
    expect(listed.json.grants).toMatchObject([
      { unitNumber: unit.unitNumber, role: 'handler', items: expect.any(Array), lastDay: day(90) },
    ])
    expect((await settle(unit.app, 'confirm', unit.unitNumber, person)).status).toBe(200)
    const again = await settle(unit.app, 'confirm', unit.unitNumber, person)
    expect([again.status, again.json.reason]).toEqual([404, 'offer_unknown'])

    const signedIn = await signIn(world, { unit: unit.unit, person })
    const { json } = await signedIn.get<{ operator: { role: string } }>('/api/v1/session')
    expect(json.operator.role).toBe('handler')
  })

  it('may be declined, taken back, and lapses after seven days', async () => {
    const [declines, late] = [await registerPerson(world), await registerPerson(world)]
    for (const person of [declines, late]) await must(303, offer(unit.visitor, person))
    expect((await settle(unit.app, 'decline', unit.unitNumber, declines)).status).toBe(200)
    await world.hall.db.prepare('UPDATE grant_offer SET expires_at = ?').bind(Date.now()).run()
    expect((await settle(unit.app, 'confirm', unit.unitNumber, late)).json.reason).toBe('offer_unknown')
    await world.hall.tick()
    expect(await world.hall.db.prepare('SELECT count(*) AS n FROM grant_offer').first('n')).toBe(0)

    const taken = await registerPerson(world)
    await must(303, offer(unit.visitor, taken))
    const id = /name="id" value="([^"]+)"/.exec((await unit.visitor.get(LIST)).text)?.[1] ?? ''
    const other = await aUnitWithNotice(world)
    expect((await other.visitor.submit(`${LIST}/withdraw`, { id })).status).toBe(404)
    await must(303, unit.visitor.submit(`${LIST}/withdraw`, { id }))
    expect((await settle(unit.app, 'confirm', unit.unitNumber, taken)).json.reason).toBe('offer_unknown')
  })

  it('takes a password that is neither common nor loose', async () => {
    const person = await registerPerson(world)
    await must(303, offer(unit.visitor, person))
    const common = await settle(unit.app, 'confirm', unit.unitNumber, person, 'P@ssw0rd')
    expect([common.status, common.json.reason]).toEqual([422, 'password_common'])
    expect((await settle(unit.app, 'confirm', unit.unitNumber, person)).status).toBe(200)
  })

  it('is for a registered person of just this name and mobile, who is no operator yet', async () => {
    const person = await registerPerson(world)
    const { visitor } = unit
    const differs = await offer(visitor, { ...person, mobile: '13900000000' })
    expect([differs.status, summaryIn(differs.text)]).toMatchObject([409, expect.stringContaining('不一样')])
    const stranger = await offer(visitor, { ...person, documentType: '08', documentNumber: 'E12345678' })
    expect([stranger.status, errorsIn(stranger.text).documentNumber]).toMatchObject([
      409,
      expect.stringContaining('还没有注册个人账号'),
    ])
    await must(303, offer(visitor, person))
    expect(errorsIn((await offer(visitor, person)).text).documentNumber).toContain('正等本人确认')
    await settle(unit.app, 'confirm', unit.unitNumber, person)
    expect(errorsIn((await offer(visitor, person)).text).documentNumber).toContain('已经是本单位的操作员')
  })

  it('tells beside the fields what is missing, and keeps what was typed', async () => {
    const { status, text } = await submitList(unit.visitor, `${LIST}/new`, {
      ...{ role: 'handler', name: '王小燕', firstDay: day(5), lastDay: day(2) },
    })
    expect([status, Object.keys(errorsIn(text)).sort()]).toEqual([
      422,
      ['documentNumber', 'documentType', 'items', 'lastDay', 'mobile'],
    ])
    expect(text).toContain('value="王小燕"')
    const over = await offer(unit.visitor, await registerPerson(world), {
      firstDay: day(-9),
      lastDay: day(-1),
    })
    expect(errorsIn(over.text).lastDay).toContain('已经过去')
  })
})

describe('whoever keeps the operators', () => {
  it('is no handler, who sees the list and changes nothing', async () => {
    const handler = await anOperator(world, unit)
    const administratorToBe = await registerPerson(world)
    expect((await handler.visitor.get(LIST)).status).toBe(200)
    for (const path of [`${LIST}/new`, `${LIST}/history`, `${LIST}/${handler.id}`])
      expect((await handler.visitor.get(path)).status).toBeGreaterThanOrEqual(403)
    expect((await offer(handler.visitor, administratorToBe)).status).toBe(403)
    const posts = ['term', 'scope', 'role', 'resume', 'remove', 'request']
    for (const form of posts) {
      const fields = { firstDay: day(), lastDay: day(900), items: ['enrolment'], role: 'administrator' }
      const { status } = await submitList(handler.visitor, `${LIST}/${handler.id}/${form}`, fields)
      expect([form, status]).toEqual([form, 404])
    }
  })

  it('is as administrator the keeper of handlers only, within their own term', async () => {
    const administrator = await anOperator(world, unit, { role: 'administrator', lastDay: day(30) })
    const { visitor } = administrator
    const person = await registerPerson(world)
    const beyond = await offer(visitor, person, { lastDay: day(31) })
    expect(errorsIn(beyond.text).lastDay).toContain('超出了您自己的授权期限')
    expect((await offer(visitor, person, { role: 'administrator', lastDay: day(30) })).status).toBe(403)
    const handler = await anOperator(world, unit, { lastDay: day(30) }, visitor)
    expect((await visitor.get(`${LIST}/${handler.id}`)).status).toBe(200)
    expect((await visitor.get(`${LIST}/${administrator.id}`)).status).toBe(404)
    expect((await unit.visitor.get(`${LIST}/${administrator.id}`)).status).toBe(200)
    const second = await offer(unit.visitor, await registerPerson(world), { role: 'administrator' })
    expect(errorsIn(second.text).role).toContain('管理员只能有 1 名')
  })

  it('is nobody of another unit', async () => {
    const handler = await anOperator(world, unit)
    const other = await aUnitWithNotice(world)
    expect((await other.visitor.get(`${LIST}/${handler.id}`)).status).toBe(404)
    expect((await other.visitor.submit(`${LIST}/${handler.id}/remove`, {})).status).toBe(404)
    expect((await handler.visitor.get('/center')).status).toBe(200)
    const app = await anApp(world, ['openid'])
    expect((await settle(app, 'confirm', unit.unitNumber, handler.person)).status).toBe(403)
  })
})
