import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../worker/lib/ids.ts'
import { sealer } from '../../worker/lib/sealed.ts'
import { registerUnit, signIn } from '../support/builders.ts'
import type { Visitor } from '../support/client.ts'
import { wordsOf } from '../support/html.ts'
import { insure } from '../support/insured.ts'
import { anOperator, aUnitWithNotice, type Granting } from '../support/operators.ts'
import { csvFor, csvOf, fileAll, handIn, people, rowOf, setPeriod, untilOver } from '../support/rosters.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let unit: Granting
let visitor: Visitor
beforeAll(async () => {
  unit = await aUnitWithNotice(world)
  visitor = await signIn(world, unit)
  await setPeriod(world.hall, 'open')
})

const known = async (count: number) => {
  const who = people(count)
  await insure(world.hall.db, world.secrets.SEALING_KEYS, who)
  return who
}
const count = (sql: string, ...values: unknown[]) =>
  world.hall.db
    .prepare(sql)
    .bind(...values)
    .first<number>('n')
const filingsOf = (id: string) => count('SELECT count(*) AS n FROM filing WHERE roster_id = ?', id)

/** Posts the page's form as a browser does. */
async function submitFile(to: Visitor, template: string, content: string, name = '名单.csv') {
  const body = new FormData()
  body.append('file', new File([content], name))
  const headers = { accept: 'text/html', 'sec-fetch-site': 'same-origin' }
  return to.send(`/center/rosters/new?template=${template}`, { method: 'POST', headers, body })
}

