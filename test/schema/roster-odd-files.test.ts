import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textCell } from '../../schema/rosters/cell.ts'
import { Records } from '../../schema/rosters/reading/csv.ts'
import { judged } from '../../schema/rosters/reading/judge.ts'
import { openBook } from '../../schema/rosters/reading/open.ts'
import type { RawRow } from '../../schema/rosters/reading/raw.ts'
import { openRoster, type RosterWishes } from '../../schema/rosters/reading/roster.ts'
import { columnOf } from '../../schema/rosters/reading/sheet.ts'
import { sourceOf } from '../../schema/rosters/reading/source.ts'
import { showsDay } from '../../schema/rosters/reading/strings.ts'
import { columnName } from '../../schema/rosters/writing/markup.ts'
import {
  HEAD,
  inline,
  MAIN,
  RELATIONS,
  relations,
  sheetOf,
  TWO_ROWS,
  workbookOf,
} from '../support/odd-workbooks.ts'
import { all, FILED_ON, outcomeOf } from '../support/roster-files.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const cellsOf = async (bytes: Uint8Array) =>
  (await all((await openBook(sourceOf(bytes))).rows(0))).map(({ cells }) => Array.from(cells, (cell) => cell))
const roster = (bytes: Uint8Array, wishes?: RosterWishes) => openRoster(sourceOf(bytes), wishes)
const outcomes = async (bytes: Uint8Array, wishes?: RosterWishes) =>
  (await all(judged(await roster(bytes, wishes), FILED_ON))).map((row) => `${row.row} ${outcomeOf(row)}`)
const row = (...texts: string[]) =>
  `<row>${texts.map((text) => (text === '' ? '<c/>' : inline(text))).join('')}</row>`
const person = ['徐建', '居民身份证', '11010519491231002X', '个人解除合同', '2026-11-10']
const headers = ['姓名', '证件类型', '证件号码', '变更原因', '停保时间']

