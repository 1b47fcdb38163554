import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FileFault, fileCopy, fileMessage, Unreadable } from '../../schema/rosters/reading/faults.ts'
import { MOST_ROWS_ABOVE } from '../../schema/rosters/reading/head.ts'
import { judged } from '../../schema/rosters/reading/judge.ts'
import { openRoster } from '../../schema/rosters/reading/roster.ts'
import { sourceOf } from '../../schema/rosters/reading/source.ts'
import { ZipWriter } from '../../schema/rosters/writing/zip.ts'
import {
  bareSheet,
  counted,
  inline,
  longSheet,
  manySheets,
  openCell,
  relations,
  sheetOf,
  TWO_ROWS,
  workbookOf,
} from '../support/odd-workbooks.ts'
import { FILED_ON, rosterFile } from '../support/roster-files.ts'

/** How many people can be filed, or why the file is refused; anything else that is thrown breaks the test. */
async function outcomeOf(bytes: Uint8Array): Promise<number | FileFault> {
  try {
    let people = 0
    for await (const { check } of judged(await openRoster(sourceOf(bytes)), FILED_ON))
      if (check?.value) people++
    return people
  } catch (error) {
    if (error instanceof Unreadable) return error.fault
    throw error
  }
}

const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
const utf8 = (text: string) => new TextEncoder().encode(text)
const wide = (text: string) => [...text].map((letter) => `${letter}\0`).join('')
const zipOf = async (parts: Record<string, string>) => {
  const zip = new ZipWriter()
  for (const [name, text] of Object.entries(parts)) await zip.add(name, text)
  return zip.finish()
}
const compound = (name: string) =>
  latin(`\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${'\0'.repeat(600)}${wide(name)}${'\0'.repeat(600)}`)
const people = (from: number, to: number) =>
  counted(
    from,
    to,
    (row) => `<row r="${row}">${inline('徐建')}${inline('01')}${inline('11010519491231002X')}</row>`,
  )

