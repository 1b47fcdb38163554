/** The certificate on paper: head, table with its header on every page, notes, stamp, QR code, page numbers. */
import { encode } from 'uqr'
import { type Run, runInWords } from '../../../schema/fields/certificate.ts'
import { INSURANCES, type InsuranceCode } from '../../../schema/fields/insurance.ts'
import { longDay, longTime } from '../../lib/short-time.ts'
import { grouped, type Insured, type Said } from '../rules.ts'
import { Canvas, HEIGHT, WIDTH } from './canvas.ts'
import { Pdf, type Reference, textString } from './document.ts'
import type { Font } from './font.ts'
import { drawSeal, drawTestStamp, embedSeal, type Seal } from './stamp.ts'
import { Typeface } from './typeface.ts'

const LEFT = 48
const RIGHT = WIDTH - LEFT
const TITLE = '单位人员参保证明'
/** Where the table begins: below the head on the first page, near the top on the others. */
const FIRST = HEIGHT - 236
const NEXT = HEIGHT - 60
/** What lies below is the page's foot; on the last page notes and stamp need more of it. */
const BOTTOM = 70
const LAST_BOTTOM = 208
const HEADER = 22
const LINE = 12.5
const AIR = 8.5
/** 30 mm: a module is half a millimetre, which any camera reads. */
const QR = 85

const COLUMNS = [
  { label: '序号', x: LEFT, width: 40 },
  { label: '姓名', x: LEFT + 40, width: 104 },
  { label: '社会保障号', x: LEFT + 144, width: 132 },
  { label: '缴费起止年月', x: LEFT + 276, width: 143 },
  { label: '缴费月数', x: LEFT + 419, width: RIGHT - LEFT - 419 },
] as const

const NOTES = [
  '1. 本证明反映打印时的参保缴费情况，打印以后的变化以社会保险经办机构的记录为准。',
  '2. 缴费月数只计算所选险种都已缴费的月份，申报补缴的月份结算以后计入。',
]

/** A person, or as much of one as a page has room for. */
interface Row {
  person: Insured
  place: number
  runs: readonly Run[]
  /** Begun on the page before. */
  goesOn: boolean
}

const heightOf = (lines: number) => AIR + LINE * Math.max(1, lines)
const linesIn = (room: number) => Math.floor((room - AIR) / LINE)

/**
 * Rows on pages: a person stays together where a page is enough for them. The last page keeps room for notes and stamp, on
 * one of their own if need be.
 */
function paged(persons: readonly Insured[]): Row[][] {
  let rows: Row[] = []
  const pages = [rows]
  let room = FIRST - HEADER - BOTTOM
  const put = (row: Row) => {
    if (heightOf(row.runs.length) > room && rows.length > 0) {
      rows = []
      pages.push(rows)
      room = NEXT - HEADER - BOTTOM
    }
    const runs = row.runs.slice(0, Math.max(1, linesIn(room)))
    rows.push({ ...row, runs })
    room -= heightOf(runs.length)
    const left = row.runs.slice(runs.length)
    if (left.length > 0) put({ ...row, runs: left, goesOn: true })
  }
  for (const [index, person] of persons.entries())
    put({ person, place: index + 1, runs: person.runs, goesOn: false })
  if (room < LAST_BOTTOM - BOTTOM) pages.push([])
  return pages
}

function drawHead(canvas: Canvas, said: Said, address: string): void {
  const insurances = said.insurances.map((code) => INSURANCES[code as InsuranceCode]).join('、')
  canvas.text(`证明编号 ${grouped(said.number)}`, LEFT, HEIGHT - 48, { size: 9 })
  canvas.text(TITLE, WIDTH / 2, HEIGHT - 92, { size: 20, align: 'centre', bold: true })
  canvas.modules(encode(address, { ecc: 'M', border: 4 }).data, RIGHT - QR + 8, HEIGHT - 26 - QR, QR)
  canvas.text('扫码验证', RIGHT - QR / 2 + 8, HEIGHT - 34 - QR, { size: 8, align: 'centre' })
  const facts = [
    ['单位名称', said.unitName],
    ['统一社会信用代码', said.creditCode],
    ['参保地', said.place],
    ['证明时段', `${said.from} 至 ${said.to}`],
    ['险种', insurances],
    ['人数', `${said.persons.length} 人`],
  ] as const
  for (const [n, [name, value]] of facts.entries()) {
    const y = HEIGHT - 132 - n * 17
    canvas.text(`${name}：`, LEFT, y, { size: 10.5 })
    // Beside the QR code the first lines are shorter.
    canvas.text(value, LEFT + 100, y, { size: 10.5, within: RIGHT - LEFT - 100 })
  }
}

