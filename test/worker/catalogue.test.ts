import { beforeAll, describe, expect, it } from 'vitest'
import { items } from '../../schema/catalogue.ts'
import { registerUnit, signIn } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { headingOf, wordsOf } from '../support/html.ts'
import { insertNotice } from '../support/notices.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const visitor = () => new Visitor(world.hall.origin)
const namesIn = (html: string) =>
  [...html.matchAll(/<a href="\/items\/([\w-]+)">/g)].map(([, code = '']) => code)

async function from(region: string, by = visitor()) {
  const chosen = await by.submit('/preferences/region', { region, back: '/items?board=insurance' })
  expect([chosen.status, chosen.headers.get('location')]).toEqual([303, '/items?board=insurance'])
  return by
}

describe('the first page', () => {
  it('leads to the places of the hall, items, audiences, themes, and shows the newest notices', async () => {
    await insertNotice(world.hall.db, {
      ...{ kind: 'announcement', title: '关于岁末窗口时间的公告', body: '照常上班。', issuer: '省人社厅' },
    })
    const { text } = await visitor().get('/')
    for (const place of ['个人办事', '单位办事', '查询服务', '服务清单', '主题服务', '公示公告'])
      expect(text).toContain(place)
    for (const word of ['高校毕业生', '工伤人员', '就业培训', '企业养老保险', '关于岁末窗口时间的公告'])
      expect(text).toContain(word)
    expect(namesIn(text)).toContain('work-injury')
    expect(text).toContain('<search ')
  })
})

describe('the catalogue', () => {
  it('lists every item, and fewer by board, theme, audience', async () => {
    const all = await visitor().get('/items')
    expect(namesIn(all.text).sort()).toEqual(items.map(({ code }) => code).sort())
    expect(namesIn((await visitor().get('/items?board=card')).text)).toEqual(['card-loss'])
    expect(namesIn((await visitor().get('/items?theme=training')).text)).toEqual(['training-subsidy'])
    expect(namesIn((await visitor().get('/items?audience=injured')).text)).toEqual(['work-injury'])
    expect(namesIn((await visitor().get('/items?whose=person')).text)).toHaveLength(2)
    const none = await visitor().get('/items?board=inspection')
    expect(wordsOf(none.text)).toContain('这里还没有事项')
    for (const query of ['board=x', 'board=toString', 'region=1', 'kind=%00'])
      expect(namesIn((await visitor().get(`/items?${query}`)).text)).toHaveLength(items.length)
  })

  it('has a page with a guide for every item, and says what is not done here yet', async () => {
    const by = visitor()
    for (const { code, name, notHere, audience, page: place } of items) {
      const page = await by.get(`/items/${code}`)
      expect([page.status, headingOf(page.text)]).toEqual([200, name])
      const form = place ?? `/${audience === 'unit' ? 'center' : 'person'}/cases/new/${code}`
      expect(page.text.includes(`href="${form}"`), code).toBe(notHere === undefined)
      if (notHere) expect(wordsOf(page.text)).toContain(notHere)
    }
    expect((await by.get('/items/nothing')).status).toBe(404)
  })

  it('shows what is of one city there alone, and says so elsewhere', async () => {
    const taizhou = await from('321283')
    expect(namesIn((await taizhou.get('/items')).text)).toContain('rollback')
    const there = wordsOf((await taizhou.get('/items/rollback')).text)
    expect(there).not.toContain('只在泰州市办理')
    const nanjing = await from('320100')
    const list = await nanjing.get('/items')
    expect(namesIn(list.text)).not.toContain('rollback')
    expect(wordsOf(list.text)).toContain('南京市有')
    expect(namesIn((await nanjing.get('/items?region=all')).text)).toContain('rollback')
    const page = await nanjing.get('/items/rollback')
    expect(wordsOf(page.text)).toContain('这个事项只在泰州市办理')
  })

  it('takes the unit’s own region where none was chosen', async () => {
    const inside = await signIn(world, await registerUnit(world))
    expect(wordsOf((await inside.get('/items/rollback')).text)).toContain('只在泰州市办理')
    await from('321200', inside)
    expect(wordsOf((await inside.get('/items/rollback')).text)).not.toContain('只在泰州市办理')
  })
})

