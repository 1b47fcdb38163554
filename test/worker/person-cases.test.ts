import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { must, registerPerson, registerUnit, signIn } from '../support/builders.ts'
import { aFile, decideOn, itemOf, valuesFor } from '../support/cases.ts'
import { Visitor } from '../support/client.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { findPlain } from '../support/dump.ts'
import { errorsIn, summaryIn, valuesIn, wordsOf } from '../support/html.ts'
import { beFlexible } from '../support/ledger.ts'
import { signInPerson } from '../support/people.ts'
import { anOwnCase, anOwnDraft, OWN, ownQueuePath, submitOwn } from '../support/person-cases.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const CODE = 'flexible-termination'
let person: Awaited<ReturnType<typeof registerPerson>>
let visitor: Visitor
let clerk: Visitor
beforeAll(async () => {
  person = await registerPerson(world)
  visitor = await signInPerson(world, person)
  clerk = await signInClerk(world, await aClerk(world))
})
// Approved, it ends what the next one needs.
beforeEach(() => beFlexible(world, person))

const page = async (path: string, by = visitor) => wordsOf((await by.get(path)).text)
const stateOf = (id: string) =>
  world.hall.db.prepare('SELECT state FROM person_case WHERE id = ?').bind(id).first<string>('state')

/** Takes a case and goes through these decisions. */
async function decide(id: string, ...moves: [string, string?][]) {
  const path = await ownQueuePath(world, id)
  await clerk.submit(`${path}/take`, {})
  for (const [move, words] of moves) await must(303, decideOn(clerk, path, move, words))
}

