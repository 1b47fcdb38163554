/** The account and the counters in a portal's page: what they tell it, and what they do when a ticket fails. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { otherWay, useEmbedding, type Visit } from './embed-stage.ts'

const stage = useEmbedding()
const names = ['hall-ready', 'hall-signed-out', 'hall-account-error', 'hall-cases-error']
const listening = { names }

const inside = (page: Page, name: 'account' | 'cases') => page.frameLocator(`hall-${name} iframe`)
const leave = (page: Page) =>
  inside(page, 'account').getByRole('button', { name: '退出登录' }).dispatchEvent('click')
const ready = ({ heard }: Visit) => expect.poll(heard).toContainEqual(['hall-ready', {}])
const countOf = (request: string) => stage.hall.loads.get(request) ?? 0

describe('the account', () => {
  it('tells the page of a sign-out, and by default leads it to the portal’s own page', async () => {
    const visit = await stage.open(
      stage.widget('account', 'good', 'signed-out-uri="/bye?from=page"'),
      listening,
    )
    await ready(visit)
    await leave(visit.page)
    await visit.page.waitForURL(`${stage.portal.origin}/bye?from=page`)
    expect(visit.complaints).toEqual([])
    await visit.page.close()
  })

  it.each([
    ['the portal prevents it', 'signed-out-uri="/bye"', true],
    ['no page is named', '', false],
    ['another site is named', 'signed-out-uri="https://evil.example/"', false],
    ['a script is named', 'signed-out-uri="javascript:document.title=1"', false],
  ])('leaves the page where it is, and says so in the frame, where %s', async (_case, more, keep) => {
    const visit = await stage.open(stage.widget('account', 'good', more), { names, keep })
    await ready(visit)
    await leave(visit.page)
    await expect.poll(visit.heard).toContainEqual(['hall-signed-out', {}])
    await inside(visit.page, 'account').getByText('已经退出').waitFor()
    expect(visit.page.url()).toBe(`${stage.portal.origin}/`)
    expect(await visit.page.title()).toBe('门户')
    expect(visit.complaints).toEqual([])
    await visit.page.close()
  })

  it('has the counters beside it look again after a sign-out', async () => {
    const visit = await stage.open(stage.widget('account') + stage.widget('cases'), listening)
    await inside(visit.page, 'cases').getByText('看过').waitFor()
    await expect.poll(async () => (await visit.heard()).length).toBe(2)
    const before = countOf('POST /embed/cases good')
    await leave(visit.page)
    await expect.poll(() => countOf('POST /embed/cases good')).toBe(before + 1)
    await visit.page.close()
  })

  it('signs out without a step in the visitor’s history', async () => {
    const visit = await stage.open(stage.widget('account'), listening)
    await ready(visit)
    const before = await visit.page.evaluate(() => history.length)
    await leave(visit.page)
    await inside(visit.page, 'account').getByText('已经退出').waitFor()
    expect(await visit.page.evaluate(() => history.length)).toBe(before)
    await visit.page.close()
  })
})

describe('a ticket that does not open', () => {
  it('is asked for anew once, without a word, for the page may have come from a cache', async () => {
    const plain = await stage.open(stage.widget('cases'), listening)
    await ready(plain)
    const steps = await plain.page.evaluate(() => history.length)
    await plain.page.close()
    stage.hall.loads.clear()
    const visit = await stage.open(stage.widget('cases', 'stale'), listening)
    await inside(visit.page, 'cases').getByText('看过 2 次').waitFor()
    await expect.poll(visit.heard).toEqual([['hall-ready', {}]])
    expect(visit.complaints).toEqual([])
    expect(await visit.page.evaluate(() => history.length)).toBe(steps)
    await visit.page.close()
  })

  it.each([
    ['account', 'always-stale', 'ticket_used', 'The ticket was used before.', '用过了'],
    ['cases', 'over', 'session_over', 'The session has ended.', '登录已经结束'],
  ] as const)(
    'leaves the sentence in the frame of %s (%s), tells the developer, and shows the other way',
    async (...row) => {
      const [name, client, reason, detail, words] = row
      const visit = await stage.open(stage.widget(name, client), listening)
      await expect.poll(visit.heard).toEqual([[`hall-${name}-error`, { reason }]])
      await inside(visit.page, name).getByText(words).waitFor()
      expect(await otherWay(visit.page).isVisible()).toBe(true)
      expect(visit.complaints).toEqual([`[unit-hall] ${reason}: ${detail}`])
      await visit.page.close()
    },
  )

  it('is nothing that the page itself or a strange frame could say', async () => {
    const visit = await stage.open(
      `${stage.widget('account')}<iframe id="stranger" src="${stage.stranger.origin}"></iframe>`,
      { names, policy: stage.strict('*') },
    )
    await ready(visit)
    await visit.page.evaluate(() => {
      for (const type of ['hall:signed-out', 'hall:refused']) postMessage({ type, reason: 'x' }, '*')
    })
    await visit.page.waitForTimeout(100)
    expect(await visit.heard()).toEqual([['hall-ready', {}]])
    await visit.page.close()
  })
})

describe('the check of a certificate', () => {
  it('is the hall’s frame at once, and tells the page what came of it, without a step in its history', async () => {
    const visit = await stage.open(stage.check(), { names: ['hall-ready', 'hall-verified'] })
    await ready(visit)
    const before = await visit.page.evaluate(() => history.length)
    const frame = visit.page.frameLocator('hall-verify iframe')
    await frame.locator('[name=q]').fill('20261128123456789012')
    await frame.getByRole('button').dispatchEvent('click')
    const told = { result: 'genuine', number: '20261128123456789012' }
    await expect.poll(visit.heard).toContainEqual(['hall-verified', told])
    expect(await visit.page.evaluate(() => history.length)).toBe(before)
    expect(await otherWay(visit.page).isVisible()).toBe(false)
    expect(visit.complaints).toEqual([])
    await visit.page.close()
  })
})

describe('the frame', () => {
  it('does only what the page of the registered origin asks of it', async () => {
    const visit = await stage.open(stage.widget('cases'), listening)
    await ready(visit)
    const before = countOf('POST /embed/cases good')
    // From the frame itself, which is of another origin than the page.
    await visit.page.frames()[1]?.evaluate(() => postMessage({ type: 'hall:look' }, '*'))
    await visit.page.waitForTimeout(100)
    expect(countOf('POST /embed/cases good')).toBe(before)
    await visit.page.locator('hall-cases iframe').evaluate((frame: HTMLIFrameElement) => {
      frame.contentWindow?.postMessage({ type: 'hall:look' }, '*')
    })
    await expect.poll(() => countOf('POST /embed/cases good')).toBe(before + 1)
    await visit.page.close()
  })

  it('keeps no ticket in its address', async () => {
    const name = 'hall-account'
    const visit = await stage.open(
      `<${name} client-id="good" src="/hall/account?client_id=good&amp;ticket=secret"></${name}>`,
      listening,
    )
    await ready(visit)
    expect(visit.page.frames()[1]?.url()).toBe(`${stage.hall.origin}/embed/account?client_id=good`)
    await visit.page.close()
  })

  it('is never lower than the room that was kept for it', async () => {
    const visit = await stage.open(stage.widget('account', 'good', 'height="200"'), listening)
    await ready(visit)
    const height = () => visit.page.locator('iframe').evaluate((frame) => frame.clientHeight)
    await expect.poll(height).toBe(200)
    await visit.page.locator('hall-account').evaluate((one) => one.setAttribute('height', '50'))
    await inside(visit.page, 'account')
      .locator('[data-portal] > div')
      .evaluate((content) => {
        content.style.height = '110px'
      })
    await expect.poll(height).toBe(110)
    await visit.page.close()
  })
})
