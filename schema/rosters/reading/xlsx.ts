/** A workbook as Office Open XML has it (ECMA-376), read from whatever holds its bytes. */
import { Unreadable } from './faults.ts'
import { MOST_SHEET_CHARACTERS, TOP_CHARACTERS } from './limits.ts'
import { Meter } from './meter.ts'
import type { Book, RawRow } from './raw.ts'
import { type Meaning, SheetRows } from './sheet.ts'
import type { Source } from './source.ts'
import { SharedStrings, Styles } from './strings.ts'
import { type SheetPart, type Workbook, workbookOf } from './workbook.ts'
import { readXml, XmlReader } from './xml.ts'
import { partsOf, textOf } from './zip.ts'

export async function openXlsx(source: Source): Promise<Book> {
  const workbook = await workbookOf(await partsOf(source))
  let meaning: Promise<Meaning> | undefined
  const known = () => {
    meaning ??= meaningOf(workbook)
    return meaning
  }
  return {
    format: 'xlsx',
    sheets: workbook.sheets.map(({ name, hidden }) => ({ name, hidden })),
    async *rows(sheet, search) {
      const wanted = workbook.sheets[sheet]
      if (!wanted) throw new Unreadable('file.no_sheet')
      yield* rowsOf(wanted, await known(), search)
    },
  }
}

async function meaningOf({ strings, styles, from1904 }: Workbook): Promise<Meaning> {
  const texts = new SharedStrings()
  const formats = new Styles()
  if (strings) await readXml(textOf(strings), texts)
  if (styles) await readXml(textOf(styles), formats)
  return { strings: texts.texts, isDay: formats.isDay, from1904 }
}

async function* rowsOf({ part }: SheetPart, meaning: Meaning, search?: Meter): AsyncGenerator<RawRow> {
  const sheet = new SheetRows(meaning)
  const reader = new XmlReader(sheet)
  for await (const chunk of textOf(part, search ?? new Meter(MOST_SHEET_CHARACTERS))) {
    reader.write(chunk)
    const { ready } = sheet
    sheet.ready = []
    yield* ready
    if (search && reader.position > TOP_CHARACTERS) return
  }
  reader.end()
  if (!sheet.isSheet) throw new Unreadable('file.damaged')
}
