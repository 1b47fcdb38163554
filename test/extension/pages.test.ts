import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openBook } from '../../schema/rosters/reading/open.ts'
import { sourceOf } from '../../schema/rosters/reading/source.ts'
import { fillSignIn as fill } from '../journeys/steps.ts'
import { overflow, useJourneys, violations } from '../support/browser.ts'
import { registerUnit } from '../support/builders.ts'
import { EXTENSION, launchWithExtension, type WithExtension } from '../support/extension.ts'
import { freePort } from '../support/hall.ts'
import { insure } from '../support/insured.ts'
import { tableOf } from '../support/odd-workbooks.ts'
import { unitId } from '../support/paid-months.ts'
import { all } from '../support/roster-files.ts'
import { day, people, setPeriod } from '../support/rosters.ts'

const world = useJourneys()
let who: Awaited<ReturnType<typeof registerUnit>>
let extension: WithExtension
let silentHall: string

/** A host that found this. */
const status = (drivers: object[]) => ({ answers: [{ ok: true, status: { version: '1.2.3', drivers } }] })
const ONE_KEY = status([
  { driver: 'pkcs11', state: 'ready', keys: 1 },
  { driver: 'skf', state: 'no_key', keys: 0 },
  { driver: 'bjca', state: 'not_installed', keys: 0 },
])

beforeAll(async () => {
  who = await registerUnit(world)
  silentHall = `http://localhost:${await freePort()}`
  extension = await launchWithExtension({ halls: [world.hall.origin, silentHall] })
  world.hear(extension.context)
})
beforeEach(async () => {
  await extension.context.clearCookies()
  await extension.host.install()
  await extension.host.plays(ONE_KEY)
  // What the hall says to whoever is not signed in.
  world.expectComplaint('401')
})
afterAll(() => extension?.close())

async function open(address: string, width = 1366): Promise<Page> {
  const page = await extension.context.newPage()
  await page.setViewportSize({ width, height: 768 })
  await page.goto(address.startsWith('/') ? EXTENSION + address : address)
  return page
}
/** As wide as the popup's window becomes in large type. */
const openPopup = () => open('/popup.html', 460)

const fillSignIn = (page: Page) =>
  fill(page, who.unit.creditCode, who.person.documentNumber, who.person.password)

async function signIn(): Promise<void> {
  const page = await open(`${world.hall.origin}/login`)
  await fillSignIn(page)
  await page.getByRole('heading', { name: who.unit.unitName }).waitFor()
  await page.close()
}

/** Looked at in both schemes and in large type; leaves the page as it was. */
async function isSound(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await violations(page)).toEqual([])
  }
  const large = page.getByRole('button', { name: '关怀模式' })
  await large.click()
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('20px')
  await page.reload()
  await page.getByRole('button', { name: '关怀模式', pressed: true }).waitFor()
  expect(await violations(page)).toEqual([])
  expect(await overflow(page)).toBe(0)
  await large.click()
}

