import { beforeAll, describe, expect, it } from 'vitest'
import type { CaseDetail, CaseList } from '../../schema/cases.ts'
import { registerUnit, signIn } from '../support/builders.ts'
import { aCase, aDraft, decide, finish, itemOf, stored, valuesFor } from '../support/cases.ts'
import type { Visitor } from '../support/client.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { wordsOf } from '../support/html.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let who: Awaited<ReturnType<typeof registerUnit>>
let visitor: Visitor
const ids: Record<string, string> = {}
beforeAll(async () => {
  who = await registerUnit(world)
  visitor = await signIn(world, who)
  const clerk = await signInClerk(world, await aClerk(world))
  ids.draft = await aDraft(visitor)
  ids.open = await aCase(visitor, 'mediation')
  ids.passed = await aCase(visitor)
  await finish(world, clerk, ids.passed)
  ids.refused = await aCase(visitor, 'mediation')
  await decide(world, clerk, ids.refused, ['refuse', '不受理。'])
  await visitor.submit(`/center/cases/${ids.refused}/rating`, { rating: '3' })
  ids.withdrawn = await aCase(visitor)
  await visitor.submit(`/center/cases/${ids.withdrawn}/withdraw`, {})
})

const listed = async (query: string, by = visitor) => {
  const { json } = await by.get<CaseList>(`/api/v1/cases${query}`)
  return json.cases.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id) ?? id)
}
const inPage = async (query: string) =>
  [...(await visitor.get(`/center/cases${query}`)).text.matchAll(/<a href="\/center\/cases\/(\w{26})/g)].map(
    ([, id = '']) => Object.keys(ids).find((name) => ids[name] === id) ?? id,
  )

describe('the list of cases', () => {
  it('shows them by where they stand', async () => {
    for (const list of [listed, inPage]) {
      expect((await list('')).sort()).toEqual(Object.keys(ids).sort())
      expect(await list('?status=draft')).toEqual(['draft'])
      expect(await list('?status=open')).toEqual(['open'])
      expect(await list('?status=ended')).toEqual(['refused', 'passed'])
      expect(await list('?status=unrated')).toEqual(['passed'])
      expect(await list('?status=withdrawn')).toEqual(['withdrawn'])
    }
    expect((await visitor.get('/api/v1/cases/counters')).json).toEqual({
      ...{ open: 1, ended: 2, unrated: 1, waiting: 0 },
    })
  })

  it('finds them by item, by two characters of its name, by a part of the number, and by day', async () => {
    const number = (await stored(world, ids.open ?? '')).case_number ?? ''
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    for (const list of [listed, inPage]) {
      expect(await list('?item=mediation')).toEqual(['refused', 'open'])
      expect(await list('?item=mediation&status=open')).toEqual(['open'])
      expect(await list('?item=arbitration')).toEqual([])
      expect(await list(`?q=${encodeURIComponent('调解')}`)).toEqual(['refused', 'open'])
      expect(await list(`?q=${encodeURIComponent('调解 争议')}&status=ended`)).toEqual(['refused'])
      expect(await list(`?q=${number}`)).toEqual(['open'])
      expect(await list(`?q=${number.slice(-7)}`)).toContain('open')
      expect(await list('?q=%25')).toEqual([])
      expect(await list(`?from=${today}&to=${today}`)).toHaveLength(5)
      expect(await list('?to=2020-01-01')).toEqual([])
      expect(await list('?from=2099-01-01')).toEqual([])
    }
    // A form sends its empty fields too, and people change addresses.
    expect(await inPage('?status=&item=&q=&from=&to=')).toHaveLength(5)
    expect(await inPage('?status=x&from=x')).toHaveLength(5)
  })

  it('goes on, twenty at a time, to its end, each once', async () => {
    const mine = await signIn(world, await registerUnit(world))
    await Promise.all(Array.from({ length: 45 }, () => aDraft(mine)))
    const seen: string[] = []
    const sizes: number[] = []
    for (let next: string | null = ''; next !== null; ) {
      const { json }: { json: CaseList } = await mine.get<CaseList>(
        `/api/v1/cases${next && `?before=${next}`}`,
      )
      sizes.push(json.cases.length)
      seen.push(...json.cases.map(({ id }) => id))
      next = json.next
    }
    expect(sizes).toEqual([20, 20, 5])
    expect(new Set(seen).size).toBe(45)
    const first = await mine.get('/center/cases?status=draft')
    const older = /href="(\/center\/cases\?[^"]*before=[^"]+)"/
      .exec(first.text)?.[1]
      ?.replaceAll('&amp;', '&')
    expect(older).toContain('status=draft')
    expect(wordsOf((await mine.get(older ?? '')).text)).toContain('看更早的')
  })
})

describe('one case, asked for by a program', () => {
  it('has its form, files and timeline, in codes and in words', async () => {
    const { json } = await visitor.get<CaseDetail>(`/api/v1/cases/${ids.passed}`)
    const field = itemOf('title-return').fields?.[0]
    expect(json).toMatchObject({
      ...{ item: 'title-return', itemName: '职称申报退回修改', state: 'done', stateName: '办结' },
      ...{ outcome: 'passed', rating: null },
    })
    expect(json.fields[0]).toEqual({
      ...{ key: field?.key, label: field?.label, value: valuesFor(itemOf('title-return')).personName },
    })
    expect(json.files).toHaveLength(1)
    expect(json.timeline.map(({ event }) => event)).toEqual(['submit', 'accept', 'examine', 'pass'])
    expect(json.timeline.at(-1)).toMatchObject({ eventName: '办结，通过', words: '符合规定。' })
  })

  it('is for the unit’s own software with that scope, and for no other', async () => {
    const token = async (fields: Record<string, string>) => {
      const { text } = await visitor.submit('/center/apps', {
        name: `办件${Object.keys(fields)[0]}`,
        ...fields,
      })
      const [id, secret] = [...text.matchAll(/<dd><span class="code">([^<]+)</g)].map(([, shown]) => shown)
      const reply = await fetch(`${world.hall.origin}/oidc/token`, {
        ...{ method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials' }) },
        headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
      })
      return ((await reply.json()) as { access_token: string }).access_token
    }
    const ask = (path: string, access: string) =>
      fetch(world.hall.origin + path, { headers: { authorization: `Bearer ${access}` } })
    const may = await token({ casesRead: 'yes' })
    const list = (await (await ask('/api/v1/cases', may)).json()) as CaseList
    expect(list.cases).toHaveLength(5)
    expect((await ask(`/api/v1/cases/${ids.open}`, may)).status).toBe(200)
    const mayNot = await token({ unitRead: 'yes' })
    for (const path of ['', '/counters', `/${ids.open}`])
      expect((await ask(`/api/v1/cases${path}`, mayNot)).status).toBe(403)
  })
})
