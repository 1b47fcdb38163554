import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { awake, overflow, useJourneys, violations, withoutScripts } from '../support/browser.ts'
import { registerUnit, signIn } from '../support/builders.ts'
import { answerTo, holeOf } from '../support/recovery.ts'
import { restMobiles } from '../support/upgrade.ts'
import { answerOnPhone, arrive, DARK, fillDocument, PHONE, readMessage } from './steps.ts'

const world = useJourneys()
const FRESH = 'Fresh#2026a'

async function begin(who: Awaited<ReturnType<typeof registerUnit>>, options?: BrowserContextOptions) {
  const page = await world.open(options)
  await page.goto(`${world.hall.origin}/login`)
  await page.getByRole('link', { name: '忘记密码' }).click()
  await arrive(page, '法人找回密码')
  expect(await overflow(page)).toBe(0)
  await fillAccount(page, who)
  return page
}

async function fillAccount(page: Page, { unit, person }: Awaited<ReturnType<typeof registerUnit>>) {
  await page.locator('[name=creditCode]').fill(unit.creditCode)
  await fillDocument(page, person)
  await page.getByRole('button', { name: '下一步：安全验证' }).click()
  await page.getByRole('heading', { name: '安全验证' }).waitFor()
}

/** Brings the piece to the hole as a hand does, by the mouse. */
async function slide(page: Page) {
  const puzzle = await page.locator('[name=puzzle]').inputValue()
  const { x } = await holeOf(world, puzzle)
  const slider = page.getByLabel('按住滑块，把拼图块拖到缺口上')
  await slider.scrollIntoViewIfNeeded()
  const box = await slider.boundingBox()
  const most = Number(await slider.getAttribute('max'))
  if (!box) throw new Error('no slider')
  // A browser keeps half a thumb free at either end.
  const thumb = box.height
  const to = box.x + thumb / 2 + ((box.width - thumb) * x) / most
  await page.mouse.move(box.x + thumb / 2, box.y + box.height / 2)
  await page.mouse.down()
  for (const share of [0.1, 0.25, 0.45, 0.7, 0.9, 1]) {
    await page.mouse.move(box.x + thumb / 2 + (to - box.x - thumb / 2) * share, box.y + box.height / 2)
    await page.waitForTimeout(60)
  }
  await page.mouse.up()
  // The last pixels by the keys, as who looks closely would.
  for (let now = Number(await slider.inputValue()); now !== x; now += Math.sign(x - now))
    await slider.press(now < x ? 'ArrowRight' : 'ArrowLeft')
  await page.getByRole('button', { name: '对好了，下一步' }).click()
}

async function words(page: Page) {
  const question = await page.locator('label[for=field-answer]').innerText()
  await page.locator('[name=answer]').fill(answerTo(question))
  await page.getByRole('button', { name: '下一步', exact: true }).click()
}

async function setPassword(page: Page) {
  await page.locator('[name=password]').fill(FRESH)
  await page.locator('[name=passwordRepeat]').fill(FRESH)
  await page.getByRole('button', { name: '完成修改' }).click()
  await page.getByRole('heading', { name: '新密码已经设好' }).waitFor()
}

async function signInAnew(page: Page, who: Awaited<ReturnType<typeof registerUnit>>) {
  await page.getByRole('link', { name: '用新密码登录' }).click()
  await page.locator('[name=unit]').fill(who.unitNumber)
  await page.locator('[name=person]').fill(who.person.documentNumber)
  await page.locator('[name=password]').fill(FRESH)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await arrive(page, who.unit.unitName)
}

