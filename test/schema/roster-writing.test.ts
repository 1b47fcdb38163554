import { describe, expect, it } from 'vitest'
import { type Cell, type Cells, textCell } from '../../schema/rosters/cell.ts'
import { columnsOf } from '../../schema/rosters/columns.ts'
import { TEMPLATE_CODES, TEMPLATE_NAMES } from '../../schema/rosters/names.ts'
import { judged } from '../../schema/rosters/reading/judge.ts'
import { openBook } from '../../schema/rosters/reading/open.ts'
import type { RawRow } from '../../schema/rosters/reading/raw.ts'
import { openRoster } from '../../schema/rosters/reading/roster.ts'
import { type Source, sourceOf } from '../../schema/rosters/reading/source.ts'
import { partsOf, textOf } from '../../schema/rosters/reading/zip.ts'
import { besideOriginal } from '../../schema/rosters/writing/beside.ts'
import { cleanFile, RESULT_HEADERS, resultFile } from '../../schema/rosters/writing/result.ts'
import { templateFile } from '../../schema/rosters/writing/template.ts'
import { workbookStream } from '../../schema/rosters/writing/workbook.ts'
import { all, FILED_ON, rosterFile } from '../support/roster-files.ts'

const rowsOf = async (bytes: Uint8Array, sheet = 0): Promise<RawRow[]> =>
  all((await openBook(sourceOf(bytes))).rows(sheet))
const textsOf = ({ cells }: { cells: Cells }) => Array.from(cells, (cell) => cell?.text ?? '')
const markupOf = async (source: Source, name: string) => {
  const part = (await partsOf(source)).get(name)
  if (!part) throw new Error(`no part ${name}`)
  return (await all(textOf(part))).join('')
}

/** How numbers are written in cells of a style, by its place in the list. */
async function formatOf(source: Source, style: number) {
  const formats = await markupOf(source, 'xl/styles.xml')
  const [, cells = ''] = formats.split('<cellXfs')
  const format = /numFmtId="(\d+)"/.exec([...cells.matchAll(/<xf [^>]*>/g)][style]?.[0] ?? '')?.[1]
  return RegExp(`<numFmt numFmtId="${format}" formatCode="([^"]*)"/>`).exec(formats)?.[1]
}

/** What programs would reckon with, if they were let. */
const LIVE = ['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1+1', '＝1+1', '=HYPERLINK("http://127.0.0.1/","点我")']

