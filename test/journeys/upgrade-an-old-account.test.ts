import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { awake, become, useJourneys } from '../support/browser.ts'
import { aPerson, type MadePerson, registerPerson } from '../support/builders.ts'
import {
  anOldAccount,
  anOldUnit,
  firstUnit,
  type OldAccount,
  restMobiles,
  startAdministrator,
  startUpgrade,
} from '../support/upgrade.ts'
import {
  arrive,
  DARK,
  fillDocument,
  fillPasswords,
  fillSignIn,
  hasFocus,
  next,
  PHONE,
  readMessage,
} from './steps.ts'

const world = useJourneys()
const HEADING = '历史单位用户升级'

const fillAccount = async (page: Page, { userName, password }: OldAccount) => {
  await page.locator('[name=userName]').fill(userName)
  await page.locator('[name=oldPassword]').fill(password)
}

/** Step three, sent. */
async function confirm(page: Page, account: OldAccount) {
  await page.waitForURL('**/upgrade/representative')
  await arrive(page, HEADING)
  const { documentNumber } = firstUnit(account)
  await page.getByText(`*****${documentNumber.slice(-4)}`).waitFor()
  await page.locator('[name=documentNumber]').fill(documentNumber)
  await page.locator('[name=mobile]').fill(aPerson().mobile)
  await next(page)
  await page.waitForURL('**/upgrade/administrator')
  await arrive(page, HEADING)
}

/** Step four, sent. */
async function setAdministrator(page: Page, person: MadePerson) {
  await fillDocument(page, person)
  await page.locator('[name=mobile]').fill(person.mobile)
  await page.getByRole('button', { name: '发送验证码' }).click()
  await page.getByRole('button', { name: /秒后可重发/ }).waitFor()
  await page.locator('[name=smsCode]').fill(await readMessage(world, person.mobile))
  await fillPasswords(page, person)
  await page.getByRole('button', { name: '完成升级' }).last().click()
}

/** A window at a step that a visitor came to by the API. */
async function openAt(step: string, visitor: Awaited<ReturnType<typeof startUpgrade>>) {
  const page = await world.open()
  await become(page, visitor)
  await page.goto(`${world.hall.origin}/upgrade/${step}`)
  await awake(page)
  return page
}

async function anAdministrator() {
  const person = await registerPerson(world)
  await restMobiles(world)
  return person
}

describe('a unit upgrades its old account', () => {
  it.each([
    ['at a desk', {}],
    ['on a phone, in the dark', { ...PHONE, ...DARK }],
  ])('in five steps, and its administrator signs in with the new number, %s', async (_where, options) => {
    const account = await anOldAccount(world, { hall: 'taizhou' })
    const person = await anAdministrator()
    const page = await world.open(options)
    await page.goto(`${world.hall.origin}/login`)
    await page
      .getByRole('link', { name: /历史.*升级/ })
      .first()
      .click()
    await arrive(page, HEADING)
    await page.getByRole('link', { name: '我已知晓，开始升级' }).click()
    await arrive(page, HEADING)
    await page.getByRole('button', { name: /泰州市人社网办大厅/ }).click()
    await page.waitForURL('**/upgrade/account')
    await arrive(page, HEADING)
    await fillAccount(page, account)
    await next(page)
    await confirm(page, account)
    await setAdministrator(page, person)
    await arrive(page, /升级成功/)
    const unitNumber = (await page.locator('main dd').last().textContent()) ?? ''
    expect(unitNumber).toMatch(/^\d{8}$/)
    await page.getByRole('link', { name: '去登录' }).click()
    await arrive(page, '单位登录')
    await fillSignIn(page, unitNumber, person.documentNumber, person.password)
    await arrive(page, firstUnit(account).unitName)
    await page.context().close()
  })

  it('of two, by its unit code, and goes back without losing anything but the password', async () => {
    world.expectComplaint('422')
    const account = await anOldAccount(world, { units: [anOldUnit(), anOldUnit()] })
    const { unitCode, unitName } = firstUnit(account)
    const page = await openAt('account', await startUpgrade(world, account))
    await fillAccount(page, account)
    await next(page)
    await page.waitForURL('**/upgrade/unit')
    await arrive(page, HEADING)
    await page.getByText(unitName).waitFor()
    await page.locator('[name=unitCode]').fill('404404')
    await next(page)
    await page.locator('#field-unitCode-error').waitFor()
    await arrive(page, HEADING)
    expect(await page.locator('[name=unitCode]').inputValue()).toBe('404404')
    await page.locator('[name=unitCode]').fill(unitCode)
    await next(page)
    await confirm(page, account)
    for (const step of ['确认法人信息', '填写单位编号', '核验历史账户'])
      await page.getByRole('link', { name: `上一步：${step}` }).click()
    await page.waitForURL('**/upgrade/account')
    await awake(page)
    expect(await page.locator('[name=userName]').inputValue()).toBe(account.userName)
    expect(await page.locator('[name=oldPassword]').inputValue()).toBe('')
    await page.context().close()
  })
})

describe('an old account is refused', () => {
  it('for a wrong password, and stopped after five', async () => {
    world.expectComplaint('401')
    world.expectComplaint('423')
    const account = await anOldAccount(world)
    const page = await openAt('account', await startUpgrade(world, account))
    for (let tries = 1; tries <= 5; tries++) {
      await fillAccount(page, { ...account, password: `guess-${tries}` })
      await next(page)
      const summary = page.locator('.error-summary')
      await summary.getByText(tries < 5 ? /不对/ : /30 分钟内不能升级。请到时候再试/).waitFor()
      await awake(page)
      await expect.poll(() => hasFocus(summary)).toBe(true)
      expect(await page.locator('[name=oldPassword]').inputValue()).toBe('')
    }
    await arrive(page, HEADING)
    await page.getByRole('link', { name: '法定代表人去注册单位' }).waitFor()
    await page.context().close()
  })

  it('when nobody is registered by the data of the administrator, with the way to an account', async () => {
    world.expectComplaint('409')
    const page = await openAt('administrator', await startAdministrator(world, await anOldAccount(world)))
    const nobody = aPerson()
    await fillDocument(page, nobody)
    await page.locator('[name=mobile]').fill(nobody.mobile)
    await page.getByRole('button', { name: '发送验证码' }).click()
    await page
      .locator('#field-documentNumber-error')
      .getByText(/还没有个人账号/)
      .waitFor()
    await arrive(page, HEADING)
    await page.context().close()
  })
})

it('an upgrade without scripts works to its end', async () => {
  const account = await anOldAccount(world)
  const person = await anAdministrator()
  const page = await world.open({ javaScriptEnabled: false })
  await page.goto(`${world.hall.origin}/upgrade/hall`)
  await page.getByRole('button', { name: /江苏省人社网办大厅/ }).click()
  await fillAccount(page, account)
  await next(page)
  await page.locator('[name=documentNumber]').fill(firstUnit(account).documentNumber)
  await page.locator('[name=mobile]').fill(aPerson().mobile)
  await next(page)
  await fillDocument(page, person)
  await page.locator('[name=mobile]').fill(person.mobile)
  await page.getByRole('button', { name: '发送验证码' }).click()
  await page.getByText('验证码已经发出').waitFor()
  await page.locator('[name=smsCode]').fill(await readMessage(world, person.mobile))
  await fillPasswords(page, person)
  await page.getByRole('button', { name: '完成升级' }).last().click()
  await page.getByRole('heading', { name: /升级成功/ }).waitFor()
  await page.context().close()
})