describe.each([
  ['on an office screen', {}],
  ['on a phone in the dark', { ...PHONE, ...DARK }],
] as const)('%s', (_, options) => {
  it('the picture is completed, the face passes, and the new password works', async () => {
    const who = await registerUnit(world)
    const old = await signIn(world, who)
    const page = await begin(who, options)
    await awake(page)
    expect(await violations(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    await slide(page)
    await page.getByRole('button', { name: '用支付宝刷脸' }).click()
    await page.getByText('正在等手机上的结果').waitFor()
    await answerOnPhone(world, who.person, '刷脸通过')
    await page.waitForURL('**/recovery/password')
    await arrive(page, '法人找回密码')
    await setPassword(page)
    expect((await old.get('/api/v1/session')).status).toBe(401)
    await signInAnew(page, who)
    await page.context().close()
  })

  it('the question in words is answered, the message comes, and the new password works', async () => {
    const who = await registerUnit(world)
    await restMobiles(world)
    const page = await begin(who, options)
    await page.getByRole('link', { name: /改答文字题/ }).click()
    await page.locator('[name=answer]').waitFor()
    await arrive(page, '法人找回密码')
    await words(page)
    await page.getByRole('link', { name: '改用短信验证码' }).click()
    await arrive(page, '法人找回密码')
    await page.locator('[name=mobile]').fill(who.person.mobile)
    await page.getByRole('button', { name: '发送验证码' }).click()
    await page.getByText('验证码已经发出').waitFor()
    await page.locator('[name=smsCode]').fill(await readMessage(world, who.person.mobile))
    await page.getByRole('button', { name: '下一步：设置新密码' }).last().click()
    await page.waitForURL('**/recovery/password')
    await setPassword(page)
    await signInAnew(page, who)
    await page.context().close()
  })
})

it('the arrow keys alone complete the picture', async () => {
  const page = await begin(await registerUnit(world))
  await awake(page)
  const { x } = await holeOf(world, await page.locator('[name=puzzle]').inputValue())
  const slider = page.getByLabel('按住滑块，把拼图块拖到缺口上')
  await slider.focus()
  for (let at = 0; at < x; at++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '用支付宝刷脸' }).waitFor()
  await page.context().close()
})

it('a press on the bar is told how to do it, and costs no try; a wrong place brings a new picture', async () => {
  world.expectComplaint('422')
  const page = await begin(await registerUnit(world))
  await awake(page)
  await page.getByRole('button', { name: '对好了，下一步' }).click()
  await page.getByText('请按住滑块慢慢拖过去').waitFor()
  const slider = page.getByLabel('按住滑块，把拼图块拖到缺口上')
  for (let tries = 0; tries < 8; tries++) await slider.press('ArrowRight')
  await page.getByRole('button', { name: '对好了，下一步' }).click()
  await page.getByText('这次没有对上').waitFor()
  await awake(page)
  expect(await violations(page)).toEqual([])
  await page.context().close()
})

it('without a script the question in words leads all the way', async () => {
  const who = await registerUnit(world)
  await restMobiles(world)
  const page = await world.open()
  await withoutScripts(page)
  await page.goto(`${world.hall.origin}/recovery`)
  await fillAccount(page, who)
  await page.getByRole('link', { name: /改答文字题/ }).click()
  await words(page)
  await page.getByRole('link', { name: '改用短信验证码' }).click()
  await page.locator('[name=mobile]').fill(who.person.mobile)
  await page.getByRole('button', { name: '发送验证码' }).click()
  await page.getByText('验证码已经发出').waitFor()
  await page.locator('[name=smsCode]').fill(await readMessage(world, who.person.mobile))
  await page.getByRole('button', { name: '下一步：设置新密码' }).last().click()
  await setPassword(page)
  await page.context().close()
})

it('somebody who proves to be another is told what it may be, and where to go', async () => {
  world.expectComplaint('409')
  const who = await registerUnit(world)
  const other = await registerUnit(world)
  const page = await begin({ ...who, person: other.person })
  await page.getByRole('link', { name: /改答文字题/ }).click()
  await words(page)
  await page.getByRole('button', { name: '用支付宝刷脸' }).click()
  await page.getByText('正在等手机上的结果').waitFor()
  await answerOnPhone(world, other.person, '刷脸通过')
  await page.getByText('没有找到这样的法定代表人账号').waitFor()
  await arrive(page, '法人找回密码')
  expect(await overflow(page)).toBe(0)
  await page.context().close()
})
