import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openRoster } from '../../schema/rosters/reading/roster.ts'
import { sourceOf } from '../../schema/rosters/reading/source.ts'
import { become, overflow, useJourneys, violations } from '../support/browser.ts'
import { registerUnit, signIn } from '../support/builders.ts'
import { insure } from '../support/insured.ts'
import { csvFor, csvOf, people, rowOf, setPeriod } from '../support/rosters.ts'

const world = useJourneys()

const bytesOf = async (download: { createReadStream(): Promise<AsyncIterable<Buffer>> }) => {
  const parts: Buffer[] = []
  for await (const part of await download.createReadStream()) parts.push(part)
  return new Uint8Array(Buffer.concat(parts))
}

describe('a batch of filings', () => {
  it('goes from the template to the corrected rest, followed live, and without a script as well', async () => {
    world.expectComplaint('422')
    await setPeriod(world.hall, 'open')
    const visitor = await signIn(world, await registerUnit(world))
    const who = people(400)
    const [first, ...others] = who
    if (!first) throw new Error('somebody was made')
    await insure(world.hall.db, world.secrets.SEALING_KEYS, who)
    const file = { name: '十一月入职.csv', mimeType: 'text/csv' }
    const content = csvOf('enrolment', [
      { ...rowOf.enrolment(first), wage: '' },
      ...others.map(rowOf.enrolment),
    ])

    const page = await world.open()
    await become(page, visitor)
    await page.goto(`${world.hall.origin}/center`)
    await page.locator('.center-column').getByRole('link', { name: '批量办理' }).click()
    await page.getByText('还没有上传过文件').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('link', { name: '批量用工参保登记' }).click()
    const [template] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载用工参保登记模板' }).click(),
    ])
    const blank = await openRoster(sourceOf(await bytesOf(template)), { template: 'enrolment' })
    expect(blank.missing).toEqual([])

    await page.getByRole('button', { name: '上传并办理' }).click()
    await page.getByRole('alert').getByText('没有收到文件').waitFor()
    expect(await violations(page)).toEqual([])
    await page.locator('input[data-roster-file]').setInputFiles({ ...file, buffer: Buffer.from(content) })
    await page.getByRole('button', { name: '上传并办理' }).click()
    await page.getByText('399 行办好了，1 行没有办成').waitFor()
    await page.getByRole('cell', { name: /月缴费工资：/ }).waitFor()
    expect(await violations(page)).toEqual([])
    expect(await overflow(page)).toBeLessThanOrEqual(0)

    const [failed] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载没有办成的行' }).click(),
    ])
    const text = new TextDecoder().decode(await bytesOf(failed))
    expect(text).toContain('请填写月缴费工资')

    // On a phone, in the dark, where no script runs: the page comes anew until it is done.
    const bare = await world.open({
      ...{ javaScriptEnabled: false, viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
    })
    await become(bare, visitor)
    await bare.goto(`${world.hall.origin}/center/rosters/new?template=enrolment`)
    const path = join(tmpdir(), `roster-${process.pid}.csv`)
    await writeFile(path, csvFor('enrolment', [first]))
    await bare.locator('input[data-roster-file]').setInputFiles(path)
    await bare.getByRole('button', { name: '上传并办理' }).click()
    await bare.getByText('1 行全部办好了').waitFor()
    await Promise.all([page.context().close(), bare.context().close()])
  })
})
