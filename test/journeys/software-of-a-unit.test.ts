import type { BrowserContextOptions } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { awake, become, overflow, useJourneys, violations, withoutScripts } from '../support/browser.ts'
import { registerUnit, signIn } from '../support/builders.ts'

const world = useJourneys()
let made = 0
let who: Awaited<ReturnType<typeof registerUnit>>
beforeAll(async () => {
  who = await registerUnit(world)
})

/** Fetches the unit the way its software would, with what stands on the page. */
async function unitBy(id: string, secret: string) {
  const form = new URLSearchParams({ grant_type: 'client_credentials', scope: 'unit:read' })
  const headers = { authorization: `Basic ${btoa(`${id}:${secret}`)}` }
  const reply = await fetch(`${world.hall.origin}/oidc/token`, { method: 'POST', body: form, headers })
  const { access_token } = (await reply.json()) as { access_token: string }
  const authorization = `Bearer ${access_token}`
  const unit = await fetch(`${world.hall.origin}/api/v1/unit`, { headers: { authorization } })
  return [unit.status, (await unit.json()) as { creditCode?: string }] as const
}

describe('software of a unit', () => {
  it.each<[string, BrowserContextOptions, boolean]>([
    ['at a desk', {}, true],
    ['on a phone, in the dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }, true],
    ['without a script', {}, false],
  ])('is opened, used and stopped by the legal representative, %s', async (_where, options, scripts) => {
    const page = await world.open(options)
    if (!scripts) await withoutScripts(page)
    await become(page, await signIn(world, who))
    await page.goto(`${world.hall.origin}/center`)
    await page.getByRole('link', { name: '软件接入' }).click()
    await page.getByRole('heading', { name: '软件接入', level: 1 }).waitFor()
    if (scripts) await awake(page)
    else world.expectComplaint('422')
    const open = page.getByRole('button', { name: '开通并显示密钥' })
    await open.click()
    await page.locator('.error-summary').waitFor()
    expect(await violations(page)).toEqual([])

    const name = `人事软件${++made}`
    await page.getByLabel('软件的名字').fill(name)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await open.click()
    await page.getByRole('heading', { name: `已经开通「${name}」` }).waitFor()
    expect(await violations(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    const [id = '', secret = ''] = await page.locator('dd .code').allTextContents()
    expect(await unitBy(id, secret)).toMatchObject([200, { creditCode: who.unit.creditCode }])

    await page.getByRole('link', { name: '记好了，回软件列表' }).click()
    await page.getByRole('link', { name: new RegExp(`^停用\\s*${name}$`) }).click()
    await page.getByRole('heading', { name: `要停用「${name}」吗？` }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: '停用这个软件' }).click()
    await page.getByText('还没有接入软件').waitFor()
    expect((await unitBy(id, secret))[0]).toBe(401)
    await page.context().close()
  })
})
