import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openBook } from '../../schema/rosters/reading/open.ts'
import { sourceOf } from '../../schema/rosters/reading/source.ts'
import { readXml } from '../../schema/rosters/reading/xml.ts'
import { partsOf, textOf } from '../../schema/rosters/reading/zip.ts'
import { besideOriginal } from '../../schema/rosters/writing/beside.ts'
import { unitByUnit } from '../../schema/rosters/writing/units.ts'
import { HEAD, inline, MAIN, RELATIONS, relations, workbookOf } from '../support/odd-workbooks.ts'
import { all } from '../support/roster-files.ts'

const RESULTS = new Map([[2, { outcome: 'failed' as const, reason: '原因。' }]])
const back = async (bytes: Uint8Array) => sourceOf(await besideOriginal(sourceOf(bytes), 0, 1, RESULTS))

/** Every part as text, by its comparable name. */
async function partsIn(bytes: Uint8Array): Promise<Record<string, string>> {
  const parts = await partsOf(await back(bytes))
  const texts = [...parts].map(async ([key, part]) => [key, (await all(textOf(part))).join('')] as const)
  return Object.fromEntries(await Promise.all(texts))
}

/** Names of the tags as a reader finds them, whatever they look like. */
async function tagsIn(text: string): Promise<string[]> {
  const names: string[] = []
  await readXml(
    (async function* () {
      yield text
    })(),
    { open: (name) => names.push(name), close() {} },
  )
  return names
}

const CALL = 'HYPERLINK("http://127.0.0.1/")'
const headers = `<row r="1">${inline('姓名')}${inline('证件号码')}</row>`
const rowOf = (cells: string) => `${headers}<row r="2">${inline('徐建')}${cells}</row>`
const sheetWith = (rows: string, foot = '') =>
  `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}"><dimension ref="A1:B2"/><sheetData>${rows}</sheetData>${foot}</worksheet>`

describe('a formula in the original', () => {
  it.each([
    ['plain', `<c r="B2"><f>${CALL}</f><v>7</v></c>`],
    ['in a section of characters', `<c r="B2"><f><![CDATA[${CALL}]]></f><v>7</v></c>`],
    ['behind a remark', `<c r="B2"><f><!-- </f> -->${CALL}</f><v>7</v></c>`],
    ['behind a word to a program', `<c r="B2"><f><?a </f>?>${CALL}</f><v>7</v></c>`],
    ['with a sign in an attribute', `<c r="B2"><f ref=">/>">${CALL}</f><v>7</v></c>`],
    ['in a cell with a sign in an attribute', `<c r="B2" x=">"><f\n>${CALL}</f\n><v>7</v></c>`],
    ['by number', `<c r="B2"><f>&#72;YPERLINK(&quot;http://127.0.0.1/&quot;)</f><v>7</v></c>`],
    ['with a prefix of its own', `<y:c xmlns:y="${MAIN}" r="B2"><y:f>${CALL}</y:f><y:v>7</y:v></y:c>`],
    [
      'behind a row in a remark',
      `<!-- <row r="9"><c> --><c r="B2"><f>${CALL}</f><v>7</v></c><!-- </row> -->`,
    ],
    ['that spreads', `<c r="B2" cm="1" vm="2"><f t="array" ref="B2:B3">${CALL}</f><v>7</v></c>`],
  ])('gives way to what it came to, however it is written: %s', async (_how, cell) => {
    const source = await back(await workbookOf(sheetWith(rowOf(cell))))
    const part = (await partsOf(source)).get('xl/worksheets/sheet1.xml')
    const text = part ? (await all(textOf(part))).join('') : ''
    expect((await tagsIn(text)).filter((name) => name === 'f')).toEqual([])
    expect(text).not.toMatch(/YPERLINK|\bcm=|dimension/)
    const [, row] = await all((await openBook(source)).rows(0))
    expect(row?.cells.map((cell) => cell?.text)).toEqual(['徐建', '7', '没有办成', '原因。'])
  })

  it('is not missed in rows that no result is for', async () => {
    const row = `<row r="3"><c r="A3"><f><![CDATA[${CALL}]]></f><v>3</v></c></row>`
    const parts = await partsIn(await workbookOf(sheetWith(rowOf(inline('1')) + row)))
    expect(parts['xl/worksheets/sheet1.xml']).toContain('<row r="3"><c r="A3"><v>3</v></c></row>')
  })

  it.each([
    ['itself', {}, true],
    ['from elsewhere', { 'xl/tables/_rels/table1.xml.rels': relations(['queryTable', 'q.xml']) }, false],
  ])('is not missed in a table that fills %s', async (_how, more, stays) => {
    const part = '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'
    const table = (formula: string) =>
      `${HEAD}<table xmlns="${MAIN}" id="1" name="t" ref="A1:B2"><tableColumns count="1"><tableColumn id="1" name="姓名">${formula}</tableColumn></tableColumns></table>`
    const parts = await partsIn(
      await workbookOf(sheetWith(rowOf(inline('1')), part), {
        'xl/worksheets/_rels/sheet1.xml.rels': relations(['table', '../tables/table1.xml']),
        'xl/tables/table1.xml': table(`<calculatedColumnFormula>${CALL}</calculatedColumnFormula>`),
        ...more,
      }),
    )
    expect(parts['xl/tables/table1.xml']).toBe(stays ? table('') : undefined)
    expect(parts['xl/worksheets/sheet1.xml']?.includes(part)).toBe(stays)
  })
})

