import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { judged } from '../../schema/rosters/reading/judge.ts'
import { openRoster } from '../../schema/rosters/reading/roster.ts'
import { sourceOf } from '../../schema/rosters/reading/source.ts'
import { overflow, violations } from '../support/browser.ts'
import { EXTENSION, launchWithExtension, type WithExtension } from '../support/extension.ts'
import { all, expectedRows, FILED_ON, rosterFile } from '../support/roster-files.ts'
import { csvFor, people } from '../support/rosters.ts'
import { type RosterHall, rosterHall } from './roster-hall.ts'

let hall: RosterHall
let extension: WithExtension
let panel: Page

beforeAll(async () => {
  hall = await rosterHall()
  extension = await launchWithExtension({ halls: [hall.origin], allowed: ['notifications'] })
})
afterAll(async () => {
  await extension?.close()
  hall?.close()
})
beforeEach(async () => {
  panel = await extension.context.newPage()
  // As wide as a panel is, on the day on which the files make sense.
  await panel.setViewportSize({ width: 400, height: 800 })
  await panel.clock.setFixedTime(new Date(`${FILED_ON.today}T02:00:00Z`))
  await panel.goto(`${EXTENSION}/sidepanel.html`)
  hall.asked.length = 0
})
afterEach(async () => {
  for (const page of extension.context.pages().slice(1)) await page.close()
})

const messy = expectedRows['enrolment-messy.xlsx']
const rowsThat = (...words: string[]) =>
  messy.rows_in_order.flatMap((told, place) =>
    words.some((word) => told.startsWith(word)) ? [place + messy.first_data_row] : [],
  )

async function choose(name: string, buffer = rosterFile(name)): Promise<void> {
  const mimeType = 'application/octet-stream'
  await panel.locator('input[type=file]').setInputFiles({ name, mimeType, buffer: Buffer.from(buffer) })
}
const summary = () => panel.locator('.notice').first()
const view = async (name: string) => {
  await panel.getByRole('button', { name: new RegExp(`^${name} `) }).click()
  await panel.getByRole('button', { name: new RegExp(`^${name} `), pressed: true }).waitFor()
}
const shownRows = () =>
  panel.locator('[data-row]').evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-row'))))
const row = (number: number) => panel.locator(`[data-row="${number}"]`)

/** What the person gets when a button saves a file. */
async function saved(button: string): Promise<{ name: string; bytes: Uint8Array }> {
  const [download] = await Promise.all([
    panel.waitForEvent('download'),
    panel.getByRole('button', { name: button }).click(),
  ])
  return { name: download.suggestedFilename(), bytes: new Uint8Array(await readFile(await download.path())) }
}