describe('the XML of a sheet', () => {
  it('may have prefixes, remarks, quotes of either kind and no places', async () => {
    const sheet = `<?xml version='1.0'?><!-- made by hand --><x:worksheet xmlns:x="${MAIN}"><x:sheetData>
      <x:row r='2' spans="1:3"><x:c t='inlineStr'><x:is><x:t>甲 &amp; &#20057;&#x4E19;</x:t></x:is></x:c><x:c/><x:c t="str"><x:f>A1&gt;"a>b"</x:f><x:v><![CDATA[<丁>]]></x:v></x:c></x:row>
      <x:row><x:c r="B3"><x:v> 7 </x:v></x:c></x:row></x:sheetData></x:worksheet>`
    expect(await cellsOf(await workbookOf(sheet))).toEqual([
      [textCell('甲 & 乙丙'), undefined, { kind: 'text', text: '<丁>', formula: true }],
      [undefined, { kind: 'number', text: '7' }],
    ])
  })

  it('has texts in runs and how they are spoken, days as days, and truth', async () => {
    const strings = `<sst xmlns="${MAIN}"><si><r><rPr><b/></rPr><t>徐</t></r><r><t xml:space="preserve">建 </t></r><rPh sb="0" eb="1"><t>xu</t></rPh></si></sst>`
    const sheet = sheetOf(
      '<row><c t="s"><v>0</v></c><c t="d"><v>2026-10-01T00:00:00</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="s"><v>9</v></c></row>',
    )
    const [cells] = await cellsOf(await workbookOf(sheet, { 'xl/sharedStrings.xml': strings }))
    expect(cells).toEqual([
      ...[textCell('徐建 '), { kind: 'day', text: '2026-10-01' }, { kind: 'truth', text: 'TRUE' }],
      { kind: 'error', text: '#N/A' },
    ])
  })

  it('counts days from 1900 or 1904, by the formats of cells', async () => {
    const styles = `<styleSheet xmlns="${MAIN}"><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>`
    const sheet = sheetOf(
      `<row>${[0, 1, 2].map((style) => `<c s="${style}"><v>44804.5</v></c>`).join('')}</row>`,
    )
    const book = `${HEAD}<workbook xmlns="${MAIN}" xmlns:q="${RELATIONS}"><workbookPr date1904="1"/><sheets><sheet q:id="rId1" name="a&gt;b" sheetId="1" state="hidden"/></sheets></workbook>`
    const parts = { 'xl/styles.xml': styles, 'xl/workbook.xml': book }
    const bytes = await workbookOf(sheet, parts)
    expect((await openBook(sourceOf(bytes))).sheets).toEqual([{ name: 'a>b', hidden: true }])
    const day = { kind: 'day', text: '2026-09-01' }
    const bare = { kind: 'number', text: '44804.5', from1904: true }
    expect(await cellsOf(bytes)).toEqual([[bare, day, day]])
  })

  it('means the same day by a bare number, and gives it back as that, wherever days count from', async () => {
    const row = `<row>${person.slice(0, 4).map(inline).join('')}`
    for (const [from1904, serial] of [
      [0, 46_336],
      [1, 44_874],
      [1, 20_261_110],
    ] as const) {
      const book = `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr date1904="${from1904}"/><sheets><sheet r:id="rId1" name="表" sheetId="1"/></sheets></workbook>`
      const sheet = sheetOf(`${TWO_ROWS[0]}${row}<c><v>${serial}</v></c></row>`)
      const opened = await roster(await workbookOf(sheet, { 'xl/workbook.xml': book }))
      const [{ raw, check } = {}] = await all(judged(opened, FILED_ON))
      expect(check?.value).toMatchObject({ stopDay: '2026-11-10' })
      const isSerial = serial < 100_000
      expect(check?.repairs.map(({ before, code }) => [before, code])).toEqual(
        isSerial ? [[String(serial), 'repair.serial']] : [],
      )
      expect(raw?.[4]).toMatchObject({ kind: 'number', text: isSerial ? '46336' : '20261110' })
    }
  })

  it('is found however its place is written', async () => {
    for (const target of [
      '/xl/worksheets/sheet1.xml',
      'worksheets\\sheet1.xml',
      './Worksheets/Sheet1.xml',
      '../xl/worksheets/sheet1.xml',
    ]) {
      const parts = { 'xl/_rels/workbook.xml.rels': relations(['worksheet', target]) }
      expect(await outcomes(await workbookOf(sheetOf(TWO_ROWS.join('')), parts)), target).toEqual(['2 valid'])
    }
  })

  it('marks its days in many ways', () => {
    const days = [
      'yyyy-mm-dd',
      'm/d/yy h:mm',
      '[$-804]yyyy"年"m"月"',
      'd\\-mmm',
      'mmm',
      'e"年"',
      '[Red]dd/mm/yyyy;@',
      '_(yyyy/m/d_)',
    ]
    const others = [
      'General',
      '0.00',
      '#,##0',
      '0.00E+00',
      'h:mm',
      'mm:ss.0',
      '[h]:mm',
      '[mm]:ss',
      '@',
      '"day" 0',
      '\\d0',
      '¥#,##0.00',
      '[Red]0',
    ]
    expect(days.filter((format) => !showsDay(format))).toEqual([])
    expect(others.filter(showsDay)).toEqual([])
  })

  it('names columns by letters', () => {
    fc.assert(
      fc.property(fc.nat(16_383), (place) => {
        expect(columnOf(`${columnName(place)}12`)).toBe(place)
      }),
    )
    expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
  })
})

describe('a table', () => {
  it('may have headers in two rows, of which the upper are merged', async () => {
    const rows = [
      row('花名册'),
      row('姓名', '证件', '', '停保', ''),
      row('', '类型', '号码', '原因', '时间'),
      row(...person),
    ]
    const bytes = await workbookOf(sheetOf(rows.join('')))
    expect((await roster(bytes)).mapping).toEqual({
      name: 0,
      documentType: 1,
      documentNumber: 2,
      reason: 3,
      stopDay: 4,
    })
    expect(await outcomes(bytes)).toEqual(['4 valid'])
  })

  it('may say its headers again, sum up, and have remarks below', async () => {
    const rows = [
      ...[
        row(...headers),
        row(...person),
        row(...headers),
        row('小计：', '1 人'),
        row('', '合 计', '', '', '1'),
      ],
      ...[row('制表人：王芳', '', '审核：李明'), row('备注：以上人员均已确认'), '<row/>', row(' ', '\u3000')],
    ]
    expect(await outcomes(await workbookOf(sheetOf(rows.join(''))))).toEqual([
      ...['2 valid', '3 header', '4 total', '5 total', '6 note', '7 note', '9 blank'],
    ])
  })

  it('takes nobody for a sum who has a number, whatever the name', async () => {
    const rows = [row(...headers), row('合计', ...person.slice(1))]
    expect(await outcomes(await workbookOf(sheetOf(rows.join(''))))).toEqual(['2 valid'])
  })

  it('points out rows that are hidden or have no height', async () => {
    const hide = (how: string, at: number) => row(...person).replace('<row', `<row r="${at}" ${how}`)
    const rows = [row(...headers), hide('hidden="1"', 2), hide('ht="0" customHeight="1"', 3), row(...person)]
    expect(await outcomes(await workbookOf(sheetOf(rows.join(''))))).toEqual([
      '2 hidden',
      '3 hidden',
      '4 valid',
    ])
  })

  it('may lack the types of documents, and remembers what a person chose', async () => {
    const rows = [row('谁', '身份证号', '为何', '何时'), row(person[0] ?? '', ...person.slice(2))]
    const bytes = await workbookOf(sheetOf(rows.join('')))
    await expect(roster(bytes)).rejects.toThrow('file.no_header')
    const remembered = { termination: { 谁: 'name', 为何: 'reason', 何时: 'stopDay' } }
    const { missing } = await roster(bytes, { remembered, template: 'termination' })
    expect(missing).toEqual([])
    expect(await outcomes(bytes, { remembered, template: 'termination' })).toEqual(['2 repairable'])
  })

  it('knows what it lacks', async () => {
    const bytes = await workbookOf(
      sheetOf(row('姓名', '身份证号', '备注') + row('徐建', '11010519491231002X', '无')),
    )
    expect((await roster(bytes, { template: 'termination' })).missing).toEqual(['reason', 'stopDay'])
  })
})

