import { beforeAll, describe, expect, it } from 'vitest'
import { columnsOf } from '../../schema/rosters/columns.ts'
import { TEMPLATE_CODES, type TemplateCode } from '../../schema/rosters/names.ts'
import { openRoster } from '../../schema/rosters/reading/roster.ts'
import { sourceOf } from '../../schema/rosters/reading/source.ts'
import { registerUnit, signIn } from '../support/builders.ts'
import { persistently, type Visitor } from '../support/client.ts'
import { wordsOf } from '../support/html.ts'
import { insure } from '../support/insured.ts'
import { sheetOf, TWO_ROWS, workbookOf } from '../support/odd-workbooks.ts'
import { csvFor, csvOf, fileAll, handIn, handInHalf, people, rowOf, setPeriod } from '../support/rosters.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let visitor: Visitor
beforeAll(async () => {
  visitor = await signIn(world, await registerUnit(world))
  await setPeriod(world.hall, 'open')
})

const cookies = () => ({ cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ') })
const download = async (path: string) => {
  const reply = await fetch(world.hall.origin + path, { headers: cookies() })
  return { reply, bytes: new Uint8Array(await reply.arrayBuffer()) }
}
/** What a file says, row by row. */
async function textsIn(bytes: Uint8Array): Promise<string[][]> {
  const roster = await openRoster(sourceOf(bytes), { template: 'enrolment' })
  const rows: string[][] = [roster.headers.map((header) => header ?? '')]
  for await (const { raw } of roster.rows()) rows.push(Array.from(raw, (cell) => cell?.text ?? ''))
  return rows
}

const compound = (name: string) =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1_000), Buffer.from(name, 'utf16le')])
const sound = () => workbookOf(sheetOf(TWO_ROWS.join('')))

