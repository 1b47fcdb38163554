import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { errorsIn, summaryIn, valuesIn, wordsOf } from '../support/html.ts'
import { ADDRESSES, anAddress, SETTINGS } from '../support/settings.ts'
import { aHandler, aRepresentative, type Member } from '../support/unit-people.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const NEW = `${ADDRESSES}/new`
const SAVED = `${SETTINGS}?saved=address`

const idsIn = async ({ visitor }: Member) =>
  [...(await visitor.get(SETTINGS)).text.matchAll(/addresses\/edit\?id=(\w+)/g)].map(([, id]) => id ?? '')

const rowsOf = async ({ unit }: Member) => {
  const { results } = await world.hall.db
    .prepare('SELECT a.* FROM delivery_address a JOIN unit u ON u.id = a.unit_id WHERE u.credit_code = ?')
    .bind(unit.creditCode)
    .all<{ id: string; is_default: number; content_sealed: string }>()
  return results
}

describe('delivery addresses', () => {
  it('are added, shown, changed and removed; the first is the default', async () => {
    const mine = await aRepresentative(world)
    expect(wordsOf((await mine.visitor.get(SETTINGS)).text)).toContain('还没有收件地址')
    const first = anAddress()
    const reply = await mine.visitor.submit(NEW, first)
    expect([reply.status, reply.headers.get('location')]).toEqual([303, SAVED])
    const page = await mine.visitor.get(SAVED)
    expect(wordsOf(page.text)).toContain('收件地址已经保存')
    expect(wordsOf(page.text)).toContain(`江苏省泰州市海陵区${first.detail}`)
    expect(wordsOf(page.text)).toContain('默认地址')
    expect(page.text).not.toContain(first.mobile)
    const [id = ''] = await idsIn(mine)
    const form = await mine.visitor.get(`${ADDRESSES}/edit?id=${id}`)
    expect(valuesIn(form.text)).toMatchObject(first)
    const changed = anAddress({ region: '320106' })
    expect((await mine.visitor.submit(`${ADDRESSES}/edit?id=${id}`, changed)).status).toBe(303)
    expect(wordsOf((await mine.visitor.get(SETTINGS)).text)).toContain(`江苏省南京市鼓楼区${changed.detail}`)
    expect(wordsOf((await mine.visitor.get(`${ADDRESSES}/remove?id=${id}`)).text)).toContain(
      '要删除这个收件地址吗',
    )
    expect((await mine.visitor.submit(`${ADDRESSES}/remove`, { id })).status).toBe(303)
    expect(await rowsOf(mine)).toEqual([])
    const activity = wordsOf((await mine.visitor.get('/center/activity')).text)
    for (const words of ['添加收件地址', '修改收件地址', '删除收件地址']) expect(activity).toContain(words)
  })

  it('come back with what was typed where something is wrong', async () => {
    const { visitor } = await aRepresentative(world)
    const empty = await visitor.submit(NEW, {})
    expect([empty.status, Object.keys(errorsIn(empty.text))]).toEqual([
      422,
      ['name', 'mobile', 'region', 'detail'],
    ])
    const typed = anAddress({ region: '321200', detail: '<b>' })
    const page = await visitor.submit(NEW, typed)
    expect(page.status).toBe(422)
    expect(errorsIn(page.text).region).toContain('县（市、区）')
    expect(valuesIn(page.text)).toMatchObject({ name: typed.name, mobile: typed.mobile })
    expect(page.text).not.toContain('<b>')
  })

  it('are ten at the most, of fifty at once', async () => {
    const mine = await aRepresentative(world)
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => mine.visitor.submit(NEW, anAddress({ preferred: 'yes' }))),
    )
    expect(replies.filter(({ status }) => status === 303)).toHaveLength(10)
    const full = replies.find(({ status }) => status === 409)
    expect(summaryIn(full?.text ?? '')).toContain('最多保存 10 个收件地址')
    expect(valuesIn(full?.text ?? '')).toMatchObject({ preferred: 'yes', region: '321202' })
    const rows = await rowsOf(mine)
    expect(rows).toHaveLength(10)
    expect(rows.filter(({ is_default }) => is_default === 1)).toHaveLength(1)
  })

  it('have one default, whoever chooses fifty times at once, and another when it is removed', async () => {
    const mine = await aRepresentative(world)
    for (let turn = 0; turn < 5; turn++) await mine.visitor.submit(NEW, anAddress())
    const ids = (await rowsOf(mine)).map(({ id }) => id)
    await Promise.all(
      Array.from({ length: 50 }, (_, turn) =>
        turn % 10 === 9
          ? mine.visitor.submit(NEW, anAddress({ preferred: 'yes' }))
          : mine.visitor.submit(`${ADDRESSES}/default`, { id: ids[turn % 5] ?? '' }),
      ),
    )
    const one = async () => (await rowsOf(mine)).filter(({ is_default }) => is_default === 1)
    const [first] = await one()
    expect(await one()).toHaveLength(1)
    await mine.visitor.submit(`${ADDRESSES}/remove`, { id: first?.id ?? '' })
    const [heir] = await one()
    expect(await one()).toHaveLength(1)
    expect(heir?.id).not.toBe(first?.id)
  })

  it('are seen and changed by nobody else, of the same unit or of another', async () => {
    const mine = await aRepresentative(world)
    await mine.visitor.submit(NEW, anAddress())
    const [id = ''] = await idsIn(mine)
    const before = await rowsOf(mine)
    for (const { visitor } of [await aHandler(world, mine), await aRepresentative(world)]) {
      expect((await visitor.get(SETTINGS)).text).not.toContain(id)
      expect((await visitor.get(`${ADDRESSES}/edit?id=${id}`)).status).toBe(404)
      expect((await visitor.get(`${ADDRESSES}/remove?id=${id}`)).status).toBe(404)
      expect((await visitor.submit(`${ADDRESSES}/edit?id=${id}`, anAddress())).status).toBe(404)
      expect((await visitor.submit(`${ADDRESSES}/edit?id=${id}`, {})).status).toBe(404)
      expect((await visitor.submit(`${ADDRESSES}/default`, { id })).status).toBe(404)
      expect((await visitor.submit(`${ADDRESSES}/remove`, { id })).status).toBe(404)
    }
    expect(await rowsOf(mine)).toEqual(before)
  })

  it('are sealed, and move to a new sealing key', async () => {
    const mine = await aRepresentative(world)
    const address = anAddress()
    await mine.visitor.submit(NEW, address)
    const { keys } = JSON.parse(world.secrets.SEALING_KEYS) as { keys: Record<string, string> }
    const both = { ...keys, k2: randomBytes(32).toString('base64') }
    await world.hall.reload({ SEALING_KEYS: JSON.stringify({ current: 'k2', keys: both }) })
    await world.hall.tick()
    await expect.poll(async () => (await rowsOf(mine))[0]?.content_sealed).toMatch(/^k2\./)
    const [row] = await rowsOf(mine)
    expect(JSON.stringify(row)).not.toContain(address.detail)
    expect(wordsOf((await mine.visitor.get(SETTINGS)).text)).toContain(address.detail)
  })
})
