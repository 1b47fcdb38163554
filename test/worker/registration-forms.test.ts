import { describe, expect, it } from 'vitest'
import {
  aPerson,
  aUnit,
  identityOf,
  type MadePerson,
  passFace,
  readFace,
  registerPerson,
  sandbox,
  startPerson,
} from '../support/builders.ts'
import { type Reply, Visitor } from '../support/client.ts'
import { errorsIn, headingOf, summaryIn, valuesIn, wordsOf } from '../support/html.ts'
import { ticked } from '../support/registration.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })

const went = ({ status, headers }: Reply) => `${status} ${headers.get('location')}`

/** Step two as a person without a script sees it: choose, scan, come back. */
async function proveFace(visitor: Visitor, person: MadePerson) {
  expect((await visitor.get('/register/face')).text).toContain('name="face" value="alipay"')
  expect(went(await visitor.submit('/register/face', { face: 'alipay' }))).toBe('303 /register/face')
  const waiting = await visitor.get('/register/face')
  expect(waiting.text).toContain('<noscript><meta http-equiv="refresh" content="5"')
  await sandbox(world).face(person.documentNumber, 'passed')
  await readFace(world, visitor)
  expect(went(await visitor.get('/register/face'))).toBe('303 /register/account')
}

/** Step three: a code, then the account. */
async function setAccount(visitor: Visitor, { mobile, password }: MadePerson) {
  const sent = await visitor.submit('/register/account/sms', { mobile })
  expect(sent.status).toBe(200)
  expect(valuesIn(sent.text)).toEqual({ mobile })
  expect(wordsOf(sent.text)).toContain('验证码已经发出')
  const smsCode = await sandbox(world).code(mobile)
  return visitor.submit('/register/account', { mobile, smsCode, password, passwordRepeat: password })
}

