import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { anApp } from '../support/app-client.ts'
import { aPerson, must, sandbox, signIn } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { errorsIn, summaryIn, valuesIn, wordsOf } from '../support/html.ts'
import { MOBILE, NUMBER, newCode, passOwnFace, SETTINGS } from '../support/settings.ts'
import { anAdministrator, aRepresentative, type Member } from '../support/unit-people.ts'
import { restMobiles } from '../support/upgrade.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const aNumber = () => aPerson().mobile

async function change({ visitor, person }: Member, mobile: string) {
  await passOwnFace(world, visitor, person)
  return visitor.submit(NUMBER, { mobile, smsCode: await newCode(world, visitor, mobile) })
}

const enter = ({ unit, person }: Member, name: string) =>
  new Visitor(world.hall.origin).post('/api/v1/sessions', {
    ...{ unit: unit.creditCode, person: name, password: person.password },
  })

describe('another mobile', () => {
  it('is the operator’s after their face and a code to it, and the old one is not', async () => {
    const mine = await aRepresentative(world)
    const mobile = aNumber()
    const reply = await change(mine, mobile)
    expect([reply.status, reply.headers.get('location')]).toEqual([303, `${SETTINGS}?saved=mobile`])
    const words = wordsOf((await mine.visitor.get(SETTINGS)).text)
    expect(words).toContain(`1*****${mobile.slice(-2)}`)
    expect((await enter(mine, mobile)).status).toBe(201)
    expect((await enter(mine, mine.person.documentNumber)).status).toBe(201)
    expect((await enter(mine, mine.person.mobile)).status).toBe(401)
    expect(wordsOf((await mine.visitor.get('/center/activity')).text)).toContain('修改登录手机')
  })

  it('is asked for once the government app has seen the face too', async () => {
    const mine = await aRepresentative(world)
    await must(303, mine.visitor.submit(MOBILE, { face: 'app' }))
    const face = await mine.visitor.get<{ url: string }>('/api/v1/settings/mobile/face')
    const scan = face.json.url.split('/').at(-1) ?? ''
    const app = await anApp(world)
    expect(await app.call(scan)).toMatchObject({
      json: { title: '修改单位账号的登录手机', unitName: mine.unit.unitName },
    })
    const personAssertion = await app.vouch({ person: mine.person, scan })
    await must(200, app.call(`${scan}/confirm`, { personAssertion }))
    expect(await mine.visitor.get('/api/v1/settings/mobile/face')).toMatchObject({
      json: { status: 'passed', next: NUMBER },
    })
    const mobile = aNumber()
    const smsCode = await newCode(world, mine.visitor, mobile)
    expect((await mine.visitor.submit(NUMBER, { mobile, smsCode })).status).toBe(303)
  })

  it('is not asked for before the face has passed', async () => {
    const mine = await aRepresentative(world)
    const mobile = aNumber()
    const asks = async () => [
      (await mine.visitor.post(`${NUMBER}/code`, { mobile })).status,
      (await mine.visitor.get(NUMBER)).headers.get('location'),
      (await mine.visitor.submit(NUMBER, { mobile, smsCode: '123456' })).status,
    ]
    expect(await asks()).toEqual([410, MOBILE, 410])
    await must(303, mine.visitor.submit(MOBILE, { face: 'alipay' }))
    expect(await asks()).toEqual([410, MOBILE, 410])
    await sandbox(world).face(mine.person.documentNumber, 'other_face')
    await world.hall.db.prepare('UPDATE face_check SET asked_at = 0').run()
    expect(wordsOf((await mine.visitor.get(MOBILE)).text)).toContain('不是表单上填的这个人')
    expect(await asks()).toEqual([410, MOBILE, 410])
  })

  it('is of the session that began it, and of the ten minutes after that', async () => {
    const mine = await aRepresentative(world)
    await passOwnFace(world, mine.visitor, mine.person)
    const elsewhere = await signIn(world, mine)
    expect((await elsewhere.post(`${NUMBER}/code`, { mobile: aNumber() })).status).toBe(410)
    await world.hall.db.prepare('UPDATE mobile_change SET created_at = 1, expires_at = 2').run()
    expect((await mine.visitor.post(`${NUMBER}/code`, { mobile: aNumber() })).status).toBe(410)
    await world.hall.tick()
    const left = await world.hall.db.prepare('SELECT count(*) AS n FROM mobile_change').first<number>('n')
    expect(left).toBe(0)
  })

  it('comes back with what was typed where the code is wrong, and is used once', async () => {
    const mine = await aRepresentative(world)
    const mobile = aNumber()
    await passOwnFace(world, mine.visitor, mine.person)
    const smsCode = await newCode(world, mine.visitor, mobile)
    const wrong = await mine.visitor.submit(NUMBER, {
      mobile,
      smsCode: smsCode === '111111' ? '222222' : '111111',
    })
    expect([wrong.status, errorsIn(wrong.text).smsCode]).toEqual([422, expect.stringContaining('不对')])
    expect(valuesIn(wrong.text)).toEqual({ mobile })
    const other = await mine.visitor.submit(NUMBER, { mobile: aNumber(), smsCode })
    expect(errorsIn(other.text).smsCode).toContain('另一个手机号码')
    expect((await mine.visitor.submit(NUMBER, { mobile, smsCode })).status).toBe(303)
    expect((await mine.visitor.submit(NUMBER, { mobile, smsCode })).status).toBe(410)
  })

  it('is sent a code without a script too', async () => {
    const mine = await aRepresentative(world)
    await passOwnFace(world, mine.visitor, mine.person)
    const page = await mine.visitor.submit(`${NUMBER}/code`, { mobile: aNumber() })
    expect([page.status, wordsOf(page.text)]).toEqual([200, expect.stringContaining('验证码已经发出')])
    expect((await mine.visitor.get(`${NUMBER}/code`)).headers.get('location')).toBe(NUMBER)
  })

  it('is neither the present one nor another operator’s of the unit; of another unit it may be', async () => {
    const mine = await aRepresentative(world)
    const colleague = await anAdministrator(world, mine)
    const stranger = await aRepresentative(world)
    await passOwnFace(world, mine.visitor, mine.person)
    const ask = (mobile: string) => mine.visitor.submit(`${NUMBER}/code`, { mobile })
    expect(errorsIn((await ask(mine.person.mobile)).text).mobile).toContain('现在登录用的号码')
    expect(errorsIn((await ask(colleague.person.mobile)).text).mobile).toContain('另一位操作员')
    await restMobiles(world)
    expect((await ask(stranger.person.mobile)).status).toBe(200)
  })

  it('goes to one of two operators who prove it at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const mine = await aRepresentative(world)
      const colleague = await anAdministrator(world, mine)
      const mobile = aNumber()
      const bodies: [Visitor, string][] = []
      for (const { visitor, person } of [mine, colleague]) {
        await passOwnFace(world, visitor, person)
        bodies.push([visitor, await newCode(world, visitor, mobile)])
      }
      const replies = await Promise.all(
        bodies.flatMap(([visitor, smsCode]) =>
          [1, 2, 3].map(() => visitor.submit(NUMBER, { mobile, smsCode })),
        ),
      )
      expect(replies.filter(({ status }) => status === 303)).toHaveLength(1)
      for (const { status } of replies) expect([303, 409, 410, 422]).toContain(status)
    }
  })

  it('cannot be had without a document to compare the face with', async () => {
    const mine = await aRepresentative(world)
    await world.hall.db
      .prepare(
        `UPDATE operator SET document_type = NULL, document_index = NULL, document_sealed = NULL
         WHERE unit_id = (SELECT id FROM unit WHERE credit_code = ?)`,
      )
      .bind(mine.unit.creditCode)
      .run()
    const page = await mine.visitor.get(MOBILE)
    expect([page.status, wordsOf(page.text)]).toEqual([409, expect.stringContaining('还没有登记证件')])
    expect(summaryIn(page.text)).toBe('')
  })

  it('moves the whole row to the current sealing key, so that no rotation brings the old number back', async () => {
    const mine = await aRepresentative(world)
    const { keys } = JSON.parse(world.secrets.SEALING_KEYS) as { keys: Record<string, string> }
    const both = { ...keys, k2: randomBytes(32).toString('base64') }
    await world.hall.reload({ SEALING_KEYS: JSON.stringify({ current: 'k2', keys: both }) })
    const mobile = aNumber()
    expect((await change(mine, mobile)).status).toBe(303)
    const row = await world.hall.db
      .prepare('SELECT o.* FROM operator o JOIN unit u ON u.id = o.unit_id WHERE u.credit_code = ?')
      .bind(mine.unit.creditCode)
      .first<Record<string, string>>()
    for (const column of [
      'document_index',
      'document_sealed',
      'name_sealed',
      'mobile_index',
      'mobile_sealed',
    ])
      expect(row?.[column], column).toMatch(/^k2\./)
    await world.hall.tick()
    expect((await enter(mine, mobile)).status).toBe(201)
    expect((await enter(mine, mine.person.documentNumber)).status).toBe(201)
  })
})