describe('a spreadsheet that is handed in', () => {
  it('is filed row by row, and says of each row what came of it', async () => {
    const who = await known(6)
    const [stranger] = people(1)
    const rows = [...who, ...(stranger ? [stranger] : [])].map(rowOf.enrolment)
    const content = csvOf('enrolment', [...rows, rows[0] ?? {}, { ...rows[1], documentNumber: '1' }])
    const { status, json } = await handIn(visitor, 'enrolment', content)
    expect(status).toBe(201)
    expect(json).toMatchObject({
      template: 'enrolment',
      fileName: '名单.csv',
      state: 'waiting',
      endedAt: null,
    })
    expect(json.digest).toBe(createHash('sha256').update(content).digest('hex'))

    const job = await untilOver(visitor, json.id)
    expect(job).toMatchObject({ state: 'done', rows: 9, done: 6, failed: 3, problem: null })
    expect(job.reasons.map(({ row, code }) => [row, code])).toEqual([
      [8, 'basic_data_missing'],
      [9, 'row.duplicate'],
      [10, 'document_number.length'],
    ])
    for (const { text } of job.reasons) expect(text).toMatch(/[\u4e00-\u9fff].*。$/)
    expect(await filingsOf(json.id)).toBe(6)
    const rowsFiled = await world.hall.db
      .prepare('SELECT roster_row FROM filing WHERE roster_id = ? ORDER BY roster_row')
      .bind(json.id)
      .all<{ roster_row: number }>()
    expect(rowsFiled.results.map(({ roster_row }) => roster_row)).toEqual([2, 3, 4, 5, 6, 7])
  })

  it('leads to the same job when it comes again, until nothing of it was filed', async () => {
    const content = csvFor('enrolment', await known(3))
    const all = await Promise.all(Array.from({ length: 8 }, () => handIn(visitor, 'enrolment', content)))
    expect(new Set(all.map(({ json }) => json.id)).size).toBe(1)
    expect(all.filter(({ status }) => status === 201)).toHaveLength(1)
    const id = all[0]?.json.id ?? ''
    await untilOver(visitor, id)
    const again = await submitFile(visitor, 'enrolment', content, 'again.csv')
    expect(again.headers.get('location')).toBe(`/center/rosters/${id}?known=yes`)
    expect(wordsOf((await visitor.get(again.headers.get('location') ?? '')).text)).toContain('没有重复办理')
    expect(await filingsOf(id)).toBe(3)
    expect(
      (await world.hall.files.list({ prefix: 'rosters/' })).objects.filter(({ key }) => key.includes(id)),
    ).toHaveLength(2)

    const none = csvFor('enrolment', people(2))
    const first = await fileAll(visitor, 'enrolment', none)
    expect(first).toMatchObject({ done: 0, failed: 2 })
    expect((await fileAll(visitor, 'enrolment', none)).id).not.toBe(first.id)
  })

  it('takes people through their whole time with the unit', async () => {
    const who = people(4)
    for (const template of ['basic-data', 'enrolment', 'termination'] as const)
      expect(await fileAll(visitor, template, csvFor(template, who)), template).toMatchObject({
        ...{ state: 'done', done: 4, failed: 0 },
      })
  })

  it('is shown with what came of its rows, the refused ones first, fifty on a page', async () => {
    const who = [...people(60), ...(await known(55))]
    const { id } = await fileAll(visitor, 'enrolment', csvFor('enrolment', who), '=1+1<b>.csv')
    const page = (await visitor.get(`/center/rosters/${id}`)).text
    const words = wordsOf(page)
    expect(words).toContain('=1+1<b>.csv')
    expect(words).toContain('55 行办好了，60 行没有办成')
    expect(words).toContain('第 2 行')
    expect(words).not.toContain(who[0]?.documentNumber)
    const hrefs = [...page.matchAll(/href="([^"]*after=[^"]*)"/g)].map(([, href]) =>
      href?.replaceAll('&amp;', '&'),
    )
    expect(hrefs).toEqual([`/center/rosters/${id}?rows=failed&after=51`])
    expect(wordsOf((await visitor.get(hrefs[0] ?? '')).text)).toContain('第 61 行')
    const done = wordsOf((await visitor.get(`/center/rosters/${id}?rows=done`)).text)
    expect(done).toContain('第 62 行')
    expect(done).toContain('已办理')
    const list = wordsOf((await visitor.get('/center/rosters')).text)
    expect(list).toContain('55 行办好，60 行没有办成')
  })

  it('comes anew by itself while it is worked, where no script follows it', async () => {
    const { id } = await fileAll(visitor, 'enrolment', csvFor('enrolment', people(1)))
    const comesAnew = async (id: string) =>
      (await visitor.get(`/center/rosters/${id}`)).text.includes('<meta http-equiv="refresh"')
    expect(await comesAnew(id)).toBe(false)
    // Another like it that nobody works, so that it does not end between two looks.
    const { db } = world.hall
    const row = await db.prepare('SELECT * FROM roster WHERE id = ?').bind(id).first()
    const other = { ...row, id: newId(Date.now()), state: 'waiting', ended_at: null, holds: 0 }
    const places = Object.keys(other).map(() => '?')
    await db
      .prepare(`INSERT INTO roster (${Object.keys(other)}) VALUES (${places})`)
      .bind(...Object.values(other))
      .run()
    expect(await comesAnew(other.id)).toBe(true)
    await db.prepare('DELETE FROM roster WHERE id = ?').bind(other.id).run()
  })

  it('goes a thousand reasons at a time to whoever follows it', async () => {
    const { id, ...job } = await fileAll(visitor, 'enrolment', csvFor('enrolment', people(1_200)))
    expect(job.reasons).toHaveLength(1_000)
    expect(job.next).toBe(1_001)
    const rest = await visitor.get<typeof job>(`/api/v1/rosters/${id}?after=1001`)
    expect(rest.json.reasons.map(({ row }) => row)).toEqual(Array.from({ length: 200 }, (_, n) => 1_002 + n))
    expect(rest.json.next).toBeNull()
  })

  it('is for whoever may file its item, and seen by nobody else', async () => {
    const content = csvFor('enrolment', await known(1))
    const may = await anOperator(world, unit, { items: ['enrolment'] })
    const not = await anOperator(world, unit, { items: ['termination'] })
    const { id } = await fileAll(may.visitor, 'enrolment', content)
    expect((await handIn(not.visitor, 'enrolment', content)).json.reason).toBe('roster_not_allowed')
    expect((await submitFile(not.visitor, 'enrolment', content)).status).toBe(403)
    for (const path of [`/api/v1/rosters/${id}`, `/center/rosters/${id}`, `/center/rosters/${id}/all`])
      expect((await not.visitor.get(path)).status).toBe(404)
    expect((await not.visitor.get('/center/rosters')).text).not.toContain(id)
    const other = await signIn(world, await registerUnit(world))
    expect((await other.get(`/center/rosters/${id}`)).status).toBe(404)
    expect((await handIn(visitor, 'nothing' as 'enrolment', content)).json.reason).toBe(
      'roster_template_unknown',
    )
  })

  it('leaves a line in the activity of the account', async () => {
    const { id } = await fileAll(visitor, 'enrolment', csvFor('enrolment', people(1)))
    const lines = await count(
      "SELECT count(*) AS n FROM audit WHERE act = 'roster_enrolment' AND subject = ?",
      `roster:${id}`,
    )
    expect(lines).toBe(1)
    expect(wordsOf((await visitor.get('/center/activity')).text)).toContain('批量用工参保登记')
  })

  it('is kept for ninety days, sealed, and then goes but for that it was there', async () => {
    const [person] = await known(1)
    const { id } = await fileAll(visitor, 'enrolment', csvFor('enrolment', person ? [person] : []))
    const mine = async () =>
      (await world.hall.files.list({ prefix: 'rosters/' })).objects.filter(({ key }) => key.includes(id))
    for (const { key } of await mine()) {
      const text = Buffer.from((await (await world.hall.files.get(key))?.arrayBuffer()) ?? new ArrayBuffer(0))
      expect(text.includes(person?.documentNumber ?? '')).toBe(false)
    }
    const days = (n: number) => Date.now() + n * 24 * 3_600_000
    await world.hall.tick(days(89))
    expect(await mine()).toHaveLength(2)
    await world.hall.tick(days(91))
    expect(await mine()).toEqual([])
    expect(await count('SELECT count(*) AS n FROM roster_chunk WHERE roster_id = ?', id)).toBe(0)
    const row = await world.hall.db
      .prepare('SELECT * FROM roster WHERE id = ?')
      .bind(id)
      .first<Record<string, string>>()
    const { open } = await sealer(world.secrets.SEALING_KEYS)
    const left = ['about', 'head', 'file_key'].map((part) =>
      open(row?.[`${part}_sealed`] ?? '', `roster.${part}`),
    )
    expect(await Promise.all(left)).toEqual(['{"name":"","digest":""}', '{}', ''])
    visitor = await signIn(world, unit)
    expect(wordsOf((await visitor.get('/center/rosters')).text)).toContain('（文件已删除）')
    expect(wordsOf((await visitor.get(`/center/rosters/${id}`)).text)).toContain('超过 90 天')
    expect((await visitor.get(`/center/rosters/${id}/all`)).status).toBe(410)
    expect(await filingsOf(id)).toBe(1)
  })
})