describe('what a person does for themselves', () => {
  it('is found, begun for the place that they choose, kept, sent, decided and evaluated', async () => {
    const item = await visitor.get(`/items/${CODE}`)
    expect(item.text).toContain(`href="${OWN}/new/${CODE}"`)
    const start = await visitor.get(`${OWN}/new/${CODE}`)
    expect(start.text).toContain('<optgroup label="泰州市">')
    const nowhere = await visitor.submit(`${OWN}/new/${CODE}`, { region: '320000' })
    expect([nowhere.status, errorsIn(nowhere.text).region]).toEqual([422, '请选择地区。'])

    const id = await anOwnDraft(visitor)
    await must(303, submitOwn(visitor, id, { act: 'save', unitName: '泰州某某公司' }))
    expect(valuesIn((await visitor.get(`${OWN}/${id}/edit`)).text).unitName).toBe('泰州某某公司')
    const empty = await submitOwn(visitor, id, { act: 'submit' })
    expect([empty.status, Object.keys(errorsIn(empty.text))]).toEqual([
      422,
      ['reason', 'lastDay', 'contactMobile'],
    ])
    await must(303, submitOwn(visitor, id, { act: 'submit', ...valuesFor(itemOf(CODE)) }))
    expect(await page(`${OWN}/${id}`)).toContain('等人社窗口受理')
    expect(await page(`${OWN}/${id}`)).toContain('本人提交')
    expect(await page(OWN)).toContain('灵活就业人员停保登记')

    const path = await ownQueuePath(world, id)
    expect(await page(path, clerk)).not.toContain(person.documentNumber)
    await decide(id, ['accept'], ['examine'], ['pass', '已经停保。'])
    const covered = world.hall.db.prepare("SELECT count(*) AS n FROM coverage WHERE unit_id = ''")
    expect(await covered.first('n')).toBe(0)
    const told = "SELECT count(*) AS n FROM audit WHERE act = 'flexible_end' AND result = 'done'"
    expect(await world.hall.db.prepare(told).first('n')).toBe(1)
    const none = await submitOwn(visitor, await anOwnDraft(visitor), {
      ...{ act: 'submit', ...valuesFor(itemOf(CODE)) },
    })
    expect(errorsIn(none.text).lastDay).toContain('没有查到正在参保的灵活就业')
    const atCounter = await page(path, clerk)
    for (const known of [person.name, person.documentNumber, '到单位上班']) expect(atCounter).toContain(known)
    expect(await page(`${OWN}/${id}`)).toContain('办结（通过）')
    expect(await page(`${OWN}?status=unrated`)).toContain('灵活就业人员停保登记')
    await must(303, visitor.submit(`${OWN}/${id}/rating`, { rating: '5' }))
    expect(await page(`${OWN}/${id}`)).toContain('本人评价：非常满意')
    expect((await visitor.submit(`${OWN}/${id}/rating`, { rating: '4' })).status).toBe(409)
  })

  it('is returned for a supplement, with the reason, and goes back where it was', async () => {
    const id = await anOwnCase(visitor, 'card-loss')
    await decide(id, ['accept'], ['ask', '请写明卡号。'])
    expect(await page(`${OWN}/${id}/edit`)).toContain('请写明卡号。')
    const values = { ...valuesFor(itemOf('card-loss')), cardNumber: '3201' }
    await must(303, submitOwn(visitor, id, { act: 'submit', ...values }))
    expect(await stateOf(id)).toBe('accepted')
  })

  it('is taken back before it is accepted, and a draft is thrown away', async () => {
    const [sent, draft] = [await anOwnCase(visitor), await anOwnDraft(visitor)]
    await must(303, visitor.submit(`${OWN}/${sent}/withdraw`, {}))
    expect(await stateOf(sent)).toBe('withdrawn')
    expect((await clerk.get(await ownQueuePath(world, sent))).status).toBe(404)
    await must(303, visitor.submit(`${OWN}/${draft}/discard`, {}))
    expect(await stateOf(draft)).toBeNull()
    expect(await page('/person/activity')).toContain('撤回办件')
  })

  it('is nobody else’s: no other person’s, no unit’s, and a unit’s items are no person’s', async () => {
    const id = await anOwnCase(visitor)
    const other = await signInPerson(world, await registerPerson(world))
    const unit = await signIn(world, await registerUnit(world))
    expect((await other.get(`${OWN}/${id}`)).status).toBe(404)
    expect((await unit.get(`/center/cases/${id}`)).status).toBe(404)
    const byUnit = await unit.submit(`/center/cases/new/${CODE}`, {})
    expect([byUnit.status, await wordsOf(byUnit.text)]).toEqual([
      409,
      expect.stringContaining('要本人用个人账号办'),
    ])
    const byPerson = await visitor.submit(`${OWN}/new/work-injury`, { region: '321202' })
    expect([byPerson.status, wordsOf(byPerson.text)]).toEqual([409, expect.stringContaining('由单位办理')])
    const stranger = await new Visitor(world.hall.origin).get(`${OWN}/new/${CODE}`)
    expect(stranger.headers.get('location')).toBe(
      `/person/login?next=${encodeURIComponent(`${OWN}/new/${CODE}`)}`,
    )
  })

  it('waits in the queue of its city, beside the units’, and is one clerk’s', async () => {
    const id = await anOwnCase(visitor)
    const path = await ownQueuePath(world, id)
    const inQueue = async (query: string) => (await clerk.get(`/counter/cases?${query}`)).text.includes(path)
    expect(await inQueue('whose=person&city=3212')).toBe(true)
    expect(await inQueue('whose=person&city=3201')).toBe(false)
    expect(await inQueue('')).toBe(false)
    const clerks = await Promise.all([1, 2, 3].map(async () => signInClerk(world, await aClerk(world))))
    const taken = await Promise.all(clerks.map((one) => one.submit(`${path}/take`, {})))
    expect(taken.map(({ status }) => status).sort()).toEqual([303, 409, 409])
  })

  it('is submitted, taken back and decided once each, however many press at once', async () => {
    const id = await anOwnCase(visitor)
    const path = await ownQueuePath(world, id)
    await must(303, clerk.submit(`${path}/take`, {}))
    const replies = await Promise.all([
      ...Array.from({ length: 5 }, () => visitor.submit(`${OWN}/${id}/withdraw`, {})),
      ...Array.from({ length: 5 }, () => clerk.submit(path, { move: 'accept', words: '' })),
    ])
    expect(replies.filter(({ status }) => status === 303)).toHaveLength(1)
    const events = world.hall.db
      .prepare('SELECT count(*) AS n FROM person_case_event WHERE case_id = ?')
      .bind(id)
    expect(await events.first('n')).toBe(2)
  })

  it('begins twenty drafts at the most, of thirty at once too', async () => {
    const busy = await signInPerson(world, await registerPerson(world))
    const replies = await Promise.all(
      Array.from({ length: 30 }, () => busy.submit(`${OWN}/new/${CODE}`, { region: '321202' })),
    )
    expect(replies.filter(({ status }) => status === 303)).toHaveLength(20)
    const full = replies.find(({ status }) => status === 409)
    expect(wordsOf(full?.text ?? '')).toContain('已经有 20 个')
  })

  it('keeps papers by their content, and form, words and names sealed', async () => {
    const id = await anOwnDraft(visitor)
    const [secret, words] = ['绝密新单位', '绝密的意见']
    const bad = await submitOwn(visitor, id, {
      act: 'save',
      file_contract: aFile('合同.pdf', Buffer.from('x')),
    })
    expect([bad.status, summaryIn(bad.text)]).toEqual([422, expect.stringContaining('没有收下')])
    await must(
      303,
      submitOwn(visitor, id, {
        ...{ act: 'submit', ...valuesFor(itemOf(CODE)), unitName: secret },
        file_contract: aFile(`${secret}.pdf`),
      }),
    )
    await decide(id, ['ask', words])
    expect(await page(`${OWN}/${id}`)).toContain(words)
    const [href = ''] =
      /\/person\/cases\/\w+\/files\/\w+/.exec((await visitor.get(`${OWN}/${id}`)).text) ?? []
    const got = await visitor.get(href)
    expect(got.headers.get('content-disposition')).toMatch(/^attachment; filename="\d{16}-1\.pdf"$/)
    const secrets = [secret, words, person.documentNumber, person.mobile]
    expect(await findPlain(world.hall, world.lines, secrets)).toEqual([])
  })
})
