/** What a unit reads before it signs in with a CA key. */
import { describe, expect, it } from 'vitest'
import { Visitor } from '../support/client.ts'
import { headingOf, wordsOf } from '../support/html.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair()
const read = async (path: string) => (await new Visitor(world.hall.origin).get(path)).text

describe('the guide to CA keys', () => {
  it('says for each browser and system what to do, in five minutes', async () => {
    const words = wordsOf(await read('/ca/guide'))
    for (const part of ['Chrome', 'Edge', '火狐', 'Windows', 'macOS', 'Linux', '约两分钟', '约一分钟'])
      expect(words).toContain(part)
    expect(words).toContain('大厅现在还没有登记可以使用的发证机构')
  })

  it('leads to where things are had as far as the deployment says, and to people where it does not', async () => {
    expect(wordsOf(await read('/ca/guide')).split('安装包请向本单位的信息化人员索取')).toHaveLength(3)
    await world.hall.reload({
      CA_DOWNLOADS: JSON.stringify({ edge: 'https://store.example/ca-key', windows: '/files/ca.zip?v=1' }),
    })
    const text = await read('/ca/guide')
    expect(text).toContain('href="https://store.example/ca-key"')
    expect(text).toContain('href="/files/ca.zip?v=1"')
    expect(wordsOf(text)).not.toContain('信息化人员')
  })

  it('has a page beside it that looks by itself what is there', async () => {
    const text = await read('/ca/check')
    expect(headingOf(text)).toBe('检查能不能用 CA 证书')
    expect(text).toContain('<hall-ca-check')
    expect(wordsOf(text)).toContain('浏览器没有运行脚本（JavaScript）')
  })
})

describe('the sign-in by CA key', () => {
  it('says without a script what is needed, and keeps the other ways at hand', async () => {
    const text = await read('/login/ca?next=%2Fcenter')
    expect(wordsOf(text)).toContain(
      '浏览器没有运行脚本（JavaScript），请打开以后刷新这一页，或者换一种方式登录',
    )
    for (const way of ['/login', '/login/scan', '/login/sso', '/login/licence'])
      expect(text).toContain(`href="${way}?next=%2Fcenter"`)
    expect(text).toMatch(/<form method="post" action="\/login\/ca\?next=%2Fcenter"/)
  })
})