describe('a file that is no roster', () => {
  it('is told of in a sentence of its own, and nothing of it is filed', async () => {
    const whole = await sound()
    const [first = '', ...rest] = csvFor('enrolment', people(2)).toString().split('\r\n')
    const twice = [`${first},证件号码*`, ...rest.map((line) => (line ? `${line},1` : line))].join('\r\n')
    const bad: [string, string | Uint8Array][] = [
      ['file.not_spreadsheet', Buffer.from('%PDF-1.7 nothing')],
      ['file.web_page', '<!doctype html><table><tr><td>姓名</td></tr></table>'],
      ['file.encrypted', compound('EncryptedPackage')],
      ['file.old_format', compound('Workbook')],
      ['file.truncated', whole.subarray(0, whole.length - 200)],
      ['file.macros', await workbookOf(sheetOf(TWO_ROWS.join('')), { 'xl/vbaProject.bin': 'x' })],
      ['file.no_header', '一,二,三\r\n1,2,3\r\n'],
      ['file.columns_missing', '姓名,证件号码\r\n张三,11010519491231002X\r\n'],
      ['file.columns_doubled', twice],
      ['file.no_rows', csvOf('enrolment', [])],
    ]
    for (const [code, content] of bad) {
      const job = await fileAll(visitor, 'enrolment', content, '表.xlsx')
      expect(job, code).toMatchObject({ state: 'failed', rows: 0, done: 0, problem: { code } })
      expect(job.problem?.text, code).toMatch(/[\u4e00-\u9fff].*。$/)
      if (code === 'file.columns_missing')
        expect(job.problem?.text).toContain(
          '：移动电话、合同增加原因、合同类别、劳动合同开始日期、岗位工种。',
        )
      if (code === 'file.columns_doubled') expect(job.problem?.text).toContain('不止一列像是「证件号码」')
      expect(wordsOf((await visitor.get(`/center/rosters/${job.id}`)).text)).toContain(job.problem?.text)
    }
    expect(await world.hall.db.prepare('SELECT count(*) AS n FROM roster_chunk').first('n')).toBe(0)
  })

  it('is told apart from one of another template, and leads to handing in again', async () => {
    const who = people(1)
    const codes: Record<TemplateCode, string> = {
      ...{ enrolment: 'file.is_enrolment', termination: 'file.is_termination' },
      ...{ 'basic-data': 'file.is_basic_data', 'base-adjustment': 'file.is_base_adjustment' },
    }
    for (const of of TEMPLATE_CODES)
      for (const as of TEMPLATE_CODES.filter((code) => code !== of && code !== 'base-adjustment')) {
        const job = await fileAll(visitor, as, csvFor(of, who))
        expect([of, as, job.state, job.done, job.problem?.code]).toEqual([of, as, 'failed', 0, codes[of]])
        const { text } = await visitor.get(`/center/rosters/${job.id}`)
        for (const template of [as, of])
          expect(text).toContain(`href="/center/rosters/new?template=${template}"`)
      }
    // A list of all that a unit knows of its people is of both.
    const [row = {}] = who.map((one) => ({ ...rowOf.enrolment(one), ...rowOf.termination(one) }))
    const columns = [...columnsOf('enrolment'), ...columnsOf('termination').slice(4)]
    const content = [
      columns.map(({ header }) => header),
      columns.map(({ key }) => row[key as keyof typeof row] ?? ''),
    ]
    const job = await fileAll(visitor, 'termination', content.map((cells) => cells.join(',')).join('\r\n'))
    expect(job).toMatchObject({ state: 'done', rows: 1 })
  })

  it('is refused at once where that can be seen at once', async () => {
    expect((await handIn(visitor, 'enrolment', '')).json.reason).toBe('roster_empty')
    const post = (body: BodyInit, type: string) =>
      visitor.send<{ reason: string }>('/api/v1/rosters/enrolment', {
        ...{ method: 'POST', headers: { 'content-type': type }, body },
      })
    expect((await post('{}', 'application/json')).json.reason).toBe('roster_type')
    expect((await post('', 'text/csv')).json.reason).toMatch(/roster_(missing|empty)/)
    const form = { headers: { accept: 'text/html', 'sec-fetch-site': 'same-origin' }, method: 'POST' }
    const none = await visitor.send('/center/rosters/new?template=enrolment', {
      ...form,
      body: new FormData(),
    })
    expect(none.status).toBe(422)
    expect(wordsOf(none.text)).toContain('没有收到文件')
  })

  it('is not taken in where it breaks off on its way, and nothing of it stays', async () => {
    const kept = async () => (await world.hall.files.list({ prefix: 'rosters/' })).objects.length
    const before = await kept()
    const api = await handInHalf(visitor, '/api/v1/rosters/enrolment')
    expect([api.status, api.json.reason]).toEqual([400, 'roster_broken_off'])
    const page = await handInHalf(visitor, '/center/rosters/new?template=enrolment')
    expect([page.status, wordsOf(page.text)]).toEqual([400, expect.stringContaining('只传到一半就断了')])
    expect(await kept()).toBe(before)
  })

  it('may weigh twenty megabytes and no more, whether it says so or not', async () => {
    const size = async (bytes: number, stream: boolean) => {
      const content = new Uint8Array(bytes).fill(0x61)
      const body = stream ? new Blob([content]).stream() : content
      const send = () =>
        fetch(`${world.hall.origin}/api/v1/rosters/enrolment`, {
          ...{
            method: 'POST',
            headers: { ...cookies(), 'content-type': 'text/csv', connection: 'close' },
            body,
          },
          duplex: 'half',
        } as RequestInit)
      const reply = stream ? await send() : await persistently(send)
      return { status: reply.status, ...((await reply.json()) as { reason?: string }) }
    }
    const most = 20 * 1024 * 1024
    expect((await size(most, true)).status).toBe(201)
    expect(await size(most + 100_000, false)).toMatchObject({ status: 413, reason: 'roster_size' })
    expect(await size(most + 1, true)).toMatchObject({ status: 413, reason: 'roster_size' })
    const { objects } = await world.hall.files.list({ prefix: 'rosters/' })
    expect(objects.every(({ size: bytes }) => bytes < most + 100_000)).toBe(true)
  })
})