const FAULTS: [what: string, fault: FileFault, make: () => Promise<Uint8Array> | Uint8Array][] = [
  ['nothing', 'file.empty', () => new Uint8Array()],
  ['a zip of nothing', 'file.empty', () => new ZipWriter().finish()],
  ['a PDF', 'file.not_spreadsheet', () => latin('%PDF-1.7\n%\xe2\xe3')],
  ['a picture', 'file.not_spreadsheet', () => latin('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')],
  [
    'noise',
    'file.not_spreadsheet',
    () => Uint8Array.from({ length: 5_000 }, (_, at) => (at * 7919 + (at >> 3)) % 256),
  ],
  [
    'a page under another name',
    'file.web_page',
    () => utf8('\n<html><table><tr><td>姓名</td></tr></table></html>'),
  ],
  ['a sheet as XML of 2003', 'file.other_format', () => utf8('<?xml version="1.0"?><Workbook/>')],
  ['an old workbook', 'file.old_format', () => compound('Workbook')],
  ['a workbook behind a password', 'file.encrypted', () => compound('EncryptedPackage')],
  ['some other compound file', 'file.not_spreadsheet', () => compound('WordDocument')],
  [
    'a letter',
    'file.not_spreadsheet',
    () => zipOf({ 'word/document.xml': '<document/>', '_rels/.rels': '<a/>' }),
  ],
  [
    'an open document',
    'file.other_format',
    () => zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }),
  ],
  ['macros', 'file.macros', () => workbookOf(sheetOf(TWO_ROWS.join('')), { 'xl/vbaProject.bin': 'x' })],
  [
    'macros under another name',
    'file.macros',
    () =>
      workbookOf(sheetOf(TWO_ROWS.join('')), {
        'xl/_rels/workbook.xml.rels': relations(
          ['worksheet', 'worksheets/sheet1.xml'],
          ['xlMacrosheet', 'worksheets/sheet2.xml'],
        ),
      }),
  ],
  ['no sheet', 'file.no_sheet', () => workbookOf('', { 'xl/_rels/workbook.xml.rels': '<Relationships/>' })],
  [
    'no headers',
    'file.no_header',
    () => workbookOf(sheetOf(`<row r="1">${inline('徐建')}${inline('13800138000')}</row>`)),
  ],
  ['a text without a table', 'file.no_header', () => utf8('徐建\n高涛\n')],
  ['a sheet that is none', 'file.damaged', () => workbookOf('<worksheetx/>')],
  ['a sheet that stops', 'file.truncated', () => workbookOf(sheetOf(TWO_ROWS.join('')).slice(0, -30))],
  ['rows that go back', 'file.damaged', () => workbookOf(sheetOf(`${TWO_ROWS.join('')}<row r="1"/>`))],
  [
    '300 columns',
    'file.too_many_columns',
    () => workbookOf(sheetOf(`${TWO_ROWS.join('')}<row r="3">${inline('x').repeat(300)}</row>`)),
  ],
  ['300 columns of text', 'file.too_many_columns', () => utf8(`姓名,证件号码${',列'.repeat(298)}\n`)],
  ['50,001 people', 'file.too_many_rows', () => workbookOf(longSheet(people(3, 50_002)))],
  [
    'entities that grow',
    'file.entities',
    () => workbookOf(`<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>${sheetOf('')}`),
  ],
  [
    'entities among the texts',
    'file.entities',
    () => workbookOf(sheetOf(''), { 'xl/sharedStrings.xml': '<!DOCTYPE x [<!ENTITY a "a">]><sst/>' }),
  ],
  ['a quote that is never closed', 'file.broken_csv', () => utf8('姓名,证件号码\n"徐建,1\n高涛,2\n')],
  [
    'a quote that swallows the rest',
    'file.broken_csv',
    () => utf8(`姓名,证件号码\n"${'徐建,1\n'.repeat(400_000)}`),
  ],
  [
    'lines in two encodings',
    'file.mixed_encoding',
    () => new Uint8Array([...rosterFile('enrolment-gbk.csv'), ...utf8('51,徐建高涛,居民身份证\n')]),
  ],
  ['a zip bomb', 'file.bomb', () => workbookOf(longSheet(counted(1, 500, () => ' '.repeat(100_000))))],
  [
    'a zip bomb among the texts',
    'file.bomb',
    () =>
      workbookOf(sheetOf(''), {
        'xl/sharedStrings.xml': counted(0, 700, (at) =>
          at ? `<si><t>${'x'.repeat(100_000)}</t></si>` : '<sst>',
        ),
      }),
  ],
  [
    'a zip bomb in sheets, none of which is one by itself',
    'file.bomb',
    () => manySheets(3, () => bareSheet(480, () => '<row/>'.repeat(1_000))),
  ],
  [
    'more sheets to look through than anybody would',
    'file.bomb',
    () => manySheets(51, () => bareSheet(2_000, (at) => `<row ht="${at ** 7}" x="${'x'.repeat(2_100)}"/>`)),
  ],
  [
    'more in the other parts together than a workbook has',
    'file.bomb',
    () =>
      workbookOf(sheetOf(''), {
        'xl/styles.xml': bareSheet(80_000, (at) => `<xf a="${at ** 7}" b="${'x'.repeat(450)}"/>`),
        'xl/sharedStrings.xml': bareSheet(80_000, (at) => `<x a="${at ** 7}" b="${'x'.repeat(450)}"/>`),
      }),
  ],
  ['a cell of many runs', 'file.damaged', () => workbookOf(openCell('<is>', '<r><t>aaaaaaaa</t></r>'))],
  ['a value with tags in between', 'file.damaged', () => workbookOf(openCell('<v>', 'aaaaaaaa<x/>'))],
  [
    'a shared text of many runs',
    'file.damaged',
    () =>
      workbookOf(sheetOf(''), {
        'xl/sharedStrings.xml': bareSheet(1, () => `<si>${'<r><t>aaaaaaaa</t></r>'.repeat(60_000)}</si>`),
      }),
  ],
  [
    'more texts to share than people have',
    'file.bomb',
    () =>
      workbookOf(sheetOf(''), {
        'xl/sharedStrings.xml': bareSheet(40_000, (at) => `<si><t>${at ** 7}${'x'.repeat(850)}</t></si>`),
      }),
  ],
  [
    'more formats than a spreadsheet knows',
    'file.bomb',
    () =>
      workbookOf(sheetOf(''), {
        'xl/styles.xml': bareSheet(140_000, (at) => `<numFmt numFmtId="${at}" formatCode="0"/>`),
      }),
  ],
  [
    'more parts than a workbook has',
    'file.bomb',
    () => zipOf(Object.fromEntries(Array.from({ length: 2_001 }, (_, at) => [`${at}`, '']))),
  ],
  ['more than a file may weigh', 'file.too_large', () => new Uint8Array(21 * 1024 * 1024)],
]

