/** Spreadsheets as a unit hands them in, and the way to their end. */
import type { RosterJob, RosterProgress } from '../../schema/roster-job.ts'
import { columnsOf } from '../../schema/rosters/columns.ts'
import type { TemplateCode } from '../../schema/rosters/names.ts'
import { aPerson } from './builders.ts'
import { persistently, type Visitor } from './client.ts'
import type { Hall } from './hall.ts'

/** Who stands in a row. */
export interface InRow {
  name: string
  documentNumber: string
  mobile: string
}

export const someone = (): InRow => aPerson()
export const people = (count: number): InRow[] => Array.from({ length: count }, someone)

type RowOf = (person: InRow) => Record<string, string>

const shared = ({ name, documentNumber }: InRow) => ({ name, documentType: '居民身份证', documentNumber })

/** The day in China, some days from now. */
export const day = (days = 0) => new Date(Date.now() + (days * 24 + 8) * 3_600_000).toISOString().slice(0, 10)

/** A row of each template that can be filed, once the person is where it leads on from. */
export const rowOf: Record<TemplateCode, RowOf> = {
  'basic-data': (person) => ({
    ...shared(person),
    ...{ mobile: person.mobile, ethnicGroup: '汉族', household: '本省城镇' },
    ...{ province: '江苏省', city: '南京市', county: '玄武区', street: '新街口街道', village: '碑亭巷社区' },
  }),
  enrolment: (person) => ({
    ...shared(person),
    ...{ mobile: person.mobile, contractReason: '新签', contractKind: '无固定期限', contractStart: day() },
    ...{ job: '普通员工', insuredAs: '企业职工', wage: '8000' },
  }),
  termination: (person) => ({ ...shared(person), reason: '合同期满', stopDay: day() }),
  'base-adjustment': (person) => ({ ...shared(person), oldBase: '8000', newBase: '9000' }),
}

/** As a spreadsheet program saves it, in UTF-8. */
export function csvOf(template: TemplateCode, rows: readonly Record<string, string>[]): string {
  const columns = columnsOf(template)
  const lines = rows.map((row) => columns.map(({ key }) => row[key] ?? ''))
  const all = [columns.map(({ header }) => header), ...lines]
  return `${all.map((cells) => cells.join(',')).join('\r\n')}\r\n`
}

export const csvFor = (template: TemplateCode, who: readonly InRow[]) =>
  csvOf(template, who.map(rowOf[template]))

/** Hands a file in as a program does with the session of whoever is signed in. */
export function handIn(
  visitor: Visitor,
  template: TemplateCode,
  content: string | Uint8Array,
  name = '名单.csv',
) {
  const body = new FormData()
  body.append('file', new File([content as BlobPart], name))
  // Not to be used again: whoever may not is refused before the file was read.
  const init = { method: 'POST', headers: { connection: 'close' }, body }
  return persistently(() =>
    visitor.send<RosterJob & { reason?: string }>(`/api/v1/rosters/${template}`, init),
  )
}

export const askJob = (visitor: Visitor, id: string, after = 0) =>
  visitor.get<RosterProgress>(`/api/v1/rosters/${id}?after=${after}`).then(({ json }) => json)

/** Follows a job to its end, as the page does. */
export async function untilOver(visitor: Visitor, id: string): Promise<RosterProgress> {
  for (let asked = 0; asked < 600; asked++) {
    const job = await askJob(visitor, id)
    if (job.state === 'done' || job.state === 'failed') return job
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the roster does not end')
}

/** Hands in, and follows to the end. */
export async function fileAll(
  visitor: Visitor,
  template: TemplateCode,
  content: string | Uint8Array,
  name?: string,
) {
  const { status, json, text } = await handIn(visitor, template, content, name)
  if (status !== 201) throw new Error(`expected 201, got ${status}: ${text.slice(0, 300)}`)
  return untilOver(visitor, json.id)
}

/** Filings open on every day, whatever day the test runs on; or closed today. */
export async function setPeriod({ db }: Pick<Hall, 'db'>, period: 'open' | 'closed'): Promise<void> {
  const today = Number(day().slice(8))
  const [opens, closes] =
    period === 'open' ? [2, 1] : today < 28 ? [Math.max(2, today + 1), Math.max(1, today - 1)] : [2, 1]
  await db
    .prepare("UPDATE filing_calendar SET opens_day = ?, closes_day = ? WHERE region = '320000'")
    .bind(opens, closes)
    .run()
}

/** A form that ends within its file, as it comes where the network goes away. */
export const handInHalf = (visitor: Visitor, path: string) =>
  visitor.send<{ reason?: string }>(path, {
    method: 'POST',
    headers: {
      'content-type': 'multipart/form-data; boundary=x',
      'sec-fetch-site': 'same-origin',
      ...(path.startsWith('/center') && { accept: 'text/html' }),
    },
    body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nabc',
  })

/** Asks all that programs may ask about rosters, by whoever is signed in. */
export async function walkRosters(visitor: Visitor): Promise<void> {
  const content = csvFor('enrolment', people(1))
  const { json } = await handIn(visitor, 'enrolment', content)
  // Not over yet, or over with nothing filed: then the same file is a new job.
  const held = csvFor('basic-data', people(1))
  await fileAll(visitor, 'basic-data', held)
  await handIn(visitor, 'basic-data', held)
  for (const path of ['', '/limits', `/${json.id}`, `/${json.id}?after=1`, '/x'])
    await visitor.get(`/api/v1/rosters${path}`)
  await handIn(visitor, 'nothing' as TemplateCode, content)
  await handIn(visitor, 'base-adjustment', content)
  await handIn(visitor, 'enrolment', '')
  await handInHalf(visitor, '/api/v1/rosters/enrolment')
  await visitor.post('/api/v1/rosters/enrolment')
}

/** The same by whoever is not signed in. */
export async function walkRostersOutside(stranger: Visitor): Promise<void> {
  for (const path of ['', '/limits', '/x']) await stranger.get(`/api/v1/rosters${path}`)
  await handIn(stranger, 'enrolment', 'x')
}
