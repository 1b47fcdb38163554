/** What the page of a CA key says to the extension and hears from it: stood in for by a script, and by others that forge. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { gallery } from './gallery.ts'
import { openStage, type Stage, visit as visitStage } from './stage.ts'

const PATH = '/ca-login'
const CHALLENGES = '/api/v1/ca/challenges'
const GIVEN = { challenge: 'page-secret', nonce: 'N'.repeat(43), secondsLeft: 300 }
const TOKEN = { format: 'unit-hall-ca/1', signature: 'AAAA' }

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  const { draw } = await import('./draw.tsx')
  for (const exhibit of gallery)
    if (exhibit.widget === 'ca-login' && exhibit.state === 'before anything')
      stage.pages.set(PATH, draw(exhibit))
})
beforeEach(() => {
  stage.posted.length = 0
  stage.answers.set(CHALLENGES, GIVEN)
})
afterAll(() => stage.close())

interface Heard {
  id: string
  request: { kind: string; purpose?: string; nonce?: string }
}

/** A page beside an extension that answers each kind of question by what is written for it; `heard` is what it was asked. */
async function visit(
  answers: Record<string, unknown>,
): Promise<{ page: Page; heard: () => Promise<Heard[]> }> {
  const page = await visitStage(stage, PATH)
  await page.evaluate((known) => {
    const heard: unknown[] = []
    Object.assign(window, { heard })
    addEventListener('message', ({ source, origin, data }) => {
      if (source !== window || origin !== location.origin || data?.type !== 'unit-hall-ca:ask') return
      heard.push({ id: data.id, request: data.request })
      const answer = known[data.request.kind]
      if (answer) window.postMessage({ type: 'unit-hall-ca:answer', id: data.id, answer }, origin)
    })
  }, answers)
  return { page, heard: () => page.evaluate(() => (window as unknown as { heard: Heard[] }).heard) }
}

const THERE = { hello: { ok: true, extension: '1.0.0' } }
const press = (page: Page) => page.getByRole('button', { name: '用 CA 证书登录' }).click()
const asking = (page: Page) => page.getByText('请在弹出的窗口里核对网站、输入证书密码').waitFor()
const posts = () => stage.posted.filter(({ path }) => path === '/login/ca')
const posted = () => Object.fromEntries(new URLSearchParams(posts()[0]?.body))
const idOf = async (heard: () => Promise<Heard[]>) =>
  (await heard()).find(({ request }) => request.kind === 'sign')?.id ?? ''

describe('the page of a CA key', () => {
  it('asks for what is to be signed, has it signed, and posts it as any form', async () => {
    const { page } = await visit({ ...THERE, sign: { ok: true, token: TOKEN } })
    await press(page)
    await page.waitForURL('**/login/ca')
    expect(JSON.parse(stage.posted[0]?.body ?? '')).toEqual({ purpose: 'login' })
    expect(posted()).toEqual({ challenge: GIVEN.challenge, token: JSON.stringify(TOKEN) })
    expect(posts()).toHaveLength(1)
    await page.context().close()
  })

  it('tells the extension nothing but purpose and nonce, each time under another id', async () => {
    const { page, heard } = await visit({ ...THERE, sign: { ok: false, fault: 'no_key' } })
    for (let times = 0; times < 2; times++) {
      await press(page)
      await page.getByText('没有找到 CA 证书').waitFor()
    }
    const all = await heard()
    expect(new Set(all.map(({ id }) => id)).size).toBe(4)
    expect(all.map(({ request }) => request)).toEqual([
      ...[{ kind: 'hello' }, { kind: 'sign', purpose: 'login', nonce: GIVEN.nonce }],
      ...[{ kind: 'hello' }, { kind: 'sign', purpose: 'login', nonce: GIVEN.nonce }],
    ])
    expect(JSON.stringify(all)).not.toContain(GIVEN.challenge)
    expect(posts()).toEqual([])
    await page.context().close()
  })

  it('says so within two seconds where there is no extension, and asks the hall for nothing', async () => {
    const { page } = await visit({})
    await press(page)
    await page.getByText('浏览器里没有装证书助手').waitFor({ timeout: 2_000 })
    expect(await page.getByRole('link', { name: '安装说明' }).getAttribute('href')).toBe('/ca/guide')
    expect(stage.posted).toEqual([])
    await page.context().close()
  })

  it('says what went wrong, with the tries that are left, and can be pressed again', async () => {
    const { page } = await visit({ ...THERE, sign: { ok: false, fault: 'pin_wrong', triesLeft: 4 } })
    await press(page)
    await page.getByText('证书密码不对').waitFor()
    expect(await page.getByText('还可以再试 4 次。').isVisible()).toBe(true)
    expect(await page.getByRole('button', { name: '用 CA 证书登录' }).isEnabled()).toBe(true)
    await page.context().close()
  })

  it('shows the hall’s own sentence where it gives no challenge', async () => {
    stage.answers.delete(CHALLENGES)
    const { page } = await visit(THERE)
    await page.route(`**${CHALLENGES}`, (route) =>
      route.fulfill({ status: 429, json: { title: '一分钟里用证书登录的次数太多，这次没有受理。' } }),
    )
    await press(page)
    await page.getByText('一分钟里用证书登录的次数太多').waitFor()
    await page.context().close()
  })

  it('is cancelled by a press, tells the extension, and takes no answer that comes afterwards', async () => {
    const { page, heard } = await visit(THERE)
    await press(page)
    await asking(page)
    const id = await idOf(heard)
    await page.getByRole('button', { name: '取消' }).click()
    await page.getByText('您取消了这次登录').waitFor()
    expect((await heard()).at(-1)?.request).toEqual({ kind: 'cancel' })
    await answer(page, id, { ok: true, token: TOKEN })
    await page.waitForTimeout(200)
    expect(posts()).toEqual([])
    await page.context().close()
  })
})