const TABLE = `${headers.join()}\r\n${person.join()}\n"徐\n建",01,"=""440524188001010014""",6305,'2026-11-10\n`

describe('a table as text', () => {
  const utf16 = (text: string, little: boolean) =>
    Uint8Array.from(
      [...text]
        .flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8])
        .flatMap((_, at, all) => [all[little ? at : at ^ 1] ?? 0]),
    )

  it.each([
    ['UTF-8', utf8(TABLE)],
    ['UTF-8 with its mark', utf8(`\ufeff${TABLE}`)],
    ['UTF-16', utf16(`\ufeff${TABLE}`, true)],
    ['UTF-16, the other way', utf16(`\ufeff${TABLE}`, false)],
    ['UTF-16 without a mark', utf16(TABLE, true)],
    ['tabs', utf8(TABLE.replace(/,/g, '\t'))],
    ['semicolons', utf8(TABLE.replace(/,/g, ';'))],
  ])('is read in %s', async (_what, bytes) => {
    expect(await outcomes(bytes)).toEqual(['2 valid', '3 repairable'])
  })

  it('of renewals needs neither wages nor what people are insured as, which new contracts need', async () => {
    const texts = ['徐建', '居民身份证', '11010519491231002X', '13800138000', '续签', '固定期限']
    const more = ['2026-10-01', '2029-09-30', '普通员工']
    const known = ['姓名', '证件类型', '证件号码', '移动电话', '合同增加原因', '合同类别']
    const table = (reason: string) =>
      utf8(
        [
          [...known, '劳动合同开始日期', '劳动合同终止日期', '岗位工种'],
          [...texts.with(4, reason), ...more],
        ].join('\n'),
      )
    expect((await roster(table('续签'))).missing).toEqual([])
    const problemsOf = async (reason: string) =>
      (await all(judged(await roster(table(reason)), FILED_ON))).map(({ check }) =>
        check?.problems.map(({ code }) => code),
      )
    expect(await problemsOf('续签')).toEqual([[]])
    expect(await problemsOf('新签')).toEqual([['insured_as.required', 'wage.required']])
  })

  it('is cut into the same cells wherever its chunks end', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '徐', ',', '"', '\n', '\r', ' '), maxLength: 6 })
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 }),
        fc.array(fc.nat(60)),
        (table, cuts) => {
          const text = table.map((cells) => `${cells.map(quoted).join()}\r\n`).join('')
          const records = new Records({ delimiter: ',', newline: '\n' })
          let at = 0
          const rows: RawRow[] = []
          for (const cut of cuts.sort((a, b) => a - b)) {
            rows.push(...records.write(text.slice(at, Math.max(at, cut))))
            at = Math.max(at, cut)
          }
          rows.push(...records.write(text.slice(at), true))
          // A return at the very end of a line is the line's own.
          const kept = (text: string | undefined, last: boolean) =>
            text?.trim() ? (last ? text.replace(/\r$/, '') : text) : undefined
          const read = rows.map(({ row, cells }) => [
            row,
            Array.from({ length: 4 }, (_, place) => cells[place]?.text),
          ])
          const meant = table.map((cells, place) => [
            place + 1,
            Array.from({ length: 4 }, (_, at) => kept(cells[at], at === cells.length - 1)),
          ])
          expect(read).toEqual(meant.filter(([, cells]) => (cells as unknown[]).some(Boolean)))
        },
      ),
    )
  })
})