describe('what an operator wants at hand', () => {
  it('is kept from the item’s page, shown in the unit centre, and let go again', async () => {
    const inside = await signIn(world, await registerUnit(world))
    const path = '/items/rollback/favourite'
    expect(wordsOf((await inside.get('/items/rollback')).text)).toContain('收藏到单位中心')
    expect((await inside.get('/center')).text).not.toContain('>收藏<')
    for (let twice = 0; twice < 2; twice++)
      expect((await inside.submit(path, { keep: 'yes' })).headers.get('location')).toBe('/items/rollback')
    expect(wordsOf((await inside.get('/items/rollback')).text)).toContain('已收藏')
    expect(namesIn((await inside.get('/center')).text)[0]).toBe('rollback')
    await inside.submit(path, { keep: 'no' })
    expect(namesIn((await inside.get('/center')).text)).not.toContain('rollback')
    expect((await inside.submit('/items/nothing/favourite', { keep: 'yes' })).status).toBe(404)
    expect((await visitor().submit(path, { keep: 'yes' })).headers.get('location')).toBe('/login')
    expect(wordsOf((await visitor().get('/items/rollback')).text)).not.toContain('收藏')
  })

  it('is theirs alone, and what is recommended can be done here', async () => {
    const [one, other] = [
      await signIn(world, await registerUnit(world)),
      await signIn(world, await registerUnit(world)),
    ]
    await one.submit('/items/mediation/favourite', { keep: 'yes' })
    expect((await other.get('/center')).text).not.toContain('/items/mediation')
    const names = namesIn((await other.get('/center')).text)
    expect(names).toEqual(expect.arrayContaining(['work-injury', 'enrolment']))
    for (const { code, notHere } of items) if (notHere) expect(names).not.toContain(code)
  })
})

describe('the region', () => {
  it('is chosen among all of the province, kept in a cookie and shown in the header', async () => {
    const by = visitor()
    const page = await by.get('/region?back=/themes')
    for (const name of ['省本级', '苏州市（全市）', '海陵区']) expect(wordsOf(page.text)).toContain(name)
    await from('321202', by)
    expect(wordsOf((await by.get('/')).text)).toContain('泰州市海陵区')
    expect((await by.get('/items?board=card')).text).toContain('href="/region?back=%2Fitems%3Fboard%3Dcard"')
    await by.submit('/preferences/region', { region: '' })
    expect(by.cookies.has('hall-region')).toBe(false)
    for (const back of ['https://evil.example/', '//evil.example', 'x'])
      expect((await by.submit('/preferences/region', { region: '1', back })).headers.get('location')).toBe(
        '/',
      )
  })
})

describe('notices', () => {
  beforeAll(async () => {
    for (let n = 0; n < 45; n++)
      await insertNotice(
        world.hall.db,
        { kind: 'publicity', title: `第${n}号名单公示`, body: '一\n二', issuer: '省人社厅' },
        1_700_000_000_000 + n * (n % 3 === 0 ? 0 : 1000),
      )
  })

  it('are listed to the end, each once, and have a page', async () => {
    const seen: string[] = []
    for (let path: string | undefined = '/notices'; path; ) {
      const { text }: { text: string } = await visitor().get(path)
      seen.push(...[...text.matchAll(/href="\/notices\/(\w+)"/g)].map(([, id = '']) => id))
      path = /href="(\/notices\?before=[^"]+)"/.exec(text)?.[1]
    }
    expect(seen.length).toBeGreaterThan(45)
    expect(new Set(seen).size).toBe(seen.length)
    const page = await visitor().get(`/notices/${seen[0]}`)
    expect(page.status).toBe(200)
    expect((await visitor().get('/notices/x')).status).toBe(404)
    expect((await visitor().get('/notices?before=x')).status).toBe(200)
  })

  it('are found by two characters inside a title, by one, by several words, and never by a wildcard', async () => {
    const found = async (query: string) =>
      [
        ...(await visitor().get(`/search?q=${encodeURIComponent(query)}`)).text.matchAll(/公示：([^<]+)</g),
      ].map(([, title]) => title)
    expect(await found('7号')).toContain('第7号名单公示')
    expect(await found('单公')).toHaveLength(20)
    expect(await found('第44号')).toEqual(['第44号名单公示'])
    expect(await found('名单 43号')).toEqual(['第43号名单公示'])
    expect(await found('示')).toHaveLength(20)
    for (const query of ['%', '_', '*', '"', "' OR 1=1", '\\', '名%公', ''])
      expect(await found(query), query).toEqual([])
    await world.hall.db
      .prepare("UPDATE notice SET title = '换了新的题目' WHERE title = '第44号名单公示'")
      .run()
    expect(await found('第44号')).toEqual([])
    expect(await found('新的')).toEqual(['换了新的题目'])
  })

  it('are looked for together with items', async () => {
    await insertNotice(world.hall.db, {
      ...{ kind: 'publicity', title: '今年的工伤名单', body: '有。', issuer: '省人社厅' },
    })
    const { text } = await visitor().get('/search?q=工伤')
    expect(namesIn(text)[0]).toBe('work-injury')
    expect(text).toContain('今年的工伤名单')
    const evil = await visitor().get(`/search?q=${encodeURIComponent('"><script>alert(1)</script>')}`)
    expect(evil.text).not.toContain('<script>alert')
  })
})