describe('the side panel', () => {
  it('finds in a messy table what there is to be found, and sends nothing', async () => {
    await choose('enrolment-messy.xlsx')
    await summary().getByText('可以办 31 人，要改 13 行，隐藏 1 行，修正了 8 处').waitFor()
    // A passport without its kind is asked about.
    const wrong = [...rowsThat('invalid', 'damaged'), messy.first_data_row + messy.rows_in_order.length - 1]
    expect(await shownRows()).toEqual(wrong)
    for (const damaged of rowsThat('damaged')) await row(damaged).getByText('后面几位已经丢了').waitFor()
    await view('修正的')
    expect(await shownRows()).toEqual(rowsThat('repairable'))
    await view('隐藏的')
    expect(await shownRows()).toEqual(rowsThat('hidden'))
    await view('不是人员的')
    await row(messy.first_data_row + messy.rows_in_order.length)
      .getByText('合计')
      .waitFor()
    await view('提醒的')
    await row(33).getByText('会按下限缴费。按 4,952.00 元。').waitFor()
    const firstPage = await shownRows()
    await panel.getByRole('button', { name: '下一页' }).click()
    await panel.getByText(/^26 到 /).waitFor()
    expect([...firstPage, ...(await shownRows())]).toEqual(
      expect.arrayContaining(rowsThat('valid with notice')),
    )
    // It reads what holds here, and who is signed in; nothing of the file goes anywhere.
    const asked = ['GET /api/v1/rosters/limits', 'GET /api/v1/session']
    expect(hall.asked.filter((one) => !asked.includes(one))).toEqual([])
    expect(hall.asked).toContain(asked[0])
    for (const colorScheme of ['dark', 'light'] as const) {
      await panel.emulateMedia({ colorScheme })
      expect(await violations(panel)).toEqual([])
    }
    expect(await overflow(panel)).toBe(0)
  })

  it('takes repairs back one by one and all, and hidden rows in', async () => {
    await choose('enrolment-messy.xlsx')
    await view('修正的')
    await row(16).getByText('３２１２０２１９６９０９０９４３４１').waitFor()
    await row(16).getByRole('button', { name: '撤销修正' }).click()
    await summary().getByText('可以办 30 人，要改 14 行').waitFor()
    await row(16).getByRole('button', { name: '恢复修正' }).click()
    await summary().getByText('可以办 31 人').waitFor()
    await panel.getByRole('button', { name: '全部撤销' }).click()
    await summary().getByText('可以办 24 人，要改 20 行').waitFor()
    await panel.getByRole('button', { name: '全部恢复' }).click()
    await view('隐藏的')
    await panel.getByRole('button', { name: '也办这一行' }).click()
    await summary().getByText('可以办 32 人').waitFor()
    const { name, bytes } = await saved('保存整理好的表')
    expect(name).toBe('enrolment-messy-整理好.xlsx')
    const clean = await all(judged(await openRoster(sourceOf(bytes)), FILED_ON))
    expect(clean.map(({ check }) => check?.value !== undefined && check.repairs.length === 0)).toEqual(
      Array(32).fill(true),
    )
  })

  it('says that a table has two columns of one name, and lets one choose', async () => {
    const [title = '', ...lines] = csvFor('enrolment', people(2)).split('\r\n')
    const twice = [`${title},证件号码`, ...lines.map((line) => line && `${line},无`)].join('\r\n')
    await choose('两列.csv', Buffer.from(twice))
    await panel.getByText('表里不止一列像是「证件号码」').waitFor()
    expect(await violations(panel)).toEqual([])
    expect(await overflow(panel)).toBe(0)
    const chosen = panel.getByLabel('证件号码', { exact: true })
    const last = await chosen.locator('option').last().getAttribute('value')
    await chosen.selectOption(last)
    await row(2).getByText('证件号码：', { exact: true }).waitFor()
  })

  it('has its columns put right, and remembers them for the unit', async () => {
    const table = new TextEncoder().encode('姓名,身份证号,从前,以后\n徐建,11010519491231002X,6000,8000\n')
    await choose('表.csv', table)
    await summary().getByText('还缺几列').waitFor()
    await panel.getByLabel('办什么').selectOption('base-adjustment')
    await panel.getByLabel('原缴费基数').selectOption('2')
    await panel.getByLabel('新缴费基数').selectOption('3')
    await summary().getByText('可以办 1 人').waitFor()
    await panel.reload()
    await choose('表.csv', table)
    await summary().getByText('可以办 1 人').waitFor()
    await panel.getByText('列的对应').click()
    expect(await panel.getByLabel('办什么').inputValue()).toBe('base-adjustment')
    expect(await panel.getByLabel('原缴费基数').inputValue()).toBe('2')
  })

  it.each([
    ['a PDF', '%PDF-1.7', '这个文件不是表格'],
    ['an old workbook', '\xd0\xcf\x11\xe0W\0o\0r\0k\0b\0o\0o\0k\0', '这是旧格式的表格'],
  ])('says why it cannot read %s, and goes on with the next file', async (_what, text, words) => {
    await choose(
      'x',
      Uint8Array.from(text, (character) => character.charCodeAt(0)),
    )
    await panel.getByRole('alert').getByText(words).waitFor()
    await choose('enrolment-gbk.csv')
    await summary().getByText('共 50 人：可以办 50 人').waitFor()
  })

  it('says that a table is too much where its worker ends, and takes another for the next file', async () => {
    await choose('enrolment-gbk.csv')
    await summary().getByText('共 50 人').waitFor()
    const worker = panel.workers()[0]
    // What a machine without memory does to it cannot be had: it fails while it is asked, and is not there any more.
    await worker?.evaluate(() => {
      self.onmessage = () => {
        self.close()
        throw new Error('no memory')
      }
    })
    await choose('enrolment-messy.xlsx')
    await panel.getByRole('alert').getByText('这张表太大，这台电脑读不下').waitFor()
    await choose('enrolment-gbk.csv')
    await summary().getByText('共 50 人：可以办 50 人').waitFor()
  })

  it('follows a file that was handed in, and tells when it is over', async () => {
    await choose('enrolment-messy.xlsx')
    const { bytes } = await saved('保存整理好的表')
    const digest = createHash('sha256').update(bytes).digest('hex')
    hall.stands({ digest, rows: 31, done: 10, failed: 1 })
    await panel.getByText('已处理 11 / 31 行，没有办成 1 行').waitFor()
    // Whoever listens hears of tenths, not of every count.
    const spoken = panel.locator('.roster-progress').locator('xpath=ancestor::*[@role="status"]')
    expect(await spoken.count()).toBe(0)
    hall.stands({ done: 20 })
    await panel.getByRole('status').getByText('已处理百分之 60').waitFor({ state: 'attached' })

    const popup = await extension.context.newPage()
    await popup.goto(`${EXTENSION}/popup.html`)
    await popup.getByRole('region', { name: '批量申报' }).getByText('已处理 21 / 31 行').waitFor()
    expect(await violations(popup)).toEqual([])

    await panel.getByRole('button', { name: '办完提醒我' }).click()
    await panel.getByText('办完会提醒您').waitFor()
    const worker = extension.context.serviceWorkers().find((one) => one.url().startsWith(EXTENSION))
    type Chrome = {
      alarms: { getAll(): Promise<{ name: string }[]> }
      notifications: { getAll(): Promise<object> }
    }
    const alarms = () =>
      worker?.evaluate(
        async () => (await (globalThis as unknown as { chrome: Chrome }).chrome.alarms.getAll()).length,
      )
    await expect.poll(alarms).toBe(1)
    hall.stands({ state: 'done', done: 30, failed: 1, endedAt: '2026-11-15T01:11:00Z' })
    // A minute is long: the same look that the alarm takes, taken now. What the hall does not know is let go.
    for (const id of ['job-9', 'job-1'])
      await panel.evaluate(
        (job) =>
          (
            globalThis as unknown as { chrome: { runtime: { sendMessage(it: object): Promise<void> } } }
          ).chrome.runtime.sendMessage(job),
        { hall: hall.origin, id, fileName: '表.xlsx' },
      )
    const shown = () =>
      worker?.evaluate(async () =>
        Object.keys(await (globalThis as unknown as { chrome: Chrome }).chrome.notifications.getAll()),
      )
    await expect.poll(shown).toEqual([`${hall.origin} job-1`])
    await expect.poll(alarms).toBe(0)
  })
})
