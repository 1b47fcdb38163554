import { describe, expect, it } from 'vitest'
import {
  accountFor,
  aPerson,
  aUnit,
  passFace,
  registerPerson,
  sandbox,
  startAccount,
  startUnit,
} from '../support/builders.ts'
import { tally, Visitor } from '../support/client.ts'
import { registrationOf, stepOf } from '../support/registration.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const CURRENT = '/api/v1/registrations/current'
describe('the code by SMS', () => {
  it('is refused when it was not sent, is wrong, is for another number, has expired or was used', async () => {
    const person = aPerson()
    const visitor = await startAccount(world, person)
    const account = { mobile: person.mobile, password: person.password, passwordRepeat: person.password }
    const tried = async (body: object) =>
      (await visitor.post<{ reason: string }>(`${CURRENT}/account`, body)).json.reason
    const notSent = await tried({ ...account, smsCode: '123456' })
    expect(notSent).toBe('sms_code_not_sent')

    const right = await accountFor(world, visitor, person)
    const wrong = String((Number(right.smsCode) + 1) % 1_000_000).padStart(6, '0')
    expect(await tried({ ...right, smsCode: wrong })).toBe('sms_code_wrong')
    expect(await tried({ ...right, mobile: aPerson().mobile })).toBe('sms_code_other_mobile')
    const owner = registrationOf(visitor)
    const change = (set: string) =>
      world.hall.db.prepare(`UPDATE sms_code SET ${set} WHERE owner = ?`).bind(owner).run()
    await change('used_at = created_at')
    expect(await tried(right)).toBe('sms_code_used')
    await change('used_at = NULL, expires_at = expires_at - 300000')
    expect(await tried(right)).toBe('sms_code_expired')
    await change('expires_at = expires_at + 300000')
    expect(await visitor.post(`${CURRENT}/account`, right)).toMatchObject({ status: 201 })
  })

  it('is spent after five wrong tries, even for the right one', async () => {
    const person = aPerson()
    const visitor = await startAccount(world, person)
    const right = await accountFor(world, visitor, person)
    const wrong = {
      ...right,
      smsCode: right.smsCode.replace(/./g, (digit) => String((Number(digit) + 1) % 10)),
    }
    for (let tries = 0; tries < 5; tries++)
      expect(await visitor.post(`${CURRENT}/account`, wrong)).toMatchObject({
        json: { reason: 'sms_code_wrong' },
      })
    expect(await visitor.post(`${CURRENT}/account`, right)).toMatchObject({
      ...{
        status: 422,
        json: { reason: 'sms_code_spent', errors: [{ field: 'smsCode', code: 'sms_code_spent' }] },
      },
    })
  })

  it('goes to one number once a minute, five times an hour and ten times a day, whoever asks', async () => {
    const { mobile } = aPerson()
    // More than one, for each registration may send five itself.
    const visitors = await Promise.all([1, 2, 3, 4].map(() => startAccount(world, aPerson())))
    let sends = 0
    const send = async () =>
      (await visitors[sends++ % visitors.length]?.post(`${CURRENT}/sms`, { mobile }))?.status
    const pass = async (seconds: number) => {
      await world.hall.db
        .prepare('UPDATE sms_code SET created_at = created_at - ?')
        .bind(seconds * 1000)
        .run()
      await sandbox(world).post('sms/age', { seconds, mobile })
    }
    expect([await send(), await send()]).toEqual([202, 429])
    for (let sent = 1; sent < 5; sent++) {
      await pass(61)
      expect(await send()).toBe(202)
    }
    await pass(61)
    expect(await send()).toBe(429)
    for (const seconds of [3600, 61, 61, 61, 61]) {
      await pass(seconds)
      expect(await send()).toBe(202)
    }
    await pass(3600)
    expect(await send()).toBe(429)
    await pass(86_400)
    expect(await send()).toBe(202)
  })

  it('goes to five numbers at the most for one registration, whosever they are', async () => {
    const visitor = await startAccount(world, aPerson())
    const sent = await Promise.all(
      Array.from({ length: 12 }, () =>
        visitor.post<{ reason?: string }>(`${CURRENT}/sms`, { mobile: aPerson().mobile }),
      ),
    )
    // No waiting helps here, unlike where it is the number that had its share.
    expect(tally(sent)).toEqual({ 202: 5, sms_flow_spent: 7 })
  })
})

describe('the account', () => {
  it('is not made with a mobile of another person, a common password or two different ones', async () => {
    const taken = await registerPerson(world)
    const person = aPerson({ mobile: taken.mobile })
    const visitor = await startAccount(world, person)
    await world.hall.db.prepare('UPDATE sms_code SET created_at = created_at - 61000').run()
    await sandbox(world).post('sms/age', { seconds: 61 })
    const body = await accountFor(world, visitor, person)
    const common = await visitor.post(`${CURRENT}/account`, {
      ...body,
      password: 'Password1',
      passwordRepeat: 'Password1',
    })
    expect(common).toMatchObject({
      status: 422,
      json: { reason: 'password_common', errors: [{ field: 'password' }] },
    })
    const different = await visitor.post(`${CURRENT}/account`, { ...body, passwordRepeat: 'Another#1' })
    expect(different).toMatchObject({
      json: { errors: [{ field: 'passwordRepeat', code: 'password_repeat.different' }] },
    })
    expect(await visitor.post(`${CURRENT}/account`, body)).toMatchObject({
      ...{ status: 409, json: { reason: 'mobile_taken', errors: [{ field: 'mobile' }] } },
    })
  })

  it('follows the steps: none can be skipped, repeated or done without a registration', async () => {
    const bodies = {
      face: { method: 'alipay' },
      sms: { mobile: '13912345678' },
      account: {
        mobile: '13912345678',
        smsCode: '123456',
        password: 'Hall#2026',
        passwordRepeat: 'Hall#2026',
      },
    }
    const allowed = { face: ['face'], account: ['sms', 'account'], done: [] as string[] }
    const person = await registerPerson(world)
    const visitor = await startUnit(world, aUnit(), person)
    for (const step of ['face', 'account', 'done'] as const) {
      expect(await stepOf(visitor)).toBe(step)
      for (const [act, body] of Object.entries(bodies).filter(([name]) => !allowed[step].includes(name)))
        expect(await visitor.post(`${CURRENT}/${act}`, body), `${act} at ${step}`).toMatchObject({
          ...{ status: 409, json: { reason: 'flow_wrong_step' } },
        })
      if (step === 'face') await passFace(world, visitor, person)
      const mine = { ...person, mobile: aPerson().mobile }
      if (step === 'account') await visitor.post(`${CURRENT}/account`, await accountFor(world, visitor, mine))
    }
    for (const [act, body] of Object.entries(bodies))
      expect(await new Visitor(world.hall.origin).post(`${CURRENT}/${act}`, body)).toMatchObject({
        ...{ status: 404, json: { reason: 'flow_unknown' } },
      })
  })
})