const BOOK = (more: string, dialog = '') =>
  `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/>${dialog}</sheets>${more}</workbook>`

describe('what fetches or points out of the file', () => {
  it('is left out with whatever rests on it, and the rest stays as it is written', async () => {
    const away =
      '<Relationship Id="rId9" Type="x/hyperlink" Target="http://127.0.0.1/" TargetMode="External"/>'
    const list = (formula: string) =>
      `<dataValidations count="1"><dataValidation type="list" sqref="B2"><formula1>${formula}</formula1></dataValidation></dataValidations>`
    const look = (formula: string) =>
      `<conditionalFormatting sqref="B2"><cfRule type="expression" priority="1"><formula>${formula}</formula></cfRule></conditionalFormatting>`
    const foot = `${look('B2&gt;"a(b"')}${look('WEBSERVICE("http://127.0.0.1/")')}${list("'代码(新)'!$B$2:$B$9")}<hyperlinks><hyperlink ref="A2" r:id="rId9"/></hyperlinks><oleObjects><oleObject progId="x" link="[1]!y" r:id="rId2"/></oleObjects>`
    const parts = await partsIn(
      await workbookOf(sheetWith(rowOf(inline('1')), foot), {
        'xl/workbook.xml': BOOK(
          `<externalReferences><externalReference r:id="rId2"/></externalReferences><definedNames><definedName name="a">cmd|' /C calc'!A0</definedName><definedName name="b">'表'!$A$1</definedName><definedName name="c">[1]x!$A$1</definedName></definedNames>`,
          '<sheet name="框" sheetId="2" r:id="rId5"/>',
        ),
        'xl/_rels/workbook.xml.rels': relations(
          ...([
            ['worksheet', 'worksheets/sheet1.xml'],
            ['externalLink', 'externalLinks/externalLink1.xml'],
            ['connections', 'connections.xml'],
            ['theme', 'theme/theme1.xml'],
            ['dialogsheet', 'dialogs/sheet1.xml'],
          ] as [string, string][]),
        ),
        'xl/externalLinks/externalLink1.xml': `<externalLink xmlns="${MAIN}"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>`,
        'xl/connections.xml': `<connections xmlns="${MAIN}"/>`,
        'xl/theme/theme1.xml': '<theme/>',
        'xl/worksheets/_rels/sheet1.xml.rels': relations(
          ['theme', '../nothing.xml'],
          ['oleObject', '../embeddings/a.bin'],
        ).replace('</Rel', `${away}</Rel`),
        'xl/embeddings/a.bin': 'x',
        'xl/dialogs/sheet1.xml': '<dialogsheet/>',
        'docs/left.txt': 'x',
        '[Content_Types].xml': `<Types><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/connections.xml" ContentType="c"/><Override PartName="/xl/workbook.xml" ContentType="w"/></Types>`,
      }),
    )
    expect(Object.keys(parts).sort()).toEqual([
      ...['[content_types].xml', '_rels/.rels', 'xl/_rels/workbook.xml.rels', 'xl/theme/theme1.xml'],
      ...['xl/workbook.xml', 'xl/worksheets/_rels/sheet1.xml.rels', 'xl/worksheets/sheet1.xml'],
    ])
    expect(parts['xl/workbook.xml']).toBe(
      BOOK(`<definedNames><definedName name="b">'表'!$A$1</definedName></definedNames>`),
    )
    expect(parts['xl/_rels/workbook.xml.rels']).toBe(
      relations(['worksheet', 'worksheets/sheet1.xml'], ['', '']).replace(
        /<Relationship Id="rId2"[^>]*>/,
        `<Relationship Id="rId4" Type="${RELATIONS}/theme" Target="theme/theme1.xml"/>`,
      ),
    )
    expect(parts['[content_types].xml']).toBe(
      '<Types><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="w"/></Types>',
    )
    expect(parts['xl/worksheets/_rels/sheet1.xml.rels']).toBe(relations())
    expect(parts['xl/worksheets/sheet1.xml']?.split('</sheetData>')[1]).toBe(
      `${look('B2&gt;"a(b"')}${list("'代码(新)'!$B$2:$B$9")}</worksheet>`,
    )
  })
})

describe('XML that is gone through unit by unit', () => {
  it('comes out as it went in, wherever its pieces end', async () => {
    const text = `<?xml version="1.0"?>\r\n<!-- <a> -->\r\n<x:a xmlns:x='y'\r\n><x:b\r\n c='>' d="&lt;𠮷"/>\r\n<x:sheetData>\r\n<x:row r="1"><x:c>𠮷<![CDATA[</x:c>]]></x:c\r\n></x:row><row/>&#13;</x:sheetData ><x:e/>\r</x:a>\r\n`
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(text.length), { maxLength: 30 }), async (cuts) => {
        const ends = [...cuts.sort((one, other) => one - other), text.length]
        const pieces = async function* () {
          let at = 0
          for (const end of ends) {
            yield text.slice(at, end)
            at = end
          }
        }
        const units: string[] = []
        const out = await all(
          unitByUnit(pieces(), ({ markup }) => {
            units.push(markup)
            return markup
          }),
        )
        expect(out.join('')).toBe(text)
        expect(units).toHaveLength(4)
        expect(units[1]).toBe('<x:row r="1"><x:c>𠮷<![CDATA[</x:c>]]></x:c\r\n></x:row>')
      }),
    )
  })
})
