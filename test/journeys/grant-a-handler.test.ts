import { describe, expect, it } from 'vitest'
import { become, overflow, useJourneys } from '../support/browser.ts'
import { aUnit, must, registerPerson, registerUnit, signIn } from '../support/builders.ts'
import { aUnitWithNotice, day, offer } from '../support/operators.ts'
import { signInPerson } from '../support/people.ts'
import { arriveOnPhone, fillTwice, openEnterprise, sendWithFace } from './enterprise-steps.ts'
import { arrive, DARK, fillDocument, fillPasswords, fillSignIn, PHONE, proveFace } from './steps.ts'

const world = useJourneys()
const PASSWORD = 'Plum#2026first'

describe.each([
  ['at a desk', {}],
  ['on a phone, in the dark', { ...PHONE, ...DARK }],
])('a legal representative %s', (_where, options) => {
  it('opens several operators, grants a handler, who confirms in the app and comes in', async () => {
    const who = await registerUnit(world, aUnit())
    const person = await registerPerson(world)
    const page = await world.open(options)
    await become(page, await signIn(world, who))
    await page.goto(`${world.hall.origin}/center`)
    await page.getByRole('link', { name: '经办人管理' }).click()
    await arrive(page, '开通多经办人')
    await page.getByRole('button', { name: '我已阅读，同意开通' }).click()
    await arrive(page, '经办人管理')
    expect(await overflow(page)).toBe(0)
    await page.getByRole('link', { name: '添加管理员或经办人' }).click()
    await arrive(page, '添加管理员或经办人')

    world.expectComplaint('422')
    await page.getByRole('button', { name: '提交，等本人确认' }).click()
    await page.getByText('请选择用户类别', { exact: false }).first().waitFor()
    expect(await overflow(page)).toBe(0)
    await page.getByLabel('用户类别').selectOption('handler')
    await fillDocument(page, person)
    await page.getByLabel('手机号码').fill(person.mobile)
    await page.getByLabel('授权到哪一天为止').fill(day(90))
    await page.locator('summary', { hasText: '社会保险' }).click()
    await page.getByLabel('用人单位用工参保登记', { exact: true }).check()
    await page.getByRole('button', { name: '提交，等本人确认' }).click()
    await arrive(page, '经办人管理')
    await page.getByText('等本人确认的授权').waitFor()

    const phone = await openEnterprise(world, person)
    await phone.getByRole('link', { name: `查看授权：${who.unit.unitName}` }).click()
    await arriveOnPhone(phone, '确认授权')
    await phone.getByText('用人单位用工参保登记').waitFor()
    await fillTwice(phone, PASSWORD)
    await sendWithFace(phone)
    await arriveOnPhone(phone, '授权已确认')
    await phone.context().close()

    const own = await world.open(options)
    await own.goto(`${world.hall.origin}/login`)
    await fillSignIn(own, who.unitNumber, person.documentNumber, PASSWORD)
    await arrive(own, who.unit.unitName)
    await own.goto(`${world.hall.origin}/center/grant`)
    await arrive(own, '我的授权')
    expect(await overflow(own)).toBe(0)

    await page.reload()
    await page.getByRole('link', { name: /^管理/ }).click()
    await arrive(page, /经办人/)
    expect(await overflow(page)).toBe(0)
    await page.getByRole('link', { name: '删除这位经办人' }).click()
    await arrive(page, /要删除经办人/)
    await page.getByRole('button', { name: '删除' }).click()
    await arrive(page, '经办人管理')
    await own.reload()
    await arrive(own, '单位登录')
    for (const one of [page, own]) await one.context().close()
  })
})

describe.each([
  ['at a desk', {}],
  ['on a phone, in the dark', { ...PHONE, ...DARK }],
])('somebody who is granted something %s', (_where, options) => {
  it('confirms it in the personal centre, with their face and a password of their own', async () => {
    const unit = await aUnitWithNotice(world)
    const person = await registerPerson(world)
    await must(303, offer(unit.visitor, person, { items: ['enrolment'] }))
    const page = await world.open(options)
    await become(page, await signInPerson(world, person))
    await page.goto(`${world.hall.origin}/person`)
    await page.getByRole('link', { name: '去确认' }).click()
    await arrive(page, '等我确认的授权')
    await page.getByRole('link', { name: /^去确认/ }).click()
    await arrive(page, `确认${unit.unit.unitName}的授权`)
    await proveFace(world, page, person, '**/password')
    await page.getByText('这是您替这家单位办事时的登录密码').waitFor()
    await fillPasswords(page, { ...person, password: PASSWORD })
    await page.getByRole('button', { name: '确认授权' }).click()
    await arrive(page, '等我确认的授权')
    expect(await overflow(page)).toBe(0)
    await page.getByRole('link', { name: '去登录单位' }).click()
    await fillSignIn(page, unit.unitNumber, person.documentNumber, PASSWORD)
    await arrive(page, unit.unit.unitName)
    await page.context().close()
  })
})
