import type { FrameLocator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { become, useJourneys, violations, withoutScripts } from '../support/browser.ts'
import { registerUnit, signIn } from '../support/builders.ts'
import { until } from '../support/listener.ts'

const world = useJourneys()
let who: Awaited<ReturnType<typeof registerUnit>>
beforeAll(async () => {
  who = await registerUnit(world)
})

async function signInWithin(frame: FrameLocator) {
  await frame.locator('hall-login-form:defined').waitFor()
  await frame.locator('[name=unit]').fill(who.unit.creditCode)
  await frame.locator('[name=person]').fill(who.person.documentNumber)
  await frame.locator('[name=password]').fill(who.person.password)
  await frame.locator('[name=password]').press('Enter')
}

const greeting = (page: Page) => page.getByRole('heading', { name: `${who.unit.unitName}，您好` })

async function signedInAtPortal() {
  const page = await world.open()
  await page.goto(world.portal.origin)
  await signInWithin(page.frameLocator('hall-login iframe'))
  await greeting(page).waitFor()
  return page
}

const sessions = async () =>
  (await world.hall.db.prepare('SELECT count(*) AS n FROM session').first<{ n: number }>())?.n

describe('signing out of portal and hall', () => {
  it('ends the session of the frame and comes back to the portal', async () => {
    const page = await signedInAtPortal()
    const before = await sessions()
    await page.getByRole('button', { name: '退出门户和单位办事大厅' }).click()
    await page.getByRole('heading', { name: '已经退出' }).waitFor()
    expect(new URL(page.url()).origin).toBe(world.portal.origin)
    expect(await sessions()).toBe((before ?? 0) - 1)
    await page.context().close()
  })

  it('is heard by the portal when the person ends the session on the hall', async () => {
    // Until the portal has heard, its page may ask for frames that the hall opens no more.
    world.expectComplaint('401')
    world.expectComplaint('[unit-hall] ticket_missing')
    const page = await signedInAtPortal()
    await (await signIn(world, who)).delete('/api/v1/sessions')
    await until(async () => {
      await page.goto(`${world.portal.origin}/welcome`)
      return (await greeting(page).count()) === 0
    })
    await page.context().close()
  })

  it('asks first when nobody proves who wants it, and works without a script', async () => {
    const page = await world.open({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
    await withoutScripts(page)
    await become(page, await signIn(world, who))
    await page.goto(`${world.hall.origin}/oidc/logout?client_id=demo-portal`)
    await page.getByRole('heading', { name: '要退出单位办事大厅吗？' }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('main').getByRole('button', { name: '退出登录' }).click()
    await page.getByRole('heading', { name: '已经退出' }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.goto(`${world.hall.origin}/center`)
    await page.getByRole('heading', { name: '单位登录' }).waitFor()
    await page.context().close()
  })
})
