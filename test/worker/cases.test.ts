import { beforeAll, describe, expect, it } from 'vitest'
import { registerUnit, signIn } from '../support/builders.ts'
import {
  aCase,
  aDraft,
  aFile,
  decide,
  editPath,
  finish,
  itemOf,
  papersFor,
  queuePath,
  stored,
  submitForm,
  valuesFor,
} from '../support/cases.ts'
import { Visitor } from '../support/client.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { errorsIn, headingOf, summaryIn, valuesIn, wordsOf } from '../support/html.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let visitor: Visitor
let clerk: Visitor
beforeAll(async () => {
  visitor = await signIn(world, await registerUnit(world))
  clerk = await signInClerk(world, await aClerk(world))
})

const page = async (id: string, by = visitor) => wordsOf((await by.get(`/center/cases/${id}`)).text)
const countersOf = async (by: Visitor) =>
  (await by.get<Record<string, number>>('/api/v1/cases/counters')).json

describe('a case', () => {
  it('goes its whole way: begun, kept, submitted, taken, returned, decided, evaluated', async () => {
    const mine = await signIn(world, await registerUnit(world))
    const item = itemOf('work-injury')
    expect(headingOf((await mine.get('/center/cases/new/work-injury')).text)).toBe('工伤认定')
    const id = await aDraft(mine, 'work-injury')
    const kept = await submitForm(mine, id, { act: 'save', personName: '张三丰', reason: '一\r\n二' })
    expect([kept.status, kept.headers.get('location')]).toEqual([303, `${editPath(id)}?saved=yes`])
    const form = await mine.get(`${editPath(id)}?saved=yes`)
    expect(valuesIn(form.text)).toMatchObject({ personName: '张三丰' })
    expect(form.text).toContain('一\n二')
    expect(wordsOf(form.text)).toContain('已经保存')
    expect(await countersOf(mine)).toEqual({ open: 0, ended: 0, unrated: 0, waiting: 0 })

    const sent = await submitForm(mine, id, { act: 'submit', ...valuesFor(item), ...papersFor(item) })
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/center/cases/${id}?done=submit`])
    const { case_number: number } = await stored(world, id)
    const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '')
    expect(number).toMatch(new RegExp(`^${day}\\d{8}$`))
    expect(await page(id, mine)).toContain('等人社窗口受理')
    expect(await countersOf(mine)).toEqual({ open: 1, ended: 0, unrated: 0, waiting: 0 })

    await decide(world, clerk, id, ['accept'], ['ask', '诊断证明看不清。\n请重新上传。'])
    const returned = await mine.get(editPath(id))
    expect(wordsOf(returned.text)).toContain('诊断证明看不清。\n请重新上传。')
    expect(valuesIn(returned.text)).toMatchObject({ hospital: '张三丰' })
    expect(returned.text).not.toContain('name="remove"')
    const again = { act: 'submit', ...valuesFor(item), hospital: '省人民医院' }
    expect((await submitForm(mine, id, { ...again, file_witness: aFile('证言.pdf') })).status).toBe(303)
    expect((await stored(world, id)).state).toBe('accepted')
    expect((await stored(world, id)).case_number).toBe(number)

    await decide(world, clerk, id, ['examine'], ['pass', '符合规定，予以认定。'])
    const over = await page(id, mine)
    for (const words of ['办结（通过）', '符合规定，予以认定。', '窗口受理', '省人民医院', '证言.pdf'])
      expect(over).toContain(words)
    expect(await countersOf(mine)).toEqual({ open: 0, ended: 1, unrated: 1, waiting: 0 })

    expect((await mine.submit(`/center/cases/${id}/rating`, { rating: '5' })).status).toBe(303)
    expect(await page(id, mine)).toContain('单位评价：非常满意')
    expect(await countersOf(mine)).toEqual({ open: 0, ended: 1, unrated: 0, waiting: 0 })
    const activity = wordsOf((await mine.get('/center/activity')).text)
    for (const words of ['新建办件', '提交办件', '补正后再次提交办件', '窗口受理办件', '评价办件'])
      expect(activity).toContain(words)
    const center = wordsOf((await mine.get('/center')).text)
    expect(center).toContain('已办结1')
  })

  it('tells what is missing, keeps what was typed, and is not submitted', async () => {
    const id = await aDraft(visitor, 'training-subsidy')
    const reply = await submitForm(visitor, id, {
      act: 'submit',
      course: '电工',
      people: '很多',
      from: '2026-02-30',
    })
    expect(reply.status).toBe(422)
    const errors = errorsIn(reply.text)
    expect(errors).toMatchObject({
      people: expect.stringContaining('数字'),
      from: expect.stringContaining('日期'),
      amount: expect.stringContaining('要填写'),
      file_roster: expect.stringContaining('还没有上传'),
    })
    expect(summaryIn(reply.text)).toContain('处需要您改一下')
    expect(valuesIn(reply.text)).toMatchObject({ course: '电工', people: '很多' })
    expect((await stored(world, id)).state).toBe('draft')
    expect(valuesIn((await visitor.get(editPath(id))).text)).toMatchObject({ course: '电工' })
    // A body that could not be read empties nothing.
    expect((await visitor.send(editPath(id), { method: 'POST', body: '{}' })).status).toBe(400)
    expect(valuesIn((await visitor.get(editPath(id))).text)).toMatchObject({ course: '电工' })
  })

  it('is taken back while no office has accepted it, and not after', async () => {
    const id = await aCase(visitor)
    expect(headingOf((await visitor.get(`/center/cases/${id}/withdraw`)).text)).toContain('要撤回')
    expect((await visitor.submit(`/center/cases/${id}/withdraw`, {})).status).toBe(303)
    expect((await stored(world, id)).state).toBe('withdrawn')
    expect(await page(id)).toContain('已撤回')
    const other = await aCase(visitor)
    await decide(world, clerk, other, ['accept'])
    expect((await visitor.get(`/center/cases/${other}/withdraw`)).status).toBe(303)
    const late = await visitor.submit(`/center/cases/${other}/withdraw`, {})
    expect([late.status, wordsOf(late.text)]).toEqual([409, expect.stringContaining('已经有人办了下一步')])
    // What was sent can neither be changed nor submitted again.
    for (const act of ['save', 'submit']) expect((await submitForm(visitor, other, { act })).status).toBe(409)
    expect((await visitor.get(editPath(other))).headers.get('location')).toBe(`/center/cases/${other}`)
  })

  it('that an office does not take on, or fails, ends with its reason', async () => {
    const refused = await aCase(visitor)
    await decide(world, clerk, refused, ['refuse', '不属于本窗口受理。'])
    expect(await page(refused)).toContain('不属于本窗口受理。')
    const failed = await aCase(visitor)
    await finish(world, clerk, failed, 'fail')
    expect(await page(failed)).toContain('办结（不通过）')
  })

  it('is discarded as a draft, after a question, and never later', async () => {
    const id = await aDraft(visitor)
    await submitForm(visitor, id, { act: 'save', file_statement: aFile('说明.pdf') })
    const before = (await world.hall.files.list({ prefix: 'cases/' })).objects.filter(({ key }) =>
      key.includes(id),
    )
    expect(before).toHaveLength(1)
    expect(headingOf((await visitor.get(`/center/cases/${id}/discard`)).text)).toContain('要删除')
    expect((await visitor.submit(`/center/cases/${id}/discard`, {})).status).toBe(303)
    expect((await visitor.get(editPath(id))).status).toBe(404)
    const left = (await world.hall.files.list({ prefix: 'cases/' })).objects.filter(({ key }) =>
      key.includes(id),
    )
    expect(left).toEqual([])
    const sent = await aCase(visitor)
    expect((await visitor.submit(`/center/cases/${sent}/discard`, {})).status).toBe(409)
    expect((await visitor.get(`/center/cases/${sent}/discard`)).status).toBe(404)
  })

  it('begins for no item that is not decided here, and no more than a hundred times unsubmitted', async () => {
    for (const [code, status] of [
      ['enrolment', 409],
      ['card-loss', 409],
      ['nothing', 404],
    ] as const) {
      expect((await visitor.get(`/center/cases/new/${code}`)).status).toBe(status)
      expect((await visitor.submit(`/center/cases/new/${code}`, {})).status).toBe(status)
    }
    const many = await signIn(world, await registerUnit(world))
    const replies = await Promise.all(
      Array.from({ length: 105 }, () => many.submit('/center/cases/new/title-return', {})),
    )
    expect(replies.filter(({ status }) => status === 303)).toHaveLength(100)
    const full = replies.find(({ status }) => status === 409)
    expect(wordsOf(full?.text ?? '')).toContain('已经有 100 个')
  })
})

describe('an evaluation', () => {
  it('is made once, of what has ended, with a reason where there is discontent', async () => {
    const id = await aCase(visitor)
    const path = `/center/cases/${id}/rating`
    expect((await visitor.submit(path, { rating: '5' })).status).toBe(409)
    await finish(world, clerk, id)
    for (const rating of ['', '0', '6', '1.5', 'toString'])
      expect(errorsIn((await visitor.submit(path, { rating })).text).rating).toContain('请选择')
    for (const rating of ['1', '2'])
      expect(errorsIn((await visitor.submit(path, { rating, words: ' ' })).text).words).toContain(
        '哪里不满意',
      )
    const long = await visitor.submit(path, { rating: '3', words: '长'.repeat(501) })
    expect([long.status, errorsIn(long.text).words]).toEqual([422, expect.stringContaining('500')])
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => visitor.submit(path, { rating: '2', words: '等了太久。' })),
    )
    expect(replies.map(({ status }) => status).sort()).toEqual([303, ...Array(9).fill(409)])
    expect((await stored(world, id)).rating).toBe(2)
    expect(wordsOf((await visitor.submit(path, { rating: '5' })).text)).toContain('已经评价过')
  })
})

describe('a case of another unit', () => {
  it('is not there, for whoever asks in whatever way', async () => {
    const id = await aCase(visitor)
    const file = /href="\/center\/cases\/\w+\/files\/(\w+)"/.exec(
      (await visitor.get(`/center/cases/${id}`)).text,
    )?.[1]
    expect((await visitor.get(`/center/cases/${id}/files/${file}`)).status).toBe(200)
    const stranger = await signIn(world, await registerUnit(world))
    for (const path of ['', '/edit', '/withdraw', '/discard', `/files/${file}`])
      expect((await stranger.get(`/center/cases/${id}${path}`)).status, path).toBe(404)
    for (const path of ['/withdraw', '/discard', '/rating'])
      expect((await stranger.submit(`/center/cases/${id}${path}`, { rating: '5' })).status, path).toBe(404)
    expect((await submitForm(stranger, id, { act: 'save' })).status).toBe(404)
    expect((await stranger.get(`/center/workbench/${id}`)).status).toBe(404)
    expect((await stranger.submit(`/center/workbench/${id}`, { move: 'endorse' })).status).toBe(404)
    expect((await stranger.get(`/api/v1/cases/${id}`)).status).toBe(404)
    expect((await stranger.get('/center/cases')).text).not.toContain(id)
    // Nor for anybody without an account, nor for a unit at the counter.
    const nobody = new Visitor(world.hall.origin)
    for (const path of [
      '/center/cases',
      `/center/cases/${id}`,
      '/center/workbench',
      '/center/cases/new/title-return',
    ])
      expect((await nobody.get(path)).headers.get('location')).toBe(`/login?next=${encodeURIComponent(path)}`)
    expect((await visitor.get(await queuePath(world, id))).headers.get('location')).toBe('/counter/login')
  })
})