describe('a file that cannot be read', () => {
  // Nobody waits for it: only what hangs meets the limit, whatever else the machine does.
  it.each(FAULTS)(
    'is told of by its fault: %s',
    async (_what, fault, make) => {
      expect(await outcomeOf(await make())).toBe(fault)
    },
    120_000,
  )

  it('is told of when a part of it is behind a password of the zip', async () => {
    const bytes = await workbookOf(sheetOf(TWO_ROWS.join('')))
    const view = new DataView(bytes.buffer)
    for (let at = 0; at < bytes.length - 4; at++)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint8(at + 8, view.getUint8(at + 8) | 1)
    expect(await outcomeOf(bytes)).toBe('file.encrypted')
  })

  it('is told of when a part is not where the table of contents says', async () => {
    const bytes = rosterFile('termination-clean.xlsx')
    const view = new DataView(bytes.buffer)
    for (let at = 0; at < bytes.length - 4; at++)
      if (view.getUint32(at, true) === 0x04034b50 && at > 0) view.setUint8(at, 0)
    expect(await outcomeOf(bytes)).toBe('file.damaged')
  })

  it('is not what a bucket that fails makes of a good one', async () => {
    const good = sourceOf(rosterFile('termination-clean.xlsx'))
    const table = good.size - 10
    const failing = {
      size: good.size,
      bytes: (from: number, to: number) =>
        to < table && to - from > 30 ? Promise.reject(new Error('the bucket')) : good.bytes(from, to),
    }
    await expect(openRoster(failing)).rejects.toThrow('the bucket')
  })

  it('is never more than refused: cut anywhere, changed anywhere', async () => {
    const whole = rosterFile('termination-clean.xlsx')
    for (const part of [0.01, 0.2, 0.5, 0.9, 0.99, 0.999])
      expect(['file.truncated', 'file.damaged']).toContain(
        await outcomeOf(whole.slice(0, whole.length * part)),
      )
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = whole.slice()
        bytes[at] = (bytes[at] ?? 0) ^ change
        const outcome = await outcomeOf(bytes)
        expect(typeof outcome === 'number' || outcome in fileCopy).toBe(true)
      }),
      { numRuns: 60 },
    )
  }, 120_000)

  it('is never more than refused: any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const outcome = await outcomeOf(bytes)
        expect(typeof outcome === 'number' || outcome in fileCopy).toBe(true)
      }),
    )
  }, 120_000)

  it.each(Object.entries(fileCopy))('has a plain Chinese sentence for %s', (fault, sentence) => {
    expect(fileMessage(fault as FileFault)).toBe(sentence)
    expect(sentence).toMatch(/^\p{Script=Han}.*。$/u)
    expect(sentence).not.toMatch(/[A-Za-z]{2}|[,;:!?()"']|参数|非法|错误|系统/)
  })
})

describe('a file that is odd and can be read', () => {
  it('has brackets wherever there is a header, and a format that never ends', async () => {
    const brackets = `<row>${'<c t="s"><v>0</v></c>'.repeat(250)}</row>`.repeat(MOST_ROWS_ABOVE)
    const bytes = await workbookOf(sheetOf(brackets), {
      'xl/sharedStrings.xml': `<sst><si><t>${'（'.repeat(32_000)}</t></si></sst>`,
      'xl/styles.xml': `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="${'['.repeat(900_000)}"/></numFmts></styleSheet>`,
    })
    expect(await outcomeOf(bytes)).toBe('file.no_header')
  }, 120_000)

  it('has five hundred sheets, of which the last is the roster', async () => {
    const sheet = sheetOf(`<row>${inline('甲')}</row>`)
    const bytes = await manySheets(500, (place) => (place < 500 ? sheet : sheetOf(TWO_ROWS.join(''))))
    expect(await outcomeOf(bytes)).toBe(1)
  }, 120_000)

  it('has a million rows that are formatted and empty', async () => {
    const empty = counted(3, 1_000_000, (row) => `<row r="${row}" ht="15"><c r="A${row}" s="1"/></row>`)
    expect(await outcomeOf(await workbookOf(longSheet(empty)))).toBe(1)
  }, 120_000)
})