describe('the popup', () => {
  it('leads whoever is not signed in to the sign-in, and finds the key', async () => {
    const page = await openPopup()
    await page.getByText('您还没有登录').waitFor()
    expect(await page.getByRole('link', { name: '去登录' }).getAttribute('href')).toBe(
      `${world.hall.origin}/login`,
    )
    await page.getByText('读到 1 张签名证书').waitFor()
    await isSound(page)
  })

  it('says who is signed in and until when, by the session of the hall itself', async () => {
    await signIn()
    const page = await openPopup()
    const words = page.getByRole('region', { name: '登录' })
    await words.getByText(who.unit.unitName).waitFor()
    await words.getByText(`${who.person.name[0]}**`).waitFor()
    const [time = ''] = /\d\d:\d\d/.exec(await words.innerText()) ?? []
    const [hours = 0, minutes = 0] = time.split(':').map(Number)
    const left = (hours * 60 + minutes - new Date().getHours() * 60 - new Date().getMinutes() + 1440) % 1440
    expect(left).toBeGreaterThan(28)
    expect(left).toBeLessThan(33)
    expect(await page.getByRole('link', { name: '打开单位中心' }).getAttribute('href')).toBe(
      `${world.hall.origin}/center`,
    )
    await isSound(page)
  })

  it('asks the hall that is looked at, and says when it cannot be reached', async () => {
    world.expectComplaint('ERR_CONNECTION_REFUSED')
    const page = await openPopup()
    await extension.context.route(`${silentHall}/**`, (route) =>
      route.request().isNavigationRequest() ? route.fulfill({ body: '页面' }) : route.continue(),
    )
    await open(silentHall)
    await page.reload()
    await page.getByText('连不上大厅').waitFor()
    expect(await violations(page)).toEqual([])
  })

  it.each([
    ['that no key is plugged in', status([{ driver: 'skf', state: 'no_key', keys: 0 }]), '没有找到 CA 证书'],
    ['that the host failed', { exits: 1 }, '证书驱动程序出了问题'],
  ])('says %s', async (_what, part, words) => {
    await extension.host.plays(part)
    const page = await openPopup()
    await page.getByText(words).waitFor()
    expect(await violations(page)).toEqual([])
  })
})

describe('the diagnostics', () => {
  it('go through every link, and are looked at without a mouse', async () => {
    const page = await openPopup()
    const [opened] = await Promise.all([
      extension.context.waitForEvent('page'),
      page.getByRole('link', { name: '逐段诊断' }).press('Enter'),
    ])
    const links = opened.locator('.link h2')
    await links.first().waitFor()
    expect(await links.allTextContents()).toEqual([
      ...['证书助手正常', '办事大厅正常', '电脑时间略过', '证书驱动程序正常'],
      ...['通用证书接口正常', '国密证书接口正常', '北京 CA 客户端略过', '签名证书正常'],
    ])
    await opened.getByText('可以用证书登录').waitFor()
    await isSound(opened)
    await opened.setViewportSize({ width: 390, height: 844 })
    expect(await overflow(opened)).toBe(0)
  })

  it('are done again, and say what to do first', async () => {
    const page = await open('/diagnostics.html')
    const again = page.getByRole('button', { name: '再查一次' })
    await again.waitFor()
    await extension.host.uninstall()
    await again.press('Enter')
    await page.getByText('「证书驱动程序」不通').waitFor()
    await page.getByText('电脑上没有装证书驱动程序').waitFor()
    await page.getByRole('status').getByText('又查了一遍').waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('再查一次')
    expect(await violations(page)).toEqual([])
  })

  it('notice a clock that is off, where the hall tells its time', async () => {
    // As the edge adds it; the local runtime does not.
    await extension.context.route('**/api/v1/session', async (route) => {
      const reply = await route.fetch()
      const date = new Date(Date.now() + 10 * 60_000).toUTCString()
      await route.fulfill({ response: reply, headers: { ...reply.headers(), date } })
    })
    const page = await open('/diagnostics.html')
    await page.getByText('比大厅的时间慢了 10 分钟').waitFor()
    await page.getByText('只有「电脑时间」要留意').waitFor()
    await extension.context.unroute('**/api/v1/session')
  })

  it('are copied without a word about whoever is signed in', async () => {
    await signIn()
    const page = await open('/diagnostics.html')
    await page.getByText('您已经登录').waitFor()
    await page.getByRole('button', { name: '复制诊断结果' }).click()
    await page.getByText('已经复制').waitFor()
    await extension.context.grantPermissions(['clipboard-read'], { origin: world.hall.origin })
    const elsewhere = await open(world.hall.origin)
    const copied = await elsewhere.evaluate(() => navigator.clipboard.readText())
    expect(copied).toMatch(/^单位办事大厅证书助手诊断.*\n\[正常\] 证书助手：已经装好，版本 0\.1\.0/)
    expect(copied).toContain('[略过] 北京 CA 客户端：')
    for (const own of [
      who.unit.unitName,
      who.unit.creditCode,
      who.person.name[0] ?? '',
      who.person.documentNumber,
    ])
      expect(copied).not.toContain(own)
  })
})

