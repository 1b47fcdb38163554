import { describe, expect, it } from 'vitest'
import {
  accountFor,
  aPerson,
  aUnit,
  identityOf,
  type MadePerson,
  passFace,
  registerPerson,
  sandbox,
  signIn,
  startPerson,
  startUnit,
} from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { headingOf, valuesIn } from '../support/html.ts'
import { stepOf, ticked, wait } from '../support/registration.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const form = (person: MadePerson) => ({ ...identityOf(person), ...ticked })

describe('registration by a program', () => {
  it('takes a person and then a unit from the first step to the last', async () => {
    const person = await registerPerson(world)
    const visitor = new Visitor(world.hall.origin)
    const unit = aUnit()

    const started = await visitor.post('/api/v1/registrations/unit', { ...unit, ...form(person) })
    expect(started).toMatchObject({
      status: 201,
      json: { kind: 'unit', step: 'face', faceMethods: ['alipay', 'app'] },
    })
    const { expiresAt } = started.json as { expiresAt: string }
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(9.8 * 60_000)
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(10 * 60_000)
    const flags = started.headers.get('set-cookie')
    expect(flags).toMatch(/^__Host-hall-registration=[0-9a-z]{26}\.[\w-]{43}; /)
    for (const flag of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(flags).toContain(flag)

    const asked = await visitor.post('/api/v1/registrations/current/face', { method: 'alipay' })
    expect(asked).toMatchObject({ status: 201, json: { method: 'alipay', status: 'pending' } })
    const scanned = await new Visitor(world.hall.origin).get((asked.json as { url: string }).url)
    expect(scanned.text).toContain(`${world.sandbox.origin}/alipay/gateway.do?`)
    await passFace(world, visitor, person)
    expect(await visitor.get('/api/v1/registrations/current/face')).toMatchObject({
      ...{ status: 200, json: { status: 'passed', next: '/register/account' } },
    })
    expect(await stepOf(visitor)).toBe('account')

    const mobile = '17712345678'
    const sent = await visitor.post('/api/v1/registrations/current/sms', { mobile })
    expect(sent).toMatchObject({ status: 202, json: { resendAfter: 60 } })
    const made = await visitor.post('/api/v1/registrations/current/account', {
      ...{ mobile, smsCode: await sandbox(world).code(mobile) },
      ...{ password: person.password, passwordRepeat: person.password },
    })
    expect(made).toMatchObject({ status: 201, json: { step: 'done', faceMethods: [] } })
    const { unitNumber } = made.json as { unitNumber: string }
    expect(unitNumber).toMatch(/^[1-8]\d{7}$/)
    expect((await visitor.get('/api/v1/registrations/current')).json).toMatchObject({
      step: 'done',
      unitNumber,
    })

    const inside = await signIn(world, { unit, person })
    expect((await inside.get('/api/v1/session')).json).toMatchObject({
      ...{
        unit: {
          name: unit.unitName,
          creditCode: unit.creditCode,
          unitNumber,
          region: expect.stringMatching(/^3201\d\d$/),
        },
      },
      operator: { role: 'legal_representative', name: `${person.name[0]}**` },
    })
  })

  it('reads what people type: full-width digits, small letters, gaps and hyphens', async () => {
    const person = await registerPerson(world)
    const unit = aUnit()
    const wide = (text: string) => text.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))
    const visitor = new Visitor(world.hall.origin)
    const typed = {
      creditCode: ` ${wide(unit.creditCode).toLowerCase()} `,
      unitName: `${unit.unitName} (江苏)`,
      ...form(person),
      documentNumber: person.documentNumber.replace(/^(.{6})(.{8})/, '$1 $2-').toLowerCase(),
    }
    expect(await visitor.post('/api/v1/registrations/unit', typed)).toMatchObject({ status: 201 })
    await passFace(world, visitor, person)
    const account = await accountFor(world, visitor, { ...person, mobile: '18612340987' })
    const spaced = { ...account, mobile: '+86 186-1234-0987' }
    expect(await visitor.post('/api/v1/registrations/current/account', spaced)).toMatchObject({ status: 201 })
    const inside = await signIn(world, { unit, person })
    expect((await inside.get('/api/v1/session')).json).toMatchObject({
      unit: { name: `${unit.unitName}（江苏）` },
    })
  })

  it('offers the app alone where the document is no identity card', async () => {
    const visitor = await startPerson(world, aPerson({ documentType: '08', documentNumber: 'E12345678' }))
    const current = await visitor.get('/api/v1/registrations/current')
    expect(current.json).toMatchObject({ faceMethods: ['app'] })
    const refused = await visitor.post('/api/v1/registrations/current/face', { method: 'alipay' })
    expect(refused).toMatchObject({ status: 422, json: { reason: 'face_card_only' } })
    const asked = await visitor.post('/api/v1/registrations/current/face', { method: 'app' })
    expect(asked).toMatchObject({ status: 201, json: { method: 'app', status: 'pending' } })
    expect((asked.json as { url: string }).url).toMatch(`${world.hall.origin}/app/scan/`)
  })
})

describe('the ten minutes', () => {
  it('end every step with the way back to the first, and what was typed is still there', async () => {
    const person = await registerPerson(world)
    const unit = aUnit()
    for (const step of ['face', 'account']) {
      const visitor = await startUnit(world, unit, person)
      if (step === 'account') await passFace(world, visitor, person)
      await wait(world.hall.db, visitor, 10)

      const acts = { face: { method: 'alipay' }, sms: { mobile: person.mobile } }
      const account = {
        mobile: person.mobile,
        smsCode: '123456',
        password: 'Hall#2026',
        passwordRepeat: 'Hall#2026',
      }
      for (const [act, body] of Object.entries({ ...acts, account }))
        expect(await visitor.post(`/api/v1/registrations/current/${act}`, body), act).toMatchObject({
          ...{ status: 410, json: { reason: 'flow_expired' } },
        })
      const page = await visitor.get(`/register/${step}`)
      expect([page.status, page.headers.get('location')]).toEqual([303, '/register/expired'])
      const expired = await visitor.get('/register/expired')
      expect(expired.status).toBe(410)
      expect(expired.text).toContain('href="/register/unit"')
      const again = valuesIn((await visitor.get('/register/unit')).text)
      expect(again).toMatchObject({ ...unit, name: person.name, documentNumber: person.documentNumber })
    }
  })

  it('are counted from step one: one second before the end an account is still made', async () => {
    const person = aPerson()
    const visitor = await startPerson(world, person)
    await passFace(world, visitor, person)
    await wait(world.hall.db, visitor, 9.8)
    const account = await accountFor(world, visitor, person)
    expect(await visitor.post('/api/v1/registrations/current/account', account)).toMatchObject({
      status: 201,
    })
  })

  it('leave nothing of what was typed once the account is made', async () => {
    const person = aPerson()
    const visitor = await startPerson(world, person)
    await passFace(world, visitor, person)
    await visitor.post('/api/v1/registrations/current/account', await accountFor(world, visitor, person))
    expect(valuesIn((await visitor.get('/register/person')).text)).not.toHaveProperty('documentNumber')
    expect(headingOf((await visitor.get('/register/done')).text)).toBe('个人实名注册')
  })
})
