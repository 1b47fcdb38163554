import { describe, expect, it } from 'vitest'
import { useJourneys } from '../support/browser.ts'
import { aPerson, aUnit, registerUnit, sandbox } from '../support/builders.ts'
import { answerOnPhone, fillPerson, fillSignIn, fillUnit, next } from './steps.ts'

const world = useJourneys()
const bare = () => world.open({ javaScriptEnabled: false })

describe('without JavaScript', () => {
  it('a person and then a unit are registered by plain forms', async () => {
    const person = aPerson()
    const page = await bare()
    await page.goto(`${world.hall.origin}/register/person`)
    await fillPerson(page, person)
    await next(page)

    const prove = async () => {
      await page.getByRole('button', { name: '用支付宝刷脸' }).click()
      await page.getByRole('img', { name: /二维码/ }).waitFor()
      await answerOnPhone(world, person, '刷脸通过')
      await page.waitForTimeout(1_600) // the hall asks Alipay once in a second and a half
      await page.getByRole('button', { name: '我已完成认证' }).click()
      await page.waitForURL('**/register/account')
    }
    const finish = async (mobile: string) => {
      await page.locator('[name=mobile]').fill(mobile)
      await page.getByRole('button', { name: '发送验证码' }).click()
      await page.getByText(/验证码已经发出/).waitFor()
      expect(await page.locator('[name=mobile]').inputValue()).toBe(mobile)
      await page.locator('[name=smsCode]').fill(await sandbox(world).code(mobile))
      await page.locator('[name=password]').fill(person.password)
      await page.locator('[name=passwordRepeat]').fill(person.password)
      await page.getByRole('button', { name: '完成注册' }).last().click()
    }
    await prove()
    await finish(person.mobile)
    await page.getByRole('heading', { name: '个人账号注册成功' }).waitFor()

    const unit = aUnit()
    await page.getByRole('link', { name: /去注册单位/ }).click()
    await fillUnit(page, unit, person)
    await next(page)
    await prove()
    await finish(aPerson().mobile)
    await page.getByRole('heading', { name: '单位注册成功' }).waitFor()
    await page.goto(`${world.hall.origin}/login`)
    await fillSignIn(page, unit.creditCode, person.documentNumber, person.password)
    await page.getByRole('heading', { name: unit.unitName }).waitFor()
    await page.context().close()
  })

  it('wrong input comes back with messages and what was typed', async () => {
    world.expectComplaint('422')
    const page = await bare()
    await page.goto(`${world.hall.origin}/register/unit`)
    await page.locator('[name=creditCode]').fill('91320100MA10000251')
    await page.locator('[name=unitName]').fill('南京某某有限公司')
    await next(page)
    await page.locator('.error-summary').waitFor()
    await page.locator('#field-creditCode-error').waitFor()
    expect(await page.locator('[name=unitName]').inputValue()).toBe('南京某某有限公司')
    await page.context().close()
  })

  it('sessions are ended, the text grows, and one signs out', async () => {
    const who = await registerUnit(world)
    const page = await bare()
    await page.goto(`${world.hall.origin}/login`)
    await fillSignIn(page, who.unitNumber, who.person.mobile, who.person.password)
    await page.getByRole('button', { name: '关怀模式' }).click()
    expect(await page.locator('html').getAttribute('data-size')).toBe('large')
    await page.goto(`${world.hall.origin}/center/sessions`)
    await page.getByText('就是这一台').waitFor()
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.goto(`${world.hall.origin}/center`)
    await page.waitForURL('**/login?next=%2Fcenter')
    await page.context().close()
  })

  it('a portal is entered by its link to the hall and back', async () => {
    const who = await registerUnit(world)
    const page = await bare()
    await page.goto(world.portal.origin)
    await page.getByRole('link', { name: '到单位办事大厅登录' }).click()
    await page.getByText('登录后返回「临江市政务服务门户」').waitFor()
    await fillSignIn(page, who.unit.creditCode, who.person.documentNumber, who.person.password)
    await page.getByRole('heading', { name: `${who.unit.unitName}，您好` }).waitFor()
    await page.context().close()
  })
})
