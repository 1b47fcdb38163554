import { beforeAll, describe, expect, it } from 'vitest'
import { useJourneys } from '../support/browser.ts'
import {
  aPerson,
  aUnit,
  type MadePerson,
  registerPerson,
  registerUnit,
  sandbox,
} from '../support/builders.ts'
import { agree, arrive, fillPerson, fillUnit, next, proveFace, setAccount } from './steps.ts'

const world = useJourneys()
let person: MadePerson

beforeAll(async () => {
  person = await registerPerson(world)
})

/** The legal representative signs in with a mobile of their own choice for the unit. */
const forUnit = (one: MadePerson): MadePerson => ({ ...one, mobile: aPerson().mobile })

async function openForm() {
  const page = await world.open()
  await page.goto(`${world.hall.origin}/register/unit`)
  return page
}

describe('a legal representative registers the unit', () => {
  it('in four steps, and gets the eight digits to sign in with', async () => {
    const page = await openForm()
    await arrive(page, '法定代表人注册单位')
    await fillUnit(page, aUnit(), person)
    await next(page)
    await page.waitForURL('**/register/face')
    await proveFace(world, page, person)
    await setAccount(world, page, forUnit(person))
    await arrive(page, '单位注册成功')
    expect(await page.locator('main dd').textContent()).toMatch(/^\d{8}$/)
    await page.getByRole('link', { name: '去登录' }).click()
    await arrive(page, '单位登录')
    await page.context().close()
  })

  it('goes back to step one and finds what was typed', async () => {
    const unit = aUnit()
    const page = await openForm()
    await fillUnit(page, unit, person)
    await next(page)
    await page.waitForURL('**/register/face')
    await page.getByRole('link', { name: '返回修改上一步' }).click()
    expect(await page.locator('[name=unitName]').inputValue()).toBe(unit.unitName)
    expect(await page.locator('[name=documentNumber]').inputValue()).toBe(person.documentNumber)
    expect(await page.locator('[name=agreement]').isChecked()).toBe(false)
    await page.context().close()
  })
})

describe('a unit is refused', () => {
  it('for a wrong check digit, told when the field is left', async () => {
    const page = await openForm()
    await page.locator('[name=creditCode]').fill('91320100MA10000251')
    await page.locator('[name=unitName]').focus()
    await page.getByText(/统一社会信用代码第 18 位不对/).waitFor()
    await page.context().close()
  })

  it('when it is registered already, with the ways in', async () => {
    world.expectComplaint('409')
    const { unit } = await registerUnit(world)
    const page = await openForm()
    await fillUnit(page, unit, person)
    await next(page)
    await page
      .getByText(/这家单位已经注册过/)
      .first()
      .waitFor()
    await arrive(page, '法定代表人注册单位')
    expect(await page.locator('[name=unitName]').inputValue()).toBe(unit.unitName)
    await page.getByRole('link', { name: '登录不了怎么办', exact: true }).click()
    await arrive(page, '登录不了怎么办')
    await page.context().close()
  })

  it('when its representative has no account yet, with the way to one', async () => {
    world.expectComplaint('409')
    const page = await openForm()
    await fillUnit(page, aUnit(), aPerson())
    await next(page)
    await page
      .getByText(/还没有个人账号/)
      .first()
      .waitFor()
    await page.getByRole('link', { name: '法定代表人先注册个人账号' }).click()
    await arrive(page, '个人实名注册')
    await page.context().close()
  })

  it("when the name is not the account's, beside the name", async () => {
    world.expectComplaint('409')
    const page = await openForm()
    await fillUnit(page, aUnit(), { ...person, name: '诸葛不同' })
    await next(page)
    await page.locator('#field-name-error').waitFor()
    expect(await page.locator('#field-name-error').textContent()).toContain('登记的不一样')
    await page.context().close()
  })
})

describe('step three', () => {
  it('refuses a wrong code and a common password, and keeps the number but no password', async () => {
    world.expectComplaint('422')
    const page = await openForm()
    await fillUnit(page, aUnit(), person)
    await next(page)
    await page.waitForURL('**/register/face')
    await proveFace(world, page, person)
    const { mobile } = aPerson()
    await setAccount(world, page, { ...person, mobile, password: 'P@ssw0rd' })
    await page.locator('#field-password-error').waitFor()
    expect(await page.locator('[name=mobile]').inputValue()).toBe(mobile)
    expect(await page.locator('[name=password]').inputValue()).toBe('')
    const sent = await sandbox(world).code(mobile)
    await page.locator('[name=smsCode]').fill(sent === '111111' ? '222222' : '111111')
    await page.locator('[name=password]').fill(person.password)
    await page.locator('[name=passwordRepeat]').fill(person.password)
    await page.getByRole('button', { name: '完成注册' }).last().click()
    await page
      .getByText(/验证码不对/)
      .first()
      .waitFor()
    await arrive(page, '法定代表人注册单位')
    await page.context().close()
  })

  it('says in words and loses nothing when messages cannot be sent', async () => {
    world.expectComplaint('502')
    const page = await openForm()
    await fillUnit(page, aUnit(), person)
    await next(page)
    await page.waitForURL('**/register/face')
    await proveFace(world, page, person)
    const { mobile } = aPerson()
    await sandbox(world).post('faults', { partner: 'sms', fault: '500', times: 1 })
    await page.locator('[name=mobile]').fill(mobile)
    await page.getByRole('button', { name: '发送验证码' }).click()
    await page.getByText(/短信平台这会儿连不上/).waitFor()
    expect(await page.locator('[name=mobile]').inputValue()).toBe(mobile)
    await setAccount(world, page, { ...person, mobile })
    await arrive(page, '单位注册成功')
    await page.context().close()
  })
})

describe('a partner that is down', () => {
  it('costs no step: the face service', async () => {
    world.expectComplaint('502')
    const page = await openForm()
    await fillUnit(page, aUnit(), person)
    await next(page)
    await page.waitForURL('**/register/face')
    await sandbox(world).post('faults', { partner: 'alipay', fault: '500', times: 2 })
    await page.getByRole('button', { name: '用支付宝刷脸' }).click()
    await page.getByText(/支付宝认证这会儿连不上/).waitFor()
    await arrive(page, '法定代表人注册单位')
    await proveFace(world, page, person)
    await page.context().close()
  })

  it('costs nothing typed: the population register', async () => {
    world.expectComplaint('502')
    const someone = aPerson()
    const page = await world.open()
    await page.goto(`${world.hall.origin}/register/person`)
    await fillPerson(page, someone)
    await sandbox(world).post('faults', { partner: 'population', fault: '500', times: 2 })
    await next(page)
    await page.getByText(/公安部人员基准信息查询系统暂时连不上/).waitFor()
    expect(await page.locator('[name=documentNumber]').inputValue()).toBe(someone.documentNumber)
    await agree(page)
    await next(page)
    await page.waitForURL('**/register/face')
    await page.context().close()
  })
})
