import { describe, expect, it } from 'vitest'
import { useJourneys } from '../support/browser.ts'
import { aPerson, aUnit, registerPerson, registerUnit } from '../support/builders.ts'
import { arriveOnPhone, fillLink, fillTwice, openEnterprise, said, sendWithFace } from './enterprise-steps.ts'
import { arrive, fillSignIn } from './steps.ts'

const world = useJourneys()
const PASSWORD = 'Plum#2026unit'

describe('a legal representative', () => {
  it.each(['light', 'dark'] as const)(
    'registers the unit in the app and signs in on the hall (%s)',
    async (scheme) => {
      const person = await registerPerson(world)
      const unit = aUnit()
      const phone = await openEnterprise(world, person, scheme)
      await phone.getByText('您还没有关联的单位').waitFor()
      await phone.getByRole('link', { name: '关联企业' }).click()
      await arriveOnPhone(phone, '关联企业')
      await fillLink(phone, unit, PASSWORD)
      await phone.getByLabel(/我已阅读并同意/).check()
      await sendWithFace(phone)
      await arriveOnPhone(phone, '关联完成')
      const number = /单位编号是 (\d{8})/.exec(await phone.locator('main').innerText())?.[1] ?? ''
      await phone.getByRole('link', { name: '回到企业服务' }).click()
      await arriveOnPhone(phone, '企业服务')
      await phone.getByRole('heading', { level: 2, name: unit.unitName }).waitFor()
      await phone.getByText('法定代表人', { exact: true }).waitFor()

      const page = await world.open()
      await page.goto(`${world.hall.origin}/login`)
      await fillSignIn(page, number, person.mobile, PASSWORD)
      await arrive(page, unit.unitName)
      await page.context().close()
      await phone.context().close()
    },
  )
})

describe('nothing is registered', () => {
  it('without a face, on two passwords, or a rule that is not kept, and what was typed stays', async () => {
    world.expectComplaint('422')
    const unit = aUnit()
    const phone = await openEnterprise(world, await registerPerson(world))
    await phone.getByRole('link', { name: '关联企业' }).click()
    await fillLink(phone, unit, PASSWORD)
    await phone.getByRole('button', { name: '刷脸没通过' }).click()
    await said(phone, '刷脸没有通过，什么都没有提交。')
    await arriveOnPhone(phone, '关联企业')
    expect(await phone.getByLabel('单位全称').inputValue()).toBe(unit.unitName)
    await fillTwice(phone, PASSWORD, `${PASSWORD}x`)
    await sendWithFace(phone)
    await said(phone, '两次输入的密码不一样')
    await fillTwice(phone, 'alllowercase')
    await sendWithFace(phone)
    await said(phone, '密码不合要求')
    await phone.getByText('请先阅读用户注册协议').waitFor()
    await arriveOnPhone(phone, '关联企业')
    await phone.context().close()
  })

  it('where the unit is registered already, and the hall says what to do', async () => {
    world.expectComplaint('422')
    const { unit } = await registerUnit(world)
    const phone = await openEnterprise(world, await registerPerson(world))
    await phone.getByRole('link', { name: '关联企业' }).click()
    await fillLink(phone, unit, PASSWORD)
    await phone.getByLabel(/我已阅读并同意/).check()
    await sendWithFace(phone)
    await said(phone, '这家单位已经注册过，请直接登录。')
    await arriveOnPhone(phone, '关联企业')
    await phone.context().close()
  })

  it('for somebody whom the hall does not know yet', async () => {
    const phone = await openEnterprise(world, aPerson())
    await phone.getByText('您还没有在大厅注册个人账号').waitFor()
    await phone.context().close()
  })
})
