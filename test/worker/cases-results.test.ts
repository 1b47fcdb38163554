import { beforeAll, describe, expect, it } from 'vitest'
import type { CaseDetail } from '../../schema/cases.ts'
import { must, registerPerson, registerUnit, signIn } from '../support/builders.ts'
import {
  aCase,
  aFile,
  decide,
  decideOn,
  itemOf,
  queuePath,
  stored,
  submitForm,
  valuesFor,
} from '../support/cases.ts'
import type { Visitor } from '../support/client.ts'
import { aClerk, letters, signInClerk, submitFile } from '../support/counter.ts'
import { wordsOf } from '../support/html.ts'
import { beFlexible } from '../support/ledger.ts'
import { signInPerson } from '../support/people.ts'
import { anOwnCase, OWN, ownQueuePath } from '../support/person-cases.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let visitor: Visitor
let clerk: Visitor
beforeAll(async () => {
  visitor = await signIn(world, await registerUnit(world))
  clerk = await signInClerk(world, await aClerk(world))
})

const paper = (name = '认定决定书.pdf') => aFile(name, letters.pdf('/Title(DECIDED)'))
const attach = (path: string, file: File, by = clerk) => submitFile(by, `${path}/results`, { result: file })
const hrefsIn = (html: string, place: string) =>
  [...html.matchAll(new RegExp(`href="(${place}/[\\w/]+/files/\\w+)"`, 'g'))].map(([, href = '']) => href)

/** A case that is examined, and where it lies at the counter. */
async function examined() {
  const id = await aCase(visitor)
  await decide(world, clerk, id, ['accept'], ['examine'])
  return { id, path: await queuePath(world, id) }
}

describe('the paper that a case ends with', () => {
  it('is attached while it is examined and its owner’s once it is decided', async () => {
    const { id, path } = await examined()
    await must(303, attach(path, paper()))
    const before = await visitor.get(`/center/cases/${id}`)
    expect(wordsOf(before.text)).not.toContain('认定决定书')
    const [atCounter = ''] = hrefsIn((await clerk.get(path)).text, '/counter/cases').filter((href) =>
      href.startsWith(`${path}/`),
    )
    const file = atCounter.split('/').at(-1)
    expect((await visitor.get(`/center/cases/${id}/files/${file}`)).status).toBe(404)

    await decide(world, clerk, id, ['pass', '予以通过。'])
    const page = wordsOf((await visitor.get(`/center/cases/${id}`)).text)
    expect(page).toContain('结果文书')
    const got = await visitor.get(`/center/cases/${id}/files/${file}`)
    const number = (await stored(world, id)).case_number
    expect([got.status, got.headers.get('content-disposition')]).toEqual([
      ...[200, `attachment; filename="${number}-result-1.pdf"`],
    ])
    expect(got.text).toContain('DECIDED')
    const { json } = await visitor.get<CaseDetail>(`/api/v1/cases/${id}`)
    expect(json.files.map(({ material }) => material)).toContain('结果文书')
  })

  it('is taken away again before the decision, and by nobody after it', async () => {
    const { id, path } = await examined()
    await must(303, attach(path, paper('拿错的.pdf')))
    const [, remove = ''] = / name="remove" value="(\w+)"/.exec((await clerk.get(path)).text) ?? []
    await must(303, clerk.submit(`${path}/results`, { remove }))
    await must(303, attach(path, paper()))
    const [, kept = ''] = / name="remove" value="(\w+)"/.exec((await clerk.get(path)).text) ?? []
    // Returned to the unit meanwhile: it takes its own papers away and no other.
    await decide(world, clerk, id, ['ask', '请补。'])
    expect((await submitForm(visitor, id, { remove: kept })).status).toBe(409)
    await must(303, submitForm(visitor, id, { act: 'submit', ...valuesFor(itemOf('title-return')) }))
    await decide(world, clerk, id, ['fail', '不符合。'])
    expect((await clerk.submit(`${path}/results`, { remove: kept })).status).toBe(409)
    expect((await attach(path, paper('迟到的.pdf'))).status).toBe(409)
    const page = wordsOf((await visitor.get(`/center/cases/${id}`)).text)
    expect(page).toContain('认定决定书')
    expect(page).not.toContain('拿错的')
  })

  it('is the clerk’s who has the case, by its content, and each time in the audit', async () => {
    const { path } = await examined()
    const other = await signInClerk(world, await aClerk(world))
    expect((await attach(path, paper(), other)).status).toBe(409)
    const bad = await attach(path, aFile('决定书.pdf', Buffer.from('<script>')))
    expect([bad.status, wordsOf(bad.text)]).toEqual([422, expect.stringContaining('改文件名没有用')])
    const early = await queuePath(world, await aCase(visitor))
    await must(303, clerk.submit(`${early}/take`, {}))
    expect((await attach(early, paper())).status).toBe(409)
    await must(303, attach(path, paper()))
    expect(wordsOf((await visitor.get('/center/activity')).text)).toContain('窗口附上办件的结果文书')
  })

  it('is given to a person, too', async () => {
    const person = await registerPerson(world)
    await beFlexible(world, person)
    const own = await signInPerson(world, person)
    const id = await anOwnCase(own)
    const path = await ownQueuePath(world, id)
    await must(303, clerk.submit(`${path}/take`, {}))
    for (const move of ['accept', 'examine']) await must(303, clerk.submit(path, { move, words: '' }))
    await must(303, attach(path, paper('停保证明.pdf')))
    await must(303, decideOn(clerk, path, 'pass'))
    const hrefs = hrefsIn((await own.get(`${OWN}/${id}`)).text, OWN)
    const got = await Promise.all(hrefs.map((href) => own.get(href)))
    expect(got.filter(({ text }) => text.includes('DECIDED'))).toHaveLength(1)
  })
})