describe('a template', () => {
  it.each(TEMPLATE_CODES)('is read back as what it is: %s', async (template) => {
    const bytes = await templateFile(template)
    const roster = await openRoster(sourceOf(bytes))
    expect(roster).toMatchObject({ template, headerRow: 1, sheet: 0, missing: [] })
    expect(roster.headers).toEqual(columnsOf(template).map(({ header }) => header))
    expect(roster.sheets.map(({ name }) => name)).toEqual([TEMPLATE_NAMES[template], '填表说明', '代码表'])
    expect(await all(roster.rows())).toEqual([])
  })

  it('offers every list of codes, and keeps numbers of documents as text', async () => {
    const source = sourceOf(await templateFile('enrolment'))
    const markup = await markupOf(source, 'xl/worksheets/sheet1.xml')
    const lists = [...markup.matchAll(/type="list".*?sqref="([A-Z]+)2:.*?<formula1>([^<]*)</g)].map(
      ([, ...of]) => of,
    )
    expect(lists).toEqual([
      ...[
        ['C', "'代码表'!$B$2:$B$11"],
        ['F', "'代码表'!$D$2:$D$3"],
        ['G', "'代码表'!$F$2:$F$4"],
      ],
      ...[
        ['J', "'代码表'!$H$2:$H$8"],
        ['K', "'代码表'!$J$2:$J$2"],
      ],
    ])
    const style = Number(/<col min="4" style="(\d+)" max="4" width="24"/.exec(markup)?.[1])
    expect(await formatOf(source, style)).toBe('@')
    const codes = await rowsOf(await templateFile('enrolment'), 2)
    expect(textsOf(codes[1] as RawRow).slice(0, 2)).toEqual(['01', '居民身份证'])
    expect(textsOf(codes[10] as RawRow).slice(0, 2)).toEqual(['99', '其他证件'])
  })

  it('is the same file every time', async () => {
    expect(await templateFile('termination')).toEqual(await templateFile('termination'))
  })
})

describe('a result file', () => {
  const rows = LIVE.map((text, place) => ({
    cells: [
      textCell(text),
      undefined,
      { kind: 'number', text: '9815' } as Cell,
      { kind: 'day', text: '2026-10-01' } as Cell,
    ],
    ...{ outcome: 'failed' as const, reason: place === 0 ? '=cmd' : '姓名还没有填写。' },
  }))

  it('holds the rows as they came and the reasons at the right, and nothing that is reckoned', async () => {
    const bytes = await resultFile('xlsx', 'enrolment', ['姓名', '备注', '工资', '开始'], rows)
    const read = await rowsOf(bytes)
    expect(textsOf(read[0] as RawRow)).toEqual(['姓名', '备注', '工资', '开始', ...RESULT_HEADERS])
    expect(read.slice(1).map(({ cells }) => cells[0])).toEqual(LIVE.map(textCell))
    expect(read[1]?.cells.slice(2)).toEqual([
      ...[
        { kind: 'number', text: '9815' },
        { kind: 'day', text: '2026-10-01' },
      ],
      ...[textCell('没有办成'), textCell('=cmd')],
    ])
    expect(await markupOf(sourceOf(bytes), 'xl/worksheets/sheet1.xml')).not.toMatch(/<f[ >]/)
  })

  it('guards such cells in a text file, and takes the guard away when it is read again', async () => {
    const bytes = await resultFile('csv', 'enrolment', ['姓名', '电话', '工资', '开始'], rows)
    const lines = new TextDecoder().decode(bytes).split('\r\n').slice(1, -1)
    for (const line of lines) expect(line).toMatch(/^"?'/)
    expect(lines[0]).toMatch(/,没有办成,"'=cmd"$/)
  })

  it('can be mended and handed in again, with the old reasons gone', async () => {
    const first = await openRoster(sourceOf(rosterFile('enrolment-messy.xlsx')))
    const failed = (await all(judged(first, FILED_ON))).filter(({ check }) => check?.problems.length)
    const again = async (headers: readonly (string | undefined)[], cells: Cells[]) =>
      resultFile(
        'xlsx',
        'enrolment',
        headers,
        cells.map((it) => ({ cells: it, outcome: 'failed', reason: '原因。' })),
      )
    const once = await openRoster(
      sourceOf(
        await again(
          first.headers,
          failed.map(({ raw }) => raw),
        ),
      ),
    )
    const seen = await all(once.rows())
    const twice = await openRoster(
      sourceOf(
        await again(
          once.headers,
          seen.map(({ raw }) => raw),
        ),
      ),
    )
    expect(twice.headers).toEqual([...first.headers, ...RESULT_HEADERS])
    expect(await all(judged(twice, FILED_ON))).toHaveLength(failed.length)
  })
})

describe('a clean file', () => {
  it('holds the mended rows in the template’s columns, and finds no fault when it is read', async () => {
    const messy = await openRoster(sourceOf(rosterFile('enrolment-messy.xlsx')))
    const good = (await all(judged(messy, FILED_ON))).flatMap(({ check }) => (check?.value ? [check] : []))
    const clean = await openRoster(
      sourceOf(
        await cleanFile(
          'enrolment',
          good.map(({ texts }) => texts),
        ),
      ),
    )
    expect(clean.headers).toEqual(columnsOf('enrolment').map(({ header }) => header))
    const rows = await all(judged(clean, FILED_ON))
    expect(rows.map(({ check }) => check?.value)).toEqual(good.map(({ value }) => value))
    expect(rows.flatMap(({ check }) => check?.repairs ?? [])).toEqual([])
  })
})

describe('a workbook that goes out as it is made', () => {
  const columns = [
    { header: '姓名', width: 14, style: 'text' },
    { header: '合计', width: 14, style: 'amount' },
  ] as const
  const MANY = 20_000
  async function* people(count: number, made = { rows: 0, ended: false }): AsyncGenerator<Cells> {
    try {
      for (; made.rows < count; made.rows++)
        yield [textCell(`=1+${made.rows}`), { kind: 'number', text: `${made.rows / 7}` }]
    } finally {
      made.ended = true
    }
  }
  const book = (rows: AsyncIterable<Cells>) => workbookStream([{ name: '明细', columns, rows }])

  it('holds every row, amounts with two decimals, and nothing that is reckoned', async () => {
    const bytes = new Uint8Array(await new Response(book(people(MANY))).arrayBuffer())
    const rows = await rowsOf(bytes)
    expect(rows).toHaveLength(MANY + 1)
    expect(rows.at(-1)?.cells).toEqual([
      textCell(`=1+${MANY - 1}`),
      { kind: 'number', text: String((MANY - 1) / 7) },
    ])
    const markup = await markupOf(sourceOf(bytes), 'xl/worksheets/sheet1.xml')
    expect(markup).not.toMatch(/<f[ >]/)
    const style = Number(/<c r="B2" s="(\d+)">/.exec(markup)?.[1])
    expect(await formatOf(sourceOf(bytes), style)).toBe('#,##0.00')
  })

  it('is made no faster than it is read, and lets others go first', async () => {
    const slow = Array.from({ length: 2 * navigator.hardwareConcurrency }, () => {
      const made = { rows: 0, ended: false }
      return { made, reader: book(people(10 * MANY, made)).getReader() }
    })
    for (const { made, reader } of slow) while (made.rows === 0) await reader.read()
    const whole = await new Response(book(people(3))).arrayBuffer()
    expect(await rowsOf(new Uint8Array(whole))).toHaveLength(4)
    for (const { made, reader } of slow) {
      expect(made.rows).toBeLessThan(2 * MANY)
      await reader.cancel()
      await expect.poll(() => made.ended).toBe(true)
    }
  })

  it('breaks off where its rows do', async () => {
    async function* broken(): AsyncGenerator<Cells> {
      yield* people(3)
      throw new Error('the storage does not answer')
    }
    await expect(new Response(book(broken())).arrayBuffer()).rejects.toThrow('the storage does not answer')
  })
})

describe('results beside the rows of the original', () => {
  const results = new Map([
    [4, { outcome: 'done' as const, reason: '' }],
    [19, { outcome: 'failed' as const, reason: '=1+1' }],
  ])
  const original = rosterFile('enrolment-messy.xlsx')

  it('leave every other cell, sheet and look as it was', async () => {
    const bytes = await besideOriginal(sourceOf(original), 1, 3, results)
    const [before, after] = [await rowsOf(original, 1), await rowsOf(bytes, 1)]
    expect(after.map(({ row, hidden }) => [row, hidden])).toEqual(
      before.map(({ row, hidden }) => [row, hidden]),
    )
    for (const [place, { row, cells }] of after.entries()) {
      const plain = (cell: Cell | undefined) => cell && { kind: cell.kind, text: cell.text }
      expect(Array.from({ length: 11 }, (_, at) => plain(cells[at]))).toEqual(
        Array.from({ length: 11 }, (_, at) => plain(before[place]?.cells[at])),
      )
      const told = cells.slice(11).map((cell) => cell?.text)
      const expected: Record<number, string[]> = {
        3: [...RESULT_HEADERS],
        4: ['办理成功'],
        19: ['没有办成', '=1+1'],
      }
      expect(told.filter(Boolean), `row ${row}`).toEqual(expected[row] ?? [])
    }
    const [one, other] = [await partsOf(sourceOf(original)), await partsOf(sourceOf(bytes))]
    expect([...other.keys()]).toEqual([...one.keys()])
    for (const [name, { crc32 }] of one)
      if (!/sheet\d|content_types|workbook.xml.rels/.test(name))
        expect(other.get(name)?.crc32, name).toBe(crc32)
    for (const sheet of [1, 2])
      expect(await markupOf(sourceOf(bytes), `xl/worksheets/sheet${sheet}.xml`)).not.toMatch(/<f[ >/]/)
  })

  it('stand at the end of the lines of a text file, blank ones and guards in place', async () => {
    const lines = ['姓名,证件号码', '', '"徐,建",=1+1', '高涛,"说""好"""', '']
    const bytes = await besideOriginal(
      sourceOf(new TextEncoder().encode(lines.join('\n'))),
      0,
      1,
      new Map([[4, { outcome: 'failed', reason: '原因。' }]]),
    )
    expect(new TextDecoder().decode(bytes).split('\r\n')).toEqual([
      ...['姓名,证件号码,处理结果,失败原因', '', '"徐,建","\'=1+1"', '高涛,"说""好""",没有办成,原因。', ''],
    ])
  })
})
