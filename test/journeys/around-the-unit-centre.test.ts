import type { BrowserContextOptions } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { accountEntries, centerEntries } from '../../widgets/center-nav/entries.ts'
import { demoClerks } from '../sandbox/authenticator/demo.ts'
import { become, overflow, useJourneys, violations } from '../support/browser.ts'
import { must } from '../support/builders.ts'
import { insertClerk, makeClerk } from '../support/clerks.ts'
import { Visitor } from '../support/client.ts'
import { type Seeded, seed } from '../support/seed.ts'
import { tabTo } from './steps.ts'

const world = useJourneys()
let unit: Seeded
let password: string
beforeAll(async () => {
  for (const clerk of demoClerks) await insertClerk(world.hall.db, await makeClerk(world.secrets, clerk))
  const seeded = await seed(world)
  const [busy] = seeded.units
  if (!busy) throw new Error('the units are made')
  ;[unit, password] = [busy, seeded.password]
})

const pages = [...centerEntries, ...accountEntries]
const WHERE: [string, BrowserContextOptions, boolean][] = [
  ['at a desk', {}, false],
  ['on a narrow phone, in the dark', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }, true],
]
const ROLES = ['法定代表人', '管理员', '经办人']

/** The unit that everything is in, as one of its operators. */
async function signedIn(role: string): Promise<Visitor> {
  const person = unit.accounts.find((account) => account.role === role)?.person
  const visitor = new Visitor(world.hall.origin)
  await must(201, visitor.post('/api/v1/sessions', { unit: unit.unit, person, password }))
  return visitor
}

describe('the way through the unit centre', () => {
  it.each(
    WHERE.flatMap(([where, options, narrow]) => ROLES.map((role) => [role, where, options, narrow] as const)),
  )(
    'leads a %s to every page that is there and says which one is open, %s',
    async (role, _where, options, narrow) => {
      const page = await world.open(options)
      await become(page, await signedIn(role))
      await page.goto(`${world.hall.origin}/center`)
      for (const { href, label, keepers, item } of pages) {
        // This handler was granted what concerns cases alone.
        if ((keepers || item) && role === '经办人') continue
        // On a phone the sheet is closed everywhere but on the home.
        const opener = page.getByText('单位中心菜单')
        expect(await opener.isVisible()).toBe(narrow)
        const nav = page.getByRole('navigation', { name: '单位中心' })
        const link = nav.getByRole('link', { name: new RegExp(`^${label}`) })
        if (narrow && !(await link.isVisible())) await opener.click()
        await link.click()
        await page.waitForURL(`**${href}`)
        expect(await violations(page), href).toEqual([])
        expect(await overflow(page), href).toBe(0)
        if (narrow && !(await link.isVisible())) await opener.click()
        // One case of the seed waits for the unit's own review.
        if (label === '我的工作台') expect(await link.innerText()).toMatch(/1\s*件$/)
        const current = page
          .getByRole('navigation', { name: '单位中心' })
          .locator('[aria-current=page]:visible')
        if ((await current.count()) > 0) expect(await current.getAttribute('href')).toBe(href)
      }
      await page.context().close()
    },
  )

  it('is walked with the keyboard, and is not printed', async () => {
    const page = await world.open()
    await become(page, await signedIn('法定代表人'))
    await page.goto(`${world.hall.origin}/center`)
    const nav = page.getByRole('navigation', { name: '单位中心' })
    const link = nav.getByRole('link', { name: '账号动态' })
    await tabTo(page, link)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: '账号动态' }).waitFor()
    await page.emulateMedia({ media: 'print' })
    expect(await nav.isVisible()).toBe(false)
    await page.goto(`${world.hall.origin}/center/cases`)
    expect(await page.getByRole('table').isVisible()).toBe(true)
    for (const role of ['button', 'navigation', 'search'] as const)
      expect(await page.getByRole(role).count(), role).toBe(0)
    await page.context().close()
  })

  it('asks before something that was typed is left, and not once it is sent', async () => {
    const page = await world.open()
    await become(page, await signedIn('法定代表人'))
    const asked: string[] = []
    page.on('dialog', async (dialog) => {
      asked.push(dialog.type())
      await dialog.dismiss()
    })
    await page.goto(`${world.hall.origin}/center/settings/addresses/new`)
    const detail = page.getByLabel('详细地址')
    await page.getByRole('link', { name: '单位主页' }).first().click()
    await page.waitForURL('**/center')
    await page.goBack()
    await detail.pressSequentially('海陵')
    const leave = page.getByRole('link', { name: '单位主页' }).first().click({ noWaitAfter: true })
    await expect.poll(() => asked).toEqual(['beforeunload'])
    await leave
    expect(await detail.inputValue()).toBe('海陵')
    // Sent and come back with what is wrong: still nothing of it is kept.
    world.expectComplaint('422')
    await page.getByRole('button', { name: /保存/ }).click()
    await page.getByRole('alert').first().waitFor()
    expect(asked).toEqual(['beforeunload'])
    await page.getByRole('button', { name: /保存/ }).focus()
    await page.keyboard.press('Shift')
    await page.getByRole('link', { name: '单位主页' }).first().click({ noWaitAfter: true })
    await expect.poll(() => asked).toEqual(['beforeunload', 'beforeunload'])
    await page.context().close()
  })
})
