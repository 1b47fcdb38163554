/** What the forms do in a browser, woken and not. */
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { gallery } from './gallery.ts'
import { openStage, type Stage, visit as visitStage } from './stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
  const { draw } = await import('./draw.tsx')
  for (const exhibit of gallery) {
    const { widget, state } = exhibit
    if (['empty', 'waiting for the phone', 'shortly before the end'].includes(state))
      stage.pages.set(`/${widget}`, draw(exhibit))
  }
})
beforeEach(() => {
  stage.posted.length = 0
  stage.answers.delete('/register/account/sms')
})
afterAll(() => stage.close())

const visit = (path: string, options?: BrowserContextOptions) => visitStage(stage, path, options)
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.className || document.activeElement?.id)

describe('a form in the browser', () => {
  it('keeps what was typed before its script came', async () => {
    let release = () => {}
    stage.scripts = new Promise((resolve) => {
      release = resolve
    })
    const page = await (await stage.browser.newContext()).newPage()
    await page.goto(`${stage.origin}/login-form`, { waitUntil: 'commit' })
    await page.fill('[name=unit]', '20211300')
    await page.fill('[name=password]', 'Js292010')
    release()
    await page.waitForFunction(() => !document.querySelector('[data-props]:not(:defined)'))
    expect(await page.inputValue('[name=unit]')).toBe('20211300')
    expect(await page.inputValue('[name=password]')).toBe('Js292010')
    await page.context().close()
  })

  it('says what is wrong when a field is left, and shows good values as the hall reads them', async () => {
    const page = await visit('/unit-form')
    await page.fill('[name=creditCode]', '91350100M000100Y4A')
    await page.press('[name=creditCode]', 'Tab')
    await page.getByText('统一社会信用代码第 18 位不对').waitFor()
    expect(await page.getAttribute('[name=creditCode]', 'aria-invalid')).toBe('true')
    await page.fill('[name=creditCode]', ' ９１３２００００ 796544598e ')
    await page.press('[name=creditCode]', 'Tab')
    await page.getByText('统一社会信用代码第 18 位不对').waitFor({ state: 'detached' })
    expect(await page.inputValue('[name=creditCode]')).toBe('91320000796544598E')
    await page.context().close()
  })

  it('takes a press on the box below a field that was wrong until then', async () => {
    const page = await visit('/unit-form')
    await page.fill('[name=creditCode]', '91350100M000100Y4A')
    await page.press('[name=creditCode]', 'Tab')
    await page.getByText('统一社会信用代码第 18 位不对').waitFor()
    await page.fill('[name=creditCode]', '91320000796544598E')
    // By the mouse, which the words that vanish would move the box away from.
    await page.locator('[name=agreement]').scrollIntoViewIfNeeded()
    const box = await page.locator('[name=agreement]').boundingBox()
    await page.mouse.move((box?.x ?? 0) + 5, (box?.y ?? 0) + 5)
    await page.mouse.down()
    await page.mouse.up()
    await page.getByText('统一社会信用代码第 18 位不对').waitFor({ state: 'detached' })
    expect(await page.isChecked('[name=agreement]')).toBe(true)
    await page.context().close()
  })

  it('moves to the summary when something is missing, sends nothing, and leads to the field', async () => {
    const page = await visit('/login-form')
    await page.fill('[name=unit]', '20211300')
    await page.click('button.button-primary')
    await expect.poll(() => focused(page)).toBe('error-summary')
    await page.click('.error-summary a >> nth=0')
    await expect.poll(() => focused(page)).toContain('input')
    expect(stage.posted).toEqual([])
    expect(await page.inputValue('[name=unit]')).toBe('20211300')
    await page.context().close()
  })

  it('is sent by the browser itself, with and without scripts', async () => {
    for (const javaScriptEnabled of [true, false]) {
      stage.posted.length = 0
      const page = await visit('/login-form', { javaScriptEnabled })
      await page.fill('[name=unit]', '20211300')
      await page.fill('[name=person]', '13800000082')
      await page.fill('[name=password]', 'Js292010')
      await page.press('[name=password]', 'Enter')
      await page.getByText('further').first().waitFor()
      expect(stage.posted).toEqual([
        { path: '/login', body: 'unit=20211300&person=13800000082&password=Js292010' },
      ])
      await page.context().close()
    }
  })

  it('sends a code beside the form with a script, and as a form without', async () => {
    stage.answers.set('/register/account/sms', { resendAfter: 42 })
    const page = await visit('/account-form')
    await page.fill('[name=mobile]', '13800000082')
    await page.getByText('发送验证码').click()
    await page.getByText('42 秒后可重发').waitFor()
    await expect.poll(() => focused(page)).toContain('input-code')
    expect(stage.posted).toEqual([{ path: '/register/account/sms', body: '{"mobile":"13800000082"}' }])
    await page.context().close()

    stage.posted.length = 0
    const plain = await visit('/account-form', { javaScriptEnabled: false })
    await plain.fill('[name=mobile]', '13800000082')
    await plain.getByText('发送验证码').click()
    await expect.poll(() => stage.posted[0]?.path).toBe('/register/account/sms')
    expect(stage.posted[0]?.body).toContain('mobile=13800000082')
    await plain.context().close()
  })

  it('finishes the form, and sends no code, when Enter is pressed without a script', async () => {
    const page = await visit('/account-form', { javaScriptEnabled: false })
    await page.press('[name=passwordRepeat]', 'Enter')
    await expect.poll(() => stage.posted[0]?.path).toBe('/register/account')
    await page.context().close()
  })

  it('ticks the password rules off while typing, and shows the password on request', async () => {
    const page = await visit('/account-form')
    await page.locator('[name=password]').pressSequentially('Js2920')
    await expect.poll(() => page.locator('.rule-met').count()).toBe(2)
    await page.locator('[name=password]').pressSequentially('10')
    await expect.poll(() => page.locator('.rule-met').count()).toBe(3)
    await page.getByRole('button', { name: /显示\s*设置密码/ }).click()
    expect(await page.getAttribute('[name=password]', 'type')).toBe('text')
    await page.context().close()
  })
})

describe('a page that waits', () => {
  it('goes on by itself when the phone says yes', async () => {
    stage.answers.set('/face-status', { status: 'pending' })
    const page = await visit('/face-panel')
    stage.answers.set('/face-status', { status: 'passed', next: '/register/account' })
    await page.waitForURL('**/register/account', { timeout: 6000 })
    await page.context().close()
  })

  it('offers another try when the phone says no', async () => {
    stage.answers.set('/face-status', { status: 'other_person' })
    const page = await visit('/face-panel')
    await page.getByText('刚才刷脸的不是本人').waitFor()
    expect(await page.locator('.button-primary').last().textContent()).toBe('重新认证')
    await page.context().close()
  })

  it('asks before an idle session ends, and renews it without leaving', async () => {
    const page = await visit('/session-warning')
    await page.getByText('您还在吗').waitFor()
    await page.getByRole('button', { name: '继续使用' }).click()
    await expect.poll(() => stage.posted.map(({ path }) => path)).toEqual(['/renew'])
    await page.context().close()
  })
})