describe('the files of results', () => {
  it('give the refused rows back as they came, with their reasons, to be corrected and handed in again', async () => {
    const who = people(3)
    const [first, second, third] = who
    await insure(world.hall.db, world.secrets.SEALING_KEYS, who)
    if (!first || !second || !third) throw new Error('three were made')
    const rows = [first, second, third].map(rowOf.enrolment)
    const content = csvOf('enrolment', [
      rows[0] ?? {},
      { ...rows[1], wage: '' },
      { ...rows[2], name: '=HYPERLINK(1)' },
    ])
    const job = await fileAll(visitor, 'enrolment', content, '十一月 入职.csv')
    expect(job).toMatchObject({ done: 1, failed: 2 })

    const failed = await download(`/center/rosters/${job.id}/failed`)
    expect(failed.reply.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(decodeURIComponent(failed.reply.headers.get('content-disposition') ?? '')).toContain(
      '十一月 入职-没有办成的行.csv',
    )
    const lines = await textsIn(failed.bytes)
    expect(lines).toHaveLength(3)
    expect(lines[0]?.slice(-2)).toEqual(['处理结果', '失败原因'])
    expect(lines[1]).toContain(second.documentNumber)
    expect(lines[1]?.at(-1)).toContain('月缴费工资')
    // What would be reckoned in a spreadsheet is text there.
    expect(new TextDecoder().decode(failed.bytes)).not.toMatch(/(^|[,"\n])=/)

    const corrected = new TextDecoder()
      .decode(failed.bytes)
      .replace('101,,', '101,8000,')
      .replace('企业职工,,', '企业职工,8000,')
      .replace(/[^,]*HYPERLINK[^,]*/, third.name)
    expect(await fileAll(visitor, 'enrolment', corrected)).toMatchObject({ rows: 2, done: 2, failed: 0 })

    const all = await textsIn((await download(`/center/rosters/${job.id}/all`)).bytes)
    const told = world.hall.db.prepare(
      "SELECT count(*) AS n FROM audit WHERE act = 'roster_download' AND result = 'done' AND subject = ?",
    )
    expect(await told.bind(`roster:${job.id}`).first('n')).toBe(2)
    expect(wordsOf((await visitor.get('/center/activity')).text)).toContain('下载批量办理的结果')
    expect(all.slice(1).map((cells) => cells.at(-2))).toEqual(['办理成功', '没有办成', '没有办成'])
  })

  it('are workbooks where a workbook came, and so are the templates', async () => {
    const template = await download('/center/rosters/templates/enrolment')
    expect(template.reply.headers.get('content-type')).toMatch(/spreadsheetml/)
    expect((await textsIn(template.bytes))[0]).toContain('劳动合同开始日期')
    const { id } = await fileAll(visitor, 'termination', await sound(), '停保.xlsx')
    const all = await download(`/center/rosters/${id}/all`)
    expect(Buffer.from(all.bytes.subarray(0, 4)).toString('latin1')).toBe('PK\x03\x04')
    expect(decodeURIComponent(all.reply.headers.get('content-disposition') ?? '')).toContain(
      '停保-办理结果.xlsx',
    )
  })

  it('say of a whole file in order that it is', async () => {
    const who = people(2)
    await insure(world.hall.db, world.secrets.SEALING_KEYS, who)
    const { id } = await fileAll(visitor, 'enrolment', csvFor('enrolment', who))
    const page = (await visitor.get(`/center/rosters/${id}`)).text
    expect(wordsOf(page)).toContain('2 行全部办好了')
    expect(page).not.toContain(`/center/rosters/${id}/failed`)
  })
})