function drawHeader(canvas: Canvas, top: number): void {
  canvas.box(LEFT, top - HEADER, RIGHT - LEFT, HEADER, 0.93)
  canvas.line(LEFT, top, RIGHT, top)
  canvas.line(LEFT, top - HEADER, RIGHT, top - HEADER)
  for (const { label, x, width } of COLUMNS)
    canvas.text(label, x + width / 2, top - 15, { size: 9.5, align: 'centre', bold: true })
}

/** Gives where the table ends. */
function drawRows(canvas: Canvas, rows: readonly Row[], top: number): number {
  let y = top
  for (const { person, place: number, runs, goesOn } of rows) {
    const name = goesOn ? `${person.name}（续）` : person.name
    const months = goesOn ? '见上页' : String(person.months)
    const cells = [[String(number)], [name], [person.number], runs.map(runInWords), [months]]
    for (const [column, lines] of cells.entries()) {
      const place = COLUMNS[column]
      for (const [line, words] of lines.entries())
        if (place)
          canvas.text(words, place.x + place.width / 2, y - 14.5 - line * LINE, {
            ...{ size: 9.5, align: 'centre', within: place.width - 8 },
          })
    }
    y -= heightOf(runs.length)
    canvas.line(LEFT, y, RIGHT, y, 0.3)
  }
  for (const { x } of COLUMNS) canvas.line(x, top + HEADER, x, y, 0.3)
  canvas.line(RIGHT, top + HEADER, RIGHT, y, 0.3)
  return y
}

function drawEnd(canvas: Canvas, said: Said, y: number, seal: Seal | undefined): void {
  const until = longDay.format(Date.parse(said.expiresAt) - 1)
  const last = `3. 扫描右上角的二维码，或用证明编号在网办大厅「证明验证」查验；${until}以前可以反复验证。`
  const sealed = seal ? '4. 本证明加盖电子印章。' : '4. 本证明盖的是测试章，仅供演示，没有法律效力。'
  for (const [n, note] of [...NOTES, last, sealed].entries())
    canvas.text(note, LEFT, y - 20 - n * 14, { size: 8.5, within: 355 })
  canvas.text(`打印时间：${longTime.format(Date.parse(said.issuedAt))}`, LEFT, y - 92, { size: 10 })
  if (seal) drawSeal(canvas, seal, RIGHT - 80, y - 84)
  else drawTestStamp(canvas, RIGHT - 80, y - 84)
}

interface Printed {
  said: Said
  digest: string
  /** What the QR code holds. */
  address: string
  font: Font
  seal?: Seal | undefined
}

/** The whole PDF. */
export async function printCertificate({ said, digest, address, font, seal }: Printed) {
  const [pdf, face] = [new Pdf(), new Typeface(font)]
  const pages = paged(said.persons)
  const [tree, resources] = [pdf.reserve(), pdf.reserve()]
  const kids: Reference[] = []
  for (const [n, page] of pages.entries()) {
    const canvas = new Canvas(face)
    if (n === 0) drawHead(canvas, said, address)
    const top = n === 0 ? FIRST : NEXT
    if (page.length > 0) drawHeader(canvas, top)
    const end = page.length > 0 ? drawRows(canvas, page, top - HEADER) : top
    if (n === pages.length - 1) drawEnd(canvas, said, end, seal)
    canvas.text(`第 ${n + 1} 页，共 ${pages.length} 页`, RIGHT, 40, { size: 8.5, align: 'right' })
    canvas.text(`证明编号 ${said.number}　摘要 ${digest}`, LEFT, 40, { size: 7, within: 380 })
    const contents = await pdf.stream(canvas.content)
    kids.push(pdf.add(`<</Type/Page/Parent ${tree}/Contents ${contents}>>`))
  }
  const box = `/MediaBox[0 0 ${WIDTH} ${HEIGHT}]/Resources ${resources}`
  pdf.add(`<</Type/Pages/Count ${kids.length}/Kids[${kids.join(' ')}]${box}>>`, tree)
  const picture = seal ? `/XObject<</Seal ${await embedSeal(pdf, seal)}>>` : ''
  const multiply = '/ExtGState<</M<</BM/Multiply>>>>'
  pdf.add(`<</Font<</F ${await face.embed(pdf)}>>${multiply}${picture}>>`, resources)
  const root = pdf.add(
    `<</Type/Catalog/Pages ${tree}/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>>>`,
  )
  return pdf.end(root, pdf.add(`<</Title ${textString(`${TITLE}（${said.unitName}）`)}>>`))
}