describe('registration without a script', () => {
  it('takes a person and then their unit through all four steps', async () => {
    const person = aPerson()
    const visitor = new Visitor(world.hall.origin)
    expect((await visitor.get('/register')).text).toContain('href="/register/person"')
    const first = await visitor.submit('/register/person', { ...identityOf(person), ...ticked })
    expect(went(first)).toBe('303 /register/face')
    await proveFace(visitor, person)
    expect(went(await setAccount(visitor, person))).toBe('303 /register/done')
    expect((await visitor.get('/register/done')).text).toContain('href="/register/unit"')

    const unit = aUnit()
    const second = await visitor.submit('/register/unit', { ...unit, ...identityOf(person), ...ticked })
    expect(went(second)).toBe('303 /register/face')
    await proveFace(visitor, person)
    const other = { ...person, mobile: aPerson().mobile }
    expect(went(await setAccount(visitor, other))).toBe('303 /register/done')
    const done = await visitor.get('/register/done')
    const unitNumber = /[1-8]\d{7}/.exec(wordsOf(done.text))?.[0] ?? ''
    expect(done.text).toContain('href="/login"')

    const login = { unit: unitNumber, person: person.documentNumber, password: person.password }
    expect(went(await visitor.submit('/login', login))).toBe('303 /center')
    const center = await visitor.get('/center')
    expect(headingOf(center.text)).toBe(unit.unitName)
    expect(center.text).toContain(unitNumber)
    expect(went(await visitor.submit('/logout', {}))).toBe('303 /')
  })

  it('shows step one again with a sentence beside each field, all of them counted on top, nothing lost', async () => {
    const visitor = new Visitor(world.hall.origin)
    const typed = {
      creditCode: '91350100M000100Y42',
      unitName: '南京<好>公司',
      documentNumber: '320101199001011234',
    }
    const page = await visitor.submit('/register/unit', { ...typed, documentType: '01', name: '李' })
    expect(page.status).toBe(422)
    const errors = errorsIn(page.text)
    expect(Object.keys(errors).sort()).toEqual([
      ...['agreement', 'consent', 'creditCode', 'documentNumber', 'name', 'unitName'],
    ])
    expect(summaryIn(page.text)).toContain('6 处')
    for (const said of Object.values(errors)) expect(said).toMatch(/^[^A-Za-z]*。$/)
    expect(valuesIn(page.text)).toEqual({ ...typed, documentType: '01', name: '李' })
  })

  it('keeps the boxes ticked when something else is wrong', async () => {
    const visitor = new Visitor(world.hall.origin)
    const page = await visitor.submit('/register/person', {
      name: '',
      documentType: '08',
      documentNumber: 'x',
      ...ticked,
    })
    expect(page.status).toBe(422)
    expect(valuesIn(page.text)).toEqual({ documentType: '08', documentNumber: 'x', ...ticked })
  })

  it('shows step three again with the mobile and never a password or a code', async () => {
    const person = aPerson()
    const visitor = await startPerson(world, person)
    await passFace(world, visitor, person)
    const typed = { mobile: '139', smsCode: '98765', password: 'Sentinel#1', passwordRepeat: 'Sentinel#2' }
    const page = await visitor.submit('/register/account', typed)
    expect(page.status).toBe(422)
    expect(Object.keys(errorsIn(page.text)).sort()).toEqual(['mobile', 'passwordRepeat', 'smsCode'])
    expect(valuesIn(page.text)).toEqual({ mobile: '139' })
    for (const secret of ['Sentinel', '98765']) expect(page.text).not.toContain(secret)

    const notSent = await visitor.submit('/register/account', {
      ...{ mobile: person.mobile, smsCode: '987654', password: 'Sentinel#1', passwordRepeat: 'Sentinel#1' },
    })
    expect(notSent.status).toBe(422)
    expect(errorsIn(notSent.text)).toEqual({ smsCode: '还没有发送过验证码，请先点「发送验证码」。' })
    expect(valuesIn(notSent.text)).toEqual({ mobile: person.mobile })
    expect(notSent.text).not.toContain('Sentinel')
  })

  it('offers the face check again with the reason when it did not pass', async () => {
    const person = aPerson()
    const visitor = await startPerson(world, person)
    const outcomes = { failed: '没有通过', other_face: '不是表单上填的这个人', cancelled: '取消了认证' }
    for (const [outcome, said] of Object.entries(outcomes)) {
      const begun = await visitor.submit('/register/face', {
        face: outcome === 'failed' ? 'alipay' : 'again',
      })
      expect(went(begun)).toBe('303 /register/face')
      await sandbox(world).face(person.documentNumber, outcome)
      await readFace(world, visitor)
      const page = await visitor.get('/register/face')
      expect(page.status).toBe(200)
      expect(summaryIn(page.text)).toContain(said)
      expect(page.text).toContain('value="again"')
    }
    const change = await visitor.submit('/register/face', { face: 'change' })
    expect(change.text).toContain('value="app"')
  })

  it('takes whoever opens a step too early, too late or without a registration to where they belong', async () => {
    const stranger = new Visitor(world.hall.origin)
    for (const step of ['face', 'account', 'done'])
      expect(went(await stranger.get(`/register/${step}`)), step).toBe('303 /register')
    const person = aPerson()
    const visitor = await startPerson(world, person)
    expect(went(await visitor.get('/register/account'))).toBe('303 /register/face')
    expect(went(await visitor.submit('/register/account', {}))).toBe('303 /register/face')
    await passFace(world, visitor, person)
    expect(went(await visitor.get('/register/face'))).toBe('303 /register/account')
    expect(went(await visitor.get('/register/done'))).toBe('303 /register/account')
  })

  it('names the ways in where the unit is registered already, and the way to an account where there is none', async () => {
    const person = await registerPerson(world)
    const nobody = aPerson()
    const visitor = new Visitor(world.hall.origin)
    const unknown = await visitor.submit('/register/unit', { ...aUnit(), ...identityOf(nobody), ...ticked })
    expect(unknown.status).toBe(409)
    expect(unknown.text).toContain('href="/register/person"')
    expect(valuesIn(unknown.text)).toMatchObject(identityOf(nobody))
    const twice = await visitor.submit('/register/person', { ...identityOf(person), ...ticked })
    expect([twice.status, errorsIn(twice.text).documentNumber]).toEqual([
      409,
      expect.stringContaining('已经注册过'),
    ])
  })
})
