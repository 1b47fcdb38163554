import { describe, expect, it } from 'vitest'
import { aHandler } from '../support/app-acts.ts'
import { useJourneys } from '../support/browser.ts'
import { aUnit, registerUnit, sandbox } from '../support/builders.ts'
import { arriveOnPhone, fillTwice, openEnterprise, said, sendWithFace } from './enterprise-steps.ts'
import { arrive, fillSignIn } from './steps.ts'

const world = useJourneys()
const PASSWORD = 'Plum#2026first'
const LATER = 'Pear#2026later'

const signInPage = async () => {
  const page = await world.open()
  await page.goto(`${world.hall.origin}/login`)
  return page
}

describe('a handler', () => {
  it('sets the first password, forgets it, sets another: where they were signed in, they are out', async () => {
    const { unit, unitNumber } = await registerUnit(world, aUnit())
    const { person } = await aHandler(world, unitNumber)
    const phone = await openEnterprise(world, person)
    const setOnPhone = async (password: string) => {
      await phone.getByRole('link', { name: `设置密码：${unit.unitName}` }).click()
      await arriveOnPhone(phone, '设置密码')
      await fillTwice(phone, password)
      await sendWithFace(phone)
      await arriveOnPhone(phone, '密码设置完成')
      await phone.getByRole('link', { name: '回到企业服务' }).click()
    }
    await phone.getByText('经办人', { exact: true }).waitFor()
    await setOnPhone(PASSWORD)
    const page = await signInPage()
    await fillSignIn(page, unitNumber, person.documentNumber, PASSWORD)
    await arrive(page, unit.unitName)

    await setOnPhone(LATER)
    world.expectComplaint('401')
    await page.goto(`${world.hall.origin}/center`)
    await arrive(page, '单位登录')
    await fillSignIn(page, unitNumber, person.documentNumber, PASSWORD)
    await page.getByText(/单位、证件号码或密码对不上/).waitFor()
    await fillSignIn(page, unitNumber, person.documentNumber, LATER)
    await arrive(page, unit.unitName)
    await page.context().close()
    await phone.context().close()
  })

  it('hears in plain words why a password is not taken', async () => {
    world.expectComplaint('422')
    const { unitNumber } = await registerUnit(world, aUnit())
    const { person } = await aHandler(world, unitNumber)
    const phone = await openEnterprise(world, person)
    await phone.getByRole('link', { name: /设置密码/ }).click()
    await phone.getByRole('button', { name: '刷脸没通过' }).click()
    await said(phone, '刷脸没有通过，什么都没有提交。')
    for (const [password, words] of [
      ['P@ssw0rd', '这个密码太常见，别人很容易猜到，请换一个。'],
      ['alllowercase', '密码不合要求'],
    ] as const) {
      await fillTwice(phone, password)
      await sendWithFace(phone)
      await said(phone, words)
      await arriveOnPhone(phone, '设置密码')
    }
    await fillTwice(phone, PASSWORD)
    await sendWithFace(phone)
    await arriveOnPhone(phone, '密码设置完成')
    await phone.goBack()
    await fillTwice(phone, PASSWORD)
    await sendWithFace(phone)
    await said(phone, '这个密码您最近用过，请换一个和前五次都不同的。')
    await phone.context().close()
  })

  it('is told when the app cannot prove who they are, and gets through the next time', async () => {
    world.expectComplaint('422')
    const { unitNumber } = await registerUnit(world, aUnit())
    const { person } = await aHandler(world, unitNumber)
    const phone = await openEnterprise(world, person)
    await phone.getByRole('link', { name: /设置密码/ }).click()
    for (const fault of ['bad_signature', 'late', 'nonsense']) {
      await sandbox(world).post('faults', { partner: 'app', fault, times: 1 })
      await fillTwice(phone, PASSWORD)
      await sendWithFace(phone)
      await said(phone, '手机应用没有证明您是谁，这次没有办理。')
    }
    await fillTwice(phone, PASSWORD)
    await sendWithFace(phone)
    await arriveOnPhone(phone, '密码设置完成')
    expect(phone.url()).toContain('/enterprise/password')
    await phone.context().close()
  })
})
