import { describe, expect, it } from 'vitest'
import { aPerson, identityOf, passFace, sandbox, startPerson } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { summaryIn, valuesIn } from '../support/html.ts'
import { PATIENCE } from '../support/pair.ts'
import { stepOf, ticked } from '../support/registration.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true, patience: PATIENCE })
const CURRENT = '/api/v1/registrations/current'

// What the sandbox is told to do, and what the hall makes of it.
const FAULTS = {
  timeout: 'timeout',
  '500': 'unavailable',
  bad_signature: 'bad_signature',
  nonsense: 'nonsense',
}
/** Twice, so that a second attempt meets it as well where there is one. */
const order = (partner: string, fault: string, times = 2) =>
  sandbox(world).post('faults', { partner, fault, times })
const clear = () => world.sandbox.db.prepare('DELETE FROM faults').run()

const REFUSED = (partner: string, kind: string) => ({
  ...{ status: 502, json: { reason: `${partner}_${kind}`, title: expect.stringMatching(/^[^A-Za-z]+。$/) } },
})

describe('a partner that is down', () => {
  it('keeps a person at step one, told what happened, and lets them in once it is back', async () => {
    for (const [fault, kind] of Object.entries(FAULTS)) {
      const person = aPerson()
      const visitor = new Visitor(world.hall.origin)
      await order('population', fault)
      const body = { ...identityOf(person), ...ticked }
      expect(await visitor.post('/api/v1/registrations/person', body)).toMatchObject(
        REFUSED('population', kind),
      )
      await clear()
      expect(await visitor.post('/api/v1/registrations/person', body)).toMatchObject({ status: 201 })
    }
  })

  it('shows the form again with everything typed to whoever has no script', async () => {
    const typed = { ...identityOf(aPerson()), ...ticked }
    await order('population', 'timeout')
    const page = await new Visitor(world.hall.origin).submit('/register/person', typed)
    expect(page.status).toBe(502)
    expect(summaryIn(page.text)).toContain('您填的内容都在')
    expect(valuesIn(page.text)).toEqual(typed)
    await clear()
  })

  it('loses no step at the face check, neither when it is opened nor while it is followed', async () => {
    const person = aPerson()
    const visitor = await startPerson(world, person)
    for (const [fault, kind] of Object.entries(FAULTS)) {
      await order('alipay', fault)
      expect(await visitor.post(`${CURRENT}/face`, { method: 'alipay' })).toMatchObject(
        REFUSED('alipay', kind),
      )
      await clear()
    }
    await order('alipay', 'nonsense')
    const page = await visitor.submit('/register/face', { face: 'alipay' })
    expect(page.status).toBe(502)
    expect(summaryIn(page.text)).toContain('支付宝的答复不完整')
    await clear()

    await visitor.post(`${CURRENT}/face`, { method: 'alipay' })
    for (const [fault, kind] of Object.entries(FAULTS)) {
      await order('alipay', fault, 1)
      await world.hall.db.prepare('UPDATE face_check SET asked_at = 0').run()
      expect(await visitor.get(`${CURRENT}/face`)).toMatchObject(REFUSED('alipay', kind))
      await clear()
    }
    expect(await stepOf(visitor)).toBe('face')
    await passFace(world, visitor, person)
    expect(await stepOf(visitor)).toBe('account')
  })

  it('gives the minute back when no message went out, and keeps it when one may have', async () => {
    const person = aPerson()
    const visitor = await startPerson(world, person)
    await passFace(world, visitor, person)
    const { bad_signature: _unsigned, ...faults } = FAULTS // the carrier signs no answers
    for (const [fault, kind] of Object.entries(faults)) {
      const { mobile } = aPerson()
      await order('sms', fault)
      expect(await visitor.post(`${CURRENT}/sms`, { mobile })).toMatchObject(REFUSED('sms', kind))
      await clear()
      const again = await visitor.post(`${CURRENT}/sms`, { mobile })
      expect([fault, again.status]).toEqual([fault, fault === '500' ? 202 : 429])
    }
    expect(await stepOf(visitor)).toBe('account')
  })

  it('takes the message that came although the answer was lost', async () => {
    const person = aPerson()
    const visitor = await startPerson(world, person)
    await passFace(world, visitor, person)
    const { mobile, password } = person
    await sandbox(world).post('faults', { partner: 'sms', fault: 'late', times: 1, delayMs: 2 * PATIENCE })
    expect(await visitor.post(`${CURRENT}/sms`, { mobile })).toMatchObject(REFUSED('sms', 'timeout'))
    const account = { mobile, smsCode: await sandbox(world).code(mobile), password, passwordRepeat: password }
    expect(await visitor.post(`${CURRENT}/account`, account)).toMatchObject({ status: 201 })
  })

  it('leaves no name, number or code in the log', () => {
    const faults = world.lines.filter((line) => line.includes('partner_fault'))
    expect(faults.length).toBeGreaterThan(12)
    for (const line of faults) expect(line).not.toMatch(/\d{6}|\p{Script=Han}/u)
  })
})