/** Says an answer on the page's own window, as a content script does. */
const answer = (page: Page, id: string, said: unknown, type = 'unit-hall-ca:answer') =>
  page.evaluate(
    ([one, by, kind]) => window.postMessage({ type: kind, id: by, answer: one }, location.origin),
    [said, id, type] as const,
  )

describe('an answer that is none', () => {
  it('comes from a frame, or bears another id or another name, and is passed over', async () => {
    const { page, heard } = await visit(THERE)
    await press(page)
    await asking(page)
    const id = await idOf(heard)
    const good = { ok: true, token: TOKEN }
    const forged = { type: 'unit-hall-ca:answer', id, answer: good }
    // A frame of the same origin, which even knows the id.
    await page.evaluate(() => void document.body.appendChild(document.createElement('iframe')))
    const frame = await expect
      .poll(() => page.frames()[1])
      .toBeTruthy()
      .then(() => page.frames()[1])
    await frame?.evaluate((said) => parent.postMessage(said, '*'), forged)
    // What no page can send: another origin, no window at all.
    await page.evaluate((data) => {
      const { origin } = location
      for (const from of [{ origin: 'https://evil.example', source: window }, { origin }])
        dispatchEvent(new MessageEvent('message', { data, ...from }))
    }, forged)
    await answer(page, crypto.randomUUID(), good)
    await answer(page, id, good, 'unit-hall-ca:ask')
    await answer(page, id.toUpperCase(), good)
    await page.waitForTimeout(300)
    expect(posts()).toEqual([])
    await answer(page, id, good)
    await page.waitForURL('**/login/ca')
    expect(posts()).toHaveLength(1)
    await page.context().close()
  })

  it('is counted once: what comes second changes nothing', async () => {
    const { page, heard } = await visit(THERE)
    await press(page)
    await asking(page)
    const id = await idOf(heard)
    await answer(page, id, { ok: false, fault: 'no_key' })
    await page.getByText('没有找到 CA 证书').waitFor()
    await answer(page, id, { ok: true, token: TOKEN })
    await page.waitForTimeout(200)
    expect(posts()).toEqual([])
    await page.context().close()
  })

  it.each([
    ['nothing', undefined],
    ['a word', 'token'],
    ['a fault that nobody knows', { ok: false, fault: 'constructor' }],
    ['an answer to another question', { ok: true, extension: '1.0.0' }],
  ])('is %s, and told as a key that does not answer', async (_what, said) => {
    const { page, heard } = await visit(THERE)
    await press(page)
    await asking(page)
    await answer(page, await idOf(heard), said)
    await page.getByText('证书没有回应').waitFor()
    expect(posts()).toEqual([])
    await page.context().close()
  })
})
