import { describe, expect, it } from 'vitest'
import { addMonths, monthOf } from '../../schema/fields/month.ts'
import {
  aTrial,
  beside,
  caseOf,
  FIRST,
  raise,
  raisesOf,
  rosterOver,
  submitTrial,
} from '../support/base-rosters.ts'
import { must } from '../support/builders.ts'
import { aDraft, aFile, decide, queuePath, stored, submitForm } from '../support/cases.ts'
import { errorsIn, wordsOf } from '../support/html.ts'
import { kept, rebuilt } from '../support/ledger.ts'
import { csvFor, csvOf, handIn, type InRow, people } from '../support/rosters.ts'
import { useBases } from '../support/use-bases.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const desk = useBases(world)
const editOf = async (id: string) => (await desk.visitor.get(`/center/cases/${id}/edit`)).text

describe('a spreadsheet of raised bases', () => {
  it('says what it would come to, changes nothing, and is filed row by row when a desk.clerk approves it', async () => {
    const [first, second, third] = (await desk.enrolled(3)) as [InRow, InRow, InRow]
    const [stranger] = people(1) as [InRow]
    const rows = [
      ...[raise(first), raise(second), raise(third, { oldBase: '7000' }), raise(stranger)],
      ...[raise(people(1)[0] as InRow, { newBase: '7000' }), raise(first)],
    ]
    const { id, job } = await aTrial(desk.visitor, raisesOf(rows))
    expect(job).toMatchObject({ trial: true, caseId: id, state: 'done', rows: 6, done: 2, failed: 4 })
    expect([await desk.filedBy(id), await desk.rostersOf(id)]).toEqual([0, 0])

    const edit = await editOf(id)
    expect(wordsOf(edit)).toContain('2 行可以办，4 行不能办')
    expect(wordsOf(edit)).toContain('第 4 行：原缴费基数和登记的不一样')
    expect(edit).not.toContain('name="personDocument"')
    const rest = await desk.visitor.get(`/center/rosters/${job.id}/failed`)
    for (const said of ['不能办', '原缴费基数', '没有在本单位参保']) expect(rest.text).toContain(said)
    expect(rest.text).not.toContain(second.documentNumber)
    const page = wordsOf((await desk.visitor.get(`/center/rosters/${job.id}`)).text)
    expect(page).toContain('每一行的核对结果')
    expect(page).not.toContain('已办理')

    expect((await submitTrial(desk.visitor, id)).status).toBe(303)
    await decide(world, desk.clerk, id, ['accept'], ['examine'])
    expect(await desk.filedBy(id)).toBe(0)
    const shown = wordsOf((await desk.clerk.get(await queuePath(world, id))).text)
    expect(shown).toContain('6 行')
    expect(shown).not.toContain(first.documentNumber)
    expect(shown).not.toContain(first.name)
    await decide(world, desk.clerk, id, ['pass'])

    const filed = await rosterOver(desk.visitor, id, false)
    expect(filed).toMatchObject({ caseId: id, trial: false, rows: 6, done: 2, failed: 4, digest: job.digest })
    expect(await desk.filedBy(id)).toBe(2)
    const bases = 'SELECT count(*) AS n FROM coverage WHERE base_fen = 900000 AND insurance = ?'
    expect(await desk.count(bases, '110')).toBe(2)
    const results = (await desk.visitor.get(`/center/rosters/${filed.id}/all`)).text
    expect(results.match(/办理成功/g)).toHaveLength(2)
    expect(results.match(/没有办成/g)).toHaveLength(4)
    expect(wordsOf((await desk.visitor.get(`/center/cases/${id}`)).text)).toContain(
      '2 行办好了，4 行没有办成',
    )
    expect(await kept(world)).toEqual(await rebuilt(world))
  })

  it('is clamped to the cap and told of it, and holds from the month that the case says', async () => {
    const [person] = await desk.enrolled(1)
    const { id, job } = await aTrial(desk.visitor, raisesOf([raise(person, { newBase: '99999' })]))
    expect(wordsOf((await desk.visitor.get(`/center/rosters/${job.id}?rows=done`)).text)).toMatch(
      /高于缴费基数上限/,
    )
    const early = `${addMonths(monthOf(FIRST), -3)}-01`
    await submitForm(desk.visitor, id, { act: 'save', ...beside({ fromMonth: early }) })
    const anew = await rosterOver(desk.visitor, id, true)
    expect([anew.id === job.id, anew.done, anew.failed, anew.digest === job.digest]).toEqual([
      ...[false, 0, 1, true],
    ])
    expect(wordsOf(await editOf(id))).toContain('早于他在本单位参保的第一个月')
    const reply = await submitTrial(desk.visitor, id, { fromMonth: early })
    expect([reply.status, errorsIn(reply.text).roster]).toEqual([
      422,
      expect.stringContaining('没有一行可以办'),
    ])
  })

  it('is judged by the present month as long as the case names none that may be, and not sent with such a one', async () => {
    const [person] = await desk.enrolled(1)
    for (const [fromMonth, said] of [
      ['0900-01-01', '早于他在本单位参保的第一个月'],
      ['9900-01-01', '最晚到本申报期的结算月'],
      ['哪天', '真有的日期'],
    ] as const) {
      const { id, job } = await aTrial(desk.visitor, raisesOf([raise(person)]), { fromMonth })
      expect(job).toMatchObject({ state: 'done', done: 1 })
      const reply = await submitTrial(desk.visitor, id, { fromMonth })
      expect([reply.status, errorsIn(reply.text).fromMonth]).toEqual([422, expect.stringContaining(said)])
    }
  })

  it('gives way to the fields for one when it is taken away, which were kept meanwhile', async () => {
    const [person] = await desk.enrolled(1)
    const id = await aDraft(desk.visitor, 'base-adjustment')
    const roster = raisesOf([raise(person)])
    await submitForm(desk.visitor, id, { act: 'save', ...beside({ personName: '张三丰' }), roster })
    await rosterOver(desk.visitor, id, true)
    expect(await desk.filesOf((await caseOf(desk.visitor, id)).roster?.id ?? 'none')).toHaveLength(2)
    const { roster: job } = await caseOf(desk.visitor, id)
    await submitForm(desk.visitor, id, { remove: 'roster', ...beside() })
    expect(await editOf(id)).toContain('value="张三丰"')
    expect((await caseOf(desk.visitor, id)).roster).toBeNull()
    expect(await desk.filesOf(job?.id ?? 'none')).toEqual([])
    const reply = await submitTrial(desk.visitor, id)
    expect(errorsIn(reply.text).personDocument).toBe('这一项要填写。')
  })

  it('is not sent where it is empty, still being judged, or none at all', async () => {
    const id = await aDraft(desk.visitor, 'base-adjustment')
    const attach = (content: string) =>
      submitForm(desk.visitor, id, {
        act: 'save',
        ...beside(),
        roster: aFile('名单.csv', Buffer.from(content)),
      })
    const empty = await attach('')
    expect([empty.status, errorsIn(empty.text).roster]).toEqual([422, expect.stringContaining('空的')])
    await attach('%PDF-1.7 x')
    expect(await rosterOver(desk.visitor, id, true)).toMatchObject({
      state: 'failed',
      problem: expect.anything(),
    })
    const sent = async () => errorsIn((await submitTrial(desk.visitor, id)).text).roster
    expect(await sent()).toContain('没有读成')
    await attach(csvFor('base-adjustment', people(2)))
    await rosterOver(desk.visitor, id, true)
    expect(await sent()).toContain('没有一行可以办')
    const roster = aFile('名单.csv', Buffer.from(csvFor('base-adjustment', people(3))))
    // Attached and sent in one: it is judged before it goes.
    const both = await submitForm(desk.visitor, id, { act: 'submit', ...beside(), roster })
    expect(errorsIn(both.text).roster).toContain('没有一行可以办')
  })
})

