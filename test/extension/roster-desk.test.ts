import { describe, expect, it } from 'vitest'
import { Desk } from '../../extension/features/rosters/desk.ts'
import { openBook } from '../../schema/rosters/reading/open.ts'
import { sourceOf } from '../../schema/rosters/reading/source.ts'
import { all, FILED_ON, rosterFile } from '../support/roster-files.ts'

const opened = async () => {
  const desk = new Desk()
  const overview = await desk.open(new Blob([rosterFile('enrolment-messy.xlsx')]), {}, FILED_ON)
  return { desk, overview, clean: await desk.clean() }
}
const ended = (digest: string) => ({ digest, reasons: [{ row: 3, text: '这个人已经在别处参保。' }] })

/** What stands beside the rows of the sheet: result by row. */
async function resultsIn(file: Blob): Promise<Map<number, string | undefined>> {
  const rows = await all((await openBook(sourceOf(file))).rows(1))
  return new Map(rows.map(({ row, cells }) => [row, cells[11]?.text]))
}

describe('what the hall said of a clean file', () => {
  it('stands beside the rows that the file was made of', async () => {
    const { desk, clean } = await opened()
    const results = await resultsIn(await desk.beside(ended(clean.digest)))
    expect([results.get(4), results.get(5), results.get(19)]).toEqual(['办理成功', '没有办成', '没有提交'])
  })

  it('stands beside none once the file is read in another way, though nothing else may change', async () => {
    const { desk, overview, clean } = await opened()
    const { template, sheet, mapping } = overview
    const next = await desk.wish({ template, sheet, mapping })
    expect(next.reading).not.toBe(overview.reading)
    const results = await resultsIn(await desk.beside(ended(clean.digest)))
    expect([results.get(4), results.get(5), results.get(19)]).toEqual([undefined, undefined, '没有提交'])
  })

  it('stands beside none where it was said of another file', async () => {
    const { desk, clean, overview } = await opened()
    desk.undoAll(true)
    const other = await desk.clean()
    expect(other.people).toBeLessThan(overview.counts.good)
    const results = await resultsIn(await desk.beside(ended(clean.digest)))
    expect([...results.values()]).not.toContain('办理成功')
  })
})
