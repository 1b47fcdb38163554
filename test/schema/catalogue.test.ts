import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DELIVERY } from '../../schema/case-delivery.ts'
import {
  boardNames,
  codesNamed,
  findItem,
  isCase,
  items,
  itemsOf,
  searchItems,
  unitItems,
  worksIn,
} from '../../schema/catalogue.ts'
import { regions } from '../../schema/fields/region.ts'

/** Every item that the manuals name. */
const NAMED = `用人单位用工参保登记 用人单位退工停保登记 人员变更回退 缴费基数调整（上调） 人员基础信息采集
单位人员参保证明打印 单位人员参保证明验证 灵活就业人员停保登记 人员月度变更 人员月缴费明细 用人单位用工参保预登记
企业社会保险登记 职称申报单位公示 和谐劳动关系创建评价 事业单位离休人员补贴核定情况查询
事业单位离休人员基本离休费调整核定情况查询 事业单位工作人员认定情况查询 事业单位工作人员年龄变更核定情况查询
事业单位工作人员遗属补助核定情况查询 事业单位工作人员工资重新测算情况查询
授权人力资源服务（人才中介服务）组织从事人事代理业务 劳动合同拟定 劳务派遣单位年度经营情况报告核验
职称证书在线查询 就业技能培训补贴申请 企业经济性裁员人员备案 劳动人事争议仲裁申请 调解登记 劳动人事争议调解申请
社会保障卡正式挂失 职称申报退回修改 工伤认定 机构登记`.split(/\s+/)

describe('the catalogue', () => {
  it('has every item that the manuals name, each once', () => {
    expect(items.map(({ name }) => name).sort()).toEqual(NAMED.toSorted())
    expect(new Set(items.map(({ code }) => code)).size).toBe(items.length)
    for (const { code } of items) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/)
  })

  it('has a form for every case, with keys of its own, and leads to a page for everything else, or says where it is done', () => {
    for (const item of items) {
      if (!isCase(item)) {
        expect(item.page ?? item.notHere, item.code).toMatch(/^\/|。$/)
        expect(item.page && item.notHere, item.code).toBeUndefined()
        continue
      }
      const fields = item.fields ?? []
      const keys = [...fields, ...(item.materials ?? [])].map(({ key }) => key)
      expect(fields.length, item.code).toBeGreaterThan(2)
      expect(new Set(fields.map(({ key }) => key)).size, item.code).toBe(fields.length)
      for (const key of keys) expect(key, item.code).toMatch(/^[a-z][A-Za-z]{1,30}$/)
      // What the form posts beside its fields.
      for (const taken of ['act', 'remove', 'version', 'result', DELIVERY])
        expect(keys, item.code).not.toContain(taken)
      for (const field of fields)
        expect(field.type !== 'select' || (field.options?.length ?? 0) > 1, field.key).toBe(true)
    }
  })

  it('speaks plain Chinese', () => {
    const { guide: _guide, ...one } = items[0] ?? {}
    expect(one).toBeDefined()
    for (const { guide, notHere = '', review = '', code } of items)
      for (const text of [guide.who, guide.time, guide.cost, ...guide.steps, notHere, review])
        expect(text, code).not.toMatch(/[A-Za-z]{2}|[,;:!?()"']/)
    for (const { who } of items.map(({ guide }) => guide)) expect(who).toMatch(/。$/)
  })
})

describe('an item of one city', () => {
  const rollback = findItem('rollback')
  it('is to be had in that city and its counties, and nowhere else', () => {
    if (!rollback) throw new Error('it is there')
    const where = [...regions().keys()].filter((code) => worksIn(rollback, code))
    expect(where.sort()).toEqual(['321200', '321202', '321203', '321204', '321281', '321282', '321283'])
    expect(itemsOf({ region: '321281' })).toContain(rollback)
    expect(itemsOf({ region: '320100' })).not.toContain(rollback)
    expect(itemsOf({})).toContain(rollback)
    expect(itemsOf({ region: '329900' })).toHaveLength(items.length - 1)
  })
})

describe('looking for items', () => {
  const names = (text: string) => searchItems(text).map(({ name }) => name)

  it('finds two characters anywhere in a name, and all words at once', () => {
    expect(names('工伤')[0]).toBe('工伤认定')
    expect(names('离休')).toHaveLength(2)
    expect(names('查询 职称')).toContain('职称证书在线查询')
    expect(names('ＡＢ 工伤')).toEqual([])
    for (const text of ['', '  ', '　']) expect(names(text)).toEqual([])
  })

  it('finds every item by every two neighbouring characters of its name', () => {
    fc.assert(
      fc.property(fc.constantFrom(...items), fc.nat(), (item, at) => {
        const text = [...item.name]
        const start = at % (text.length - 1)
        const word = text.slice(start, start + 2).join('')
        expect(searchItems(word)).toContain(item)
        expect(codesNamed(word)).toContain(item.code)
      }),
    )
  })

  it('filters by board, theme, audience and whose account does it', () => {
    const all = (Object.keys(boardNames) as (keyof typeof boardNames)[]).flatMap((board) =>
      itemsOf({ board }),
    )
    expect(all).toHaveLength(items.length)
    expect(itemsOf({ theme: 'training' }).map(({ code }) => code)).toEqual(['training-subsidy'])
    expect(itemsOf({ audience: 'injured', board: 'insurance' }).map(({ code }) => code)).toEqual([
      'work-injury',
    ])
    expect(unitItems).toHaveLength(items.length - 3)
  })
})