describe('a spreadsheet that is handed in without a case', () => {
  it('begins one on the page of batches, and is refused to programs', async () => {
    const who = await desk.enrolled(2)
    const content = csvFor('base-adjustment', who)
    expect((await handIn(desk.visitor, 'base-adjustment', content)).json.reason).toBe('roster_by_case')
    expect(wordsOf((await desk.visitor.get('/center/rosters/new?template=base-adjustment')).text)).toContain(
      '由人社窗口审核',
    )
    const body = new FormData()
    body.append('file', new File([content], '名单.csv'))
    const headers = { accept: 'text/html', 'sec-fetch-site': 'same-origin' }
    const sent = await desk.visitor.send('/center/rosters/new?template=base-adjustment', {
      ...{ method: 'POST', headers, body },
    })
    const id = /cases\/(\w+)\/edit/.exec(sent.headers.get('location') ?? '')?.[1] ?? ''
    expect(await rosterOver(desk.visitor, id, true)).toMatchObject({ rows: 2, done: 2, failed: 0 })
    expect((await stored(world, id)).state).toBe('draft')
  })

  it('is refused by the database itself', async () => {
    const one = world.hall.db.prepare(
      `INSERT INTO roster (unit_id, id, template, period, format, bytes, state, digest_index, about_sealed, file_key_sealed,
         key_id, handed_by, created_at, asked_at)
       SELECT id, 'x', 'base-adjustment', '2026-12', 'csv', 1, 'waiting', 'x', 'x', 'x', 'k1', 'operator:x', 0, 0
       FROM unit LIMIT 1`,
    )
    await expect(one.run()).rejects.toThrow(/guard/)
  })
})

// The last: the clock goes on for everybody, and months are settled.
describe('the file of a case', () => {
  it('goes with its draft, and is kept with a case that was sent, however long', async () => {
    const [person] = await desk.enrolled(1)
    const { id, job } = await aTrial(desk.visitor, raisesOf([raise(person)]))
    await must(303, desk.visitor.submit(`/center/cases/${id}/discard`, {}))
    expect(await desk.filesOf(job.id)).toEqual([])
    expect((await desk.visitor.get(`/center/rosters/${job.id}`)).status).toBe(404)

    const other = await desk.examined([person])
    await decide(world, desk.clerk, other, ['fail', '凭证和名单对不上。'])
    expect([await desk.filedBy(other), await desk.rostersOf(other)]).toEqual([0, 0])
    const sent = await desk.clerk.get(`${await queuePath(world, other)}/roster/sent`)
    expect(sent.text).toBe(csvOf('base-adjustment', [raise(person)]))
    await world.hall.tick(Date.now() + 200 * 24 * 3_600_000)
    await desk.signInAll()
    const { roster } = await caseOf(desk.visitor, other)
    expect(await desk.filesOf(roster?.id ?? 'none')).toHaveLength(2)
  })
})