describe('the side panel', () => {
  const HEADERS = [
    ...['姓名', '身份证', '证件类型', '联系方式', '工资', '从何时', '合同增加原因', '合同类别'],
    ...['岗位工种', '参保身份'],
  ]
  /** As somebody keeps it: a title above, headers of its own, and only some cells as the hall wants them. */
  const kept = (rows: string[][]) => tableOf([['本月新来的人'], HEADERS, ...rows])
  const [MOBILE, WAGE] = [3, 4]

  it('puts a table in order, which the hall files once somebody signs in, and brings its reasons back', async () => {
    await setPeriod(world.hall, 'open')
    const some = people(12)
    // The hall knows all but the last one.
    await insure(world.hall.db, world.secrets.SEALING_KEYS, some.slice(0, -1))
    const rows = some.map(({ name, documentNumber, mobile }) => [
      ...[name, documentNumber, '居民身份证', mobile, '8000', day(), '新签', '无固定期限'],
      ...['普通员工', '企业职工'],
    ])
    for (const [row, column, text] of [
      [1, MOBILE, `+86 ${some[1]?.mobile}`],
      [2, WAGE, '８，０００元'],
      [3, WAGE, '八千'],
    ] as const)
      rows[row]?.splice(column, 1, text)
    const file = { name: '新来的.xlsx', mimeType: 'application/octet-stream' }

    const panel = await open('/sidepanel.html', 400)
    const input = panel.locator('input[type=file]')
    await input.setInputFiles({ ...file, buffer: Buffer.from(await kept(rows)) })
    await panel.getByText('还缺几列').waitFor()
    await panel.getByLabel('劳动合同开始日期').selectOption(String(HEADERS.indexOf('从何时')))
    await panel.getByText('共 12 人：可以办 11 人，要改 1 行，修正了 2 处').waitFor()

    const opening = extension.context.waitForEvent('page')
    await panel.getByRole('button', { name: '交给大厅上传（11 人）' }).click()
    const page = await opening
    await panel.getByText('要登录的话请在那边登录').waitFor()
    await fillSignIn(page)
    await panel.getByText('表已经放进大厅的上传页').waitFor()
    expect(await violations(page)).toEqual([])
    // Nothing is sent before somebody says so.
    const jobs = world.hall.db.prepare('SELECT count(*) AS n FROM roster WHERE unit_id = ?')
    expect(await jobs.bind(await unitId(world, who.unit)).first('n')).toBe(0)
    await page.getByRole('button', { name: '上传并办理' }).click()
    await page.getByText('10 行办好了，1 行没有办成').waitFor()
    await panel.getByText('已处理 11 / 11 行，没有办成 1 行。', { exact: true }).waitFor()

    const [download] = await Promise.all([
      panel.waitForEvent('download'),
      panel.getByRole('button', { name: '把结果写回原表' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('新来的-带结果.xlsx')
    const back = await all((await openBook(sourceOf(await readFile(await download.path())))).rows(0))
    const told = back.map(({ cells }) => cells.slice(HEADERS.length).map((cell) => cell?.text))
    const done = ['办理成功']
    expect(told).toEqual([
      ...[[], ['处理结果', '失败原因'], done, done, done],
      ...[['没有提交', expect.stringContaining('金额请填写数字')], ...Array(7).fill(done)],
      ['没有办成', expect.stringContaining('未获取到人员基本信息')],
    ])
    await page.goto(`${world.hall.origin}/center/unit/insurance`)
    await page.getByRole('row', { name: /^失业保险 参保缴费 .* 10/ }).waitFor()
  })
})
