import { describe, expect, it } from 'vitest'
import { aPerson, identityOf, registerPerson, sandbox } from '../support/builders.ts'
import { type Reply, Visitor } from '../support/client.ts'
import { errorsIn, headingOf, summaryIn, valuesIn, wordsOf } from '../support/html.ts'
import {
  anOldAccount,
  anOldUnit,
  credentials,
  firstUnit,
  restMobiles,
  startAdministrator,
  startRepresentative,
  startUpgrade,
  upgradeUnit,
  wait,
} from '../support/upgrade.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const went = ({ status, headers }: Reply) => `${status} ${headers.get('location')}`
const newcomer = () => new Visitor(world.hall.origin)

describe('an upgrade without a script', () => {
  it('goes from the notice through all five steps to a sign-in, several units included', async () => {
    const person = await registerPerson(world)
    await restMobiles(world)
    const account = await anOldAccount(world, { hall: 'fund', units: [anOldUnit(), anOldUnit()] })
    const { unitCode, unitName, creditCode, name, documentNumber } = firstUnit(account)
    const visitor = newcomer()

    const notice = await visitor.get('/upgrade')
    expect(headingOf(notice.text)).toBe('历史单位用户升级')
    expect(wordsOf(notice.text)).toContain('数字证书登录的单位不适用')
    const halls = await visitor.get('/upgrade/hall')
    for (const hall of ['province', 'fund', 'taizhou'])
      expect(halls.text).toContain(`name="hall" value="${hall}"`)
    expect(went(await visitor.submit('/upgrade/hall', { hall: 'fund' }))).toBe('303 /upgrade/account')

    const form = await visitor.get('/upgrade/account')
    expect(wordsOf(form.text)).toContain('江苏省社会保险基金管理中心网上业务大厅')
    expect(went(await visitor.submit('/upgrade/account', credentials(account)))).toBe('303 /upgrade/unit')
    expect(wordsOf((await visitor.get('/upgrade/unit')).text)).toContain(unitName)
    expect(went(await visitor.submit('/upgrade/unit', { unitCode }))).toBe('303 /upgrade/representative')

    const shown = wordsOf((await visitor.get('/upgrade/representative')).text)
    for (const part of [unitName, creditCode, `${name[0]}**`, `*****${documentNumber.slice(-4)}`])
      expect(shown).toContain(part)
    const confirmed = await visitor.submit('/upgrade/representative', {
      documentNumber,
      mobile: aPerson().mobile,
    })
    expect(went(confirmed)).toBe('303 /upgrade/administrator')

    const who = { ...identityOf(person), mobile: person.mobile }
    const sent = await visitor.submit('/upgrade/administrator/sms', who)
    expect(sent.status).toBe(200)
    expect(wordsOf(sent.text)).toContain('验证码已经发出')
    expect(valuesIn(sent.text)).toEqual(who)
    const smsCode = await sandbox(world).code(person.mobile)
    const password = 'Leiter#2026'
    const made = await visitor.submit('/upgrade/administrator', {
      ...who,
      smsCode,
      password,
      passwordRepeat: password,
    })
    expect(went(made)).toBe('303 /upgrade/done')
    const unitNumber = /[1-8]\d{7}/.exec(wordsOf((await visitor.get('/upgrade/done')).text))?.[0] ?? ''
    const login = { unit: unitNumber, person: person.mobile, password }
    expect(went(await visitor.submit('/login', login))).toBe('303 /center')
    expect(headingOf((await visitor.get('/center')).text)).toBe(unitName)
  })

  it('goes back and finds everything that was typed, no password among it', async () => {
    const account = await anOldAccount(world, { units: [anOldUnit(), anOldUnit()] })
    const { unitCode, documentNumber } = firstUnit(account)
    const person = await registerPerson(world)
    await restMobiles(world)
    const { mobile } = aPerson()
    const visitor = await startRepresentative(world, account)
    await visitor.submit('/upgrade/unit', { unitCode })
    await visitor.submit('/upgrade/representative', { documentNumber, mobile })
    const who = { ...identityOf(person), mobile: person.mobile }
    await visitor.submit('/upgrade/administrator/sms', who)

    const back = async (path: string) => {
      const page = await visitor.get(path)
      expect(page.status, path).toBe(200)
      expect(page.text).not.toContain(account.password)
      return valuesIn(page.text)
    }
    expect(await back('/upgrade/administrator')).toEqual(who)
    expect(await back('/upgrade/representative')).toEqual({ documentNumber, mobile })
    expect(await back('/upgrade/unit')).toEqual({ unitCode })
    expect(await back('/upgrade/account')).toEqual({ userName: account.userName })
    expect((await visitor.get('/upgrade/hall')).text).toContain('您刚才选的是这个')
    // The same account once more, and what was typed behind it is still there.
    expect(went(await visitor.submit('/upgrade/account', credentials(account)))).toBe('303 /upgrade/unit')
    await visitor.submit('/upgrade/unit', { unitCode })
    expect(await back('/upgrade/representative')).toEqual({ documentNumber, mobile })
  })

  it('shows each form again with a sentence beside each field, and neither password nor code', async () => {
    const visitor = await startAdministrator(world, await anOldAccount(world))
    const typed = { documentType: '01', documentNumber: '320101199001011234', name: '李', mobile: '139' }
    const page = await visitor.submit('/upgrade/administrator', {
      ...typed,
      ...{ smsCode: '98765', password: 'Sentinel#1', passwordRepeat: 'Sentinel#2' },
    })
    expect(page.status).toBe(422)
    expect(Object.keys(errorsIn(page.text)).sort()).toEqual([
      ...['documentNumber', 'mobile', 'name', 'passwordRepeat', 'smsCode'],
    ])
    for (const said of Object.values(errorsIn(page.text))) expect(said).toMatch(/^[^A-Za-z]*。$/)
    expect(valuesIn(page.text)).toEqual(typed)
    expect(page.text).not.toMatch(/Sentinel|98765/)

    const early = await visitor.submit('/upgrade/account', { userName: 'x', oldPassword: '' })
    expect([early.status, Object.keys(errorsIn(early.text))]).toEqual([422, ['oldPassword']])
    const nothing = await visitor.submit('/upgrade/hall', {})
    expect([nothing.status, summaryIn(nothing.text)]).toEqual([422, '请先选一个原网办大厅。'])
  })

  it('names the ways on where typing differently does not help', async () => {
    const { account } = await upgradeUnit(world)
    const rows: [Awaited<ReturnType<typeof anOldAccount>>, string][] = [
      [account, '/login'],
      [await anOldAccount(world, { locked: true }), '/register/unit'],
      [await anOldAccount(world, { units: [anOldUnit({ creditCode: '' })] }), '/register/unit'],
    ]
    for (const [one, href] of rows) {
      const page = await (await startUpgrade(world, one)).submit('/upgrade/account', credentials(one))
      expect(page.status).toBeGreaterThanOrEqual(409)
      expect(summaryIn(page.text)).toMatch(/。$/)
      expect(page.text).toContain(`<p><a href="${href}">`)
      expect(valuesIn(page.text)).toEqual({ userName: one.userName })
    }
    const visitor = await startAdministrator(world, await anOldAccount(world))
    const nobody = aPerson()
    const who = { ...identityOf(nobody), mobile: nobody.mobile }
    const unknown = await visitor.submit('/upgrade/administrator/sms', who)
    expect(errorsIn(unknown.text).documentNumber).toContain('还没有个人账号')
    expect(unknown.text).toContain('<p><a href="/register/person">')
    expect(valuesIn(unknown.text)).toEqual(who)
  })

  it('takes whoever opens a step too early, too late or without an upgrade to where they belong', async () => {
    const stranger = newcomer()
    for (const step of ['account', 'unit', 'representative', 'administrator', 'done'])
      expect(went(await stranger.get(`/upgrade/${step}`)), step).toBe('303 /upgrade')
    const account = await anOldAccount(world)
    const visitor = await startUpgrade(world, account)
    for (const step of ['unit', 'representative', 'administrator', 'done'])
      expect(went(await visitor.get(`/upgrade/${step}`)), step).toBe('303 /upgrade/account')
    expect(went(await visitor.submit('/upgrade/administrator', {}))).toBe('303 /upgrade/account')
    expect(went(await visitor.get('/upgrade/administrator/sms'))).toBe('303 /upgrade/administrator')
    await visitor.submit('/upgrade/account', credentials(account))
    expect(went(await visitor.get('/upgrade/unit'))).toBe('303 /upgrade/representative')

    await wait(world.hall.db, visitor, 10)
    expect(went(await visitor.get('/upgrade/representative'))).toBe('303 /upgrade/expired')
    const over = await visitor.get('/upgrade/expired')
    expect(over.status).toBe(410)
    expect(over.text).toContain('href="/upgrade/hall"')
    const late = await visitor.submit('/upgrade/account', credentials(account))
    expect(went(late)).toBe('303 /upgrade/expired')

    const done = (await upgradeUnit(world)).visitor
    for (const step of ['account', 'representative', 'administrator'])
      expect(went(await done.get(`/upgrade/${step}`)), step).toBe('303 /upgrade/done')
  })
})
