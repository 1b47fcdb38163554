import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeMeant } from '../../schema/fields/code-list.ts'
import { ETHNIC_GROUPS } from '../../schema/fields/ethnic-group.ts'
import { type Cell, textCell } from '../../schema/rosters/cell.ts'
import { type CheckContext, checkRow, rowChecker } from '../../schema/rosters/check.ts'
import { columnsOf } from '../../schema/rosters/columns.ts'
import { rosterCopy, rosterMessage } from '../../schema/rosters/copy.ts'
import { TEMPLATE_CODES, type TemplateCode } from '../../schema/rosters/names.ts'
import { dayOf } from '../../schema/rosters/serial.ts'
import { identityNumber, rubbish, TODAY } from './arbitraries.ts'

const context: CheckContext = { today: TODAY, limits: { floorFen: 495_200, capFen: 2_476_200 } }

const GOOD: Record<TemplateCode, Record<string, string>> = {
  enrolment: {
    ...{
      name: '徐建',
      documentType: '居民身份证',
      documentNumber: '11010519491231002X',
      mobile: '13800138000',
    },
    ...{ contractReason: '新签', contractKind: '固定期限', contractStart: '2026-10-01' },
    ...{ contractEnd: '2028-09-30', job: '07', insuredAs: '企业职工', wage: '6500' },
  },
  termination: {
    ...{ name: '徐建', documentType: '01', documentNumber: '11010519491231002X' },
    ...{ reason: '个人解除合同', stopDay: '2026-10-10' },
  },
  'basic-data': {
    ...{ name: '徐建', documentType: '01', documentNumber: '11010519491231002X', mobile: '13800138000' },
    ...{ ethnicGroup: '汉', household: '本省城镇', province: '江苏', city: '泰州', county: '海陵区' },
    ...{ street: '城东街道', village: '春晖社区' },
  },
  'base-adjustment': {
    ...{ name: '徐建', documentNumber: '11010519491231002X', oldBase: '6,000.00', newBase: '8000元' },
  },
}

type Changes = Record<string, string | Cell | undefined>
const cellsOf = (values: Changes) =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, typeof value === 'string' ? textCell(value) : value]),
  )
const check = <Code extends TemplateCode>(template: Code, changes: Changes = {}) =>
  checkRow(template, cellsOf({ ...GOOD[template], ...changes }), context)
const enrol = (changes: Changes = {}) => check('enrolment', changes)
const wrong = (changes: Changes) => enrol(changes).problems.map(({ column, code }) => `${column}: ${code}`)
const number = (text: string): Cell => ({ kind: 'number', text })

describe('a row of a template', () => {
  it.each(TEMPLATE_CODES)('is read whole where all is well: %s', (template) => {
    const { value, problems } = check(template)
    expect(problems).toEqual([])
    expect(value).toBeDefined()
  })

  it('comes out in codes, days and fen', () => {
    expect(enrol({ job: '普通员工', contractStart: '2026年10月1日' }).value).toEqual({
      ...{ name: '徐建', documentType: '01', documentNumber: '11010519491231002X', mobile: '13800138000' },
      ...{ contractReason: '1', contractKind: '41', contractStart: '2026-10-01', contractEnd: '2028-09-30' },
      ...{ job: '07', insuredAs: '101', wageFen: 650_000 },
    })
    expect(check('base-adjustment').value).toMatchObject({ oldBaseFen: 600_000, newBaseFen: 800_000 })
    expect(check('basic-data').value).toMatchObject({ province: '江苏省', city: '泰州市', ethnicGroup: '01' })
  })

  it.each(['2026-10-01', '2026/10/1', '2026.10.1', '2026年10月1日', '20261001', '2026-10-1'])(
    'takes the day %s as it is, without a word',
    (day) => {
      const { value, repairs } = enrol({ contractStart: day })
      expect(value?.contractStart).toBe('2026-10-01')
      expect(repairs).toEqual([])
    },
  )

  it.each([
    ['documentNumber', '１１０１０５１９４９１２３１００２Ｘ', '11010519491231002X', 'width'],
    ['documentNumber', ' 110105 19491231 002X\u3000', '11010519491231002X', 'space'],
    ['documentNumber', '11010519491231002x', '11010519491231002X', 'case'],
    ['documentNumber', "'11010519491231002X", '11010519491231002X', 'quote'],
    ['documentNumber', '="11010519491231002X"', '11010519491231002X', 'quote'],
    ['name', '徐 建', '徐建', 'space'],
    ['name', '阿卜杜热依木•麦麦提', '阿卜杜热依木·麦麦提', 'dot'],
    ['mobile', '+86 138-0013-8000', '13800138000', 'mobile'],
    ['wage', '６，５００．５０元', '6500.50', 'amount'],
    ['contractStart', '2026-10-01 00:00:00', '2026-10-01', 'day'],
    ['job', ' 普通员工', '普通员工', 'space'],
  ])('mends %s and tells before and after: %s', (column, before, after, code) => {
    const { value, repairs } = enrol({ [column]: before })
    expect(value).toBeDefined()
    expect(repairs).toEqual([{ column, before, after, code: `repair.${code}` }])
  })

  it('mends what a spreadsheet took for a number, as long as every digit is there', () => {
    const { value, repairs } = enrol({ mobile: number('13800138000'), contractStart: number('46266') })
    expect(value).toMatchObject({ mobile: '13800138000', contractStart: '2026-09-01' })
    expect(repairs.map(({ code }) => code)).toEqual(['repair.number', 'repair.serial'])
    expect(enrol({ job: number('7'), wage: number('6500.1000000000004') }).value).toMatchObject({
      ...{ job: '07', wageFen: 650_010 },
    })
  })

  it.each([number('3.20602197402199E+017'), textCell('3.20602E+17'), textCell('320602197402191000')])(
    'does not guess digits that were lost: %s',
    (cell) => {
      const { problems, repairs } = enrol({ documentNumber: cell })
      expect(problems).toEqual([{ column: 'documentNumber', code: 'document_number.damaged' }])
      expect(repairs).toEqual([])
    },
  )

  it('leaves a cell as it was typed where the person wants it so, and files the row no longer', () => {
    const cells = cellsOf({ ...GOOD.enrolment, mobile: '138 0013 8000' })
    const { value, problems, repairs } = rowChecker('enrolment', context)(cells, new Set(['mobile']))
    expect(value).toBeUndefined()
    expect(problems).toEqual([{ column: 'mobile', code: 'cell.as_typed' }])
    expect(repairs).toHaveLength(1)
  })

  it('keeps kind and days of a contract in step', () => {
    expect(wrong({ contractEnd: '' })).toEqual(['contractEnd: contract_end.required'])
    expect(wrong({ contractKind: '42' })).toEqual(['contractEnd: contract_end.open_ended'])
    expect(wrong({ contractEnd: '2020-01-01' })).toEqual(['contractEnd: contract_end.before_start'])
    expect(wrong({ contractKind: '无固定期限', contractEnd: '长期' })).toEqual([])
    expect(wrong({ contractKind: '43', contractEnd: '' })).toEqual([])
    expect(wrong({ contractStart: '2026-02-30' })).toEqual(['contractStart: contract_start.format'])
  })

  it('looks back six months and not into the future, unless a contract is renewed', () => {
    expect(wrong({ contractStart: '2026-04-01' })).toEqual([])
    expect(wrong({ contractStart: '2026-03-31' })).toEqual(['contractStart: contract_start.early'])
    expect(wrong({ contractStart: '2026-10-16' })).toEqual(['contractStart: contract_start.future'])
    const renewal = { contractReason: '续签', contractStart: '2026-11-01', insuredAs: '', wage: '' }
    expect(enrol(renewal).value).toMatchObject({ contractReason: '3', insuredAs: '', wageFen: undefined })
    expect(wrong({ insuredAs: '', wage: '' })).toEqual([
      'insuredAs: insured_as.required',
      'wage: wage.required',
    ])
  })

  it('tells of a wage outside the bounds and of deadlines, and refuses neither', () => {
    const below = enrol({ wage: '3000' })
    expect(below.value?.wageFen).toBe(495_200)
    expect(below.notices).toEqual([{ column: 'wage', code: 'wage.below_floor', fen: 495_200 }])
    expect(enrol({ wage: '99999' }).notices).toEqual([
      { column: 'wage', code: 'wage.above_cap', fen: 2_476_200 },
    ])
    expect(enrol({ contractStart: '2026-09-01' }).notices).toEqual([
      { column: 'contractStart', code: 'contract_start.late' },
    ])
    expect(check('termination', { stopDay: '2026-10-01' }).notices).toEqual([
      { column: 'stopDay', code: 'stop_day.late' },
    ])
    expect(
      checkRow('enrolment', cellsOf({ ...GOOD.enrolment, wage: '1' }), { today: TODAY }).notices,
    ).toEqual([])
  })

  it('says of each cell what is wrong with it', () => {
    expect(wrong({ name: '', job: '保洁', wage: '8千', documentNumber: '110105194912310021' })).toEqual([
      ...['name: person_name.required', 'documentNumber: document_number.check_digit'],
      ...['job: job.unknown', 'wage: money.format'],
    ])
    expect(wrong({ name: '=HYPERLINK("http://127.0.0.1/","点我")' })).toEqual(['name: person_name.character'])
    expect(wrong({ documentType: '护照' })).toEqual(['documentType: document_type.passport'])
    expect(wrong({ wage: { kind: 'error', text: '#N/A' } })).toEqual(['wage: cell.error'])
    expect(check('base-adjustment', { newBase: '6000' }).problems).toEqual([
      { column: 'newBase', code: 'new_base.not_above' },
    ])
  })

  it('asks for as much of an address as a 户籍 has', () => {
    const at = (changes: Changes) => check('basic-data', changes).problems.map(({ code }) => code)
    expect(at({ street: '', village: '' })).toEqual(['street.required', 'village.required'])
    expect(
      at({ household: '外省农村', province: '安徽省', city: '滁州市', county: '天长市', street: '' }),
    ).toEqual([])
    expect(at({ household: '外省农村' })).toEqual(['province.other'])
    expect(at({ province: '安徽省' })).toEqual(['province.own'])
    expect(at({ city: '泰洲' })).toEqual(['city.unknown'])
    expect(at({ county: '鼓楼区' })).toEqual(['county.unknown'])
    const abroad = check('basic-data', { household: '香港', province: '江苏省' })
    expect(abroad.value).toMatchObject({ province: '', city: '', village: '' })
  })

  it('makes a missing column of document types good where the number is a citizen’s', () => {
    const { documentType: _, ...values } = GOOD.enrolment
    const present = new Set(Object.keys(values))
    const { value, repairs } = checkRow('enrolment', cellsOf(values), { ...context, present })
    expect(value?.documentType).toBe('01')
    expect(repairs[0]?.code).toBe('repair.type')
    expect(wrong({ documentType: '' })).toEqual(['documentType: document_type.required'])
  })
})

const anyCell: fc.Arbitrary<Cell | undefined> = fc.oneof(
  fc.record({ kind: fc.constantFrom('text' as const, 'number', 'day', 'truth', 'error'), text: rubbish }),
  fc.double().map((value) => number(String(value))),
  fc.constant(undefined),
)

describe('checking rows', () => {
  it('never throws, has a sentence for all it says, and gives a value or a problem', () => {
    const keys = [...new Set(TEMPLATE_CODES.flatMap((code) => columnsOf(code).map(({ key }) => key)))]
    fc.assert(
      fc.property(
        fc.constantFrom(...TEMPLATE_CODES),
        fc.dictionary(fc.constantFrom(...keys), anyCell),
        (code, cells) => {
          const { value, problems, repairs, notices } = check(code, cells)
          expect(value === undefined).toBe(problems.length > 0)
          for (const said of [...problems, ...repairs, ...notices])
            expect(rosterCopy).toHaveProperty([said.code])
        },
      ),
    )
  })

  it('finds nothing left to mend in what it has mended', () => {
    const noisy = identityNumber.chain((it) =>
      fc.tuple(
        fc.constant(it),
        fc.constantFrom(it, it.toLowerCase(), ` ${it}`, it.replace(/(.{6})/, '$1 '), `'${it}`),
      ),
    )
    fc.assert(
      fc.property(noisy, ([clean, documentNumber]) => {
        const first = enrol({ documentNumber })
        expect(first.value?.documentNumber).toBe(clean)
        const again = enrol({ documentNumber: first.repairs[0]?.after ?? documentNumber })
        expect(again.repairs).toEqual([])
        expect(again.value).toEqual(first.value)
      }),
    )
  })

  it('knows each code of a list by its digits, its name and both', () => {
    for (const template of TEMPLATE_CODES)
      for (const { list = {} } of columnsOf(template))
        for (const [code, label] of Object.entries(list))
          for (const typed of [code, label, `${code} ${label}`, `${code}-${label}`, `${label}（${code}）`])
            expect(codeMeant(list, typed), typed).toBe(code)
    expect(Object.keys(ETHNIC_GROUPS)).toHaveLength(58)
    expect(ETHNIC_GROUPS['56']).toBe('基诺族')
  })

  it('counts days as spreadsheets do', () => {
    expect(dayOf(46_266)).toBe('2026-09-01')
    expect(dayOf(46_266.75)).toBe('2026-09-01')
    expect(dayOf(44_804, true)).toBe('2026-09-01')
    for (const none of [0, -1, 2_958_466, Number.NaN]) expect(dayOf(none)).toBeUndefined()
  })

  it.each(Object.entries(rosterCopy))('has a plain Chinese sentence for %s', (code, sentence) => {
    expect(rosterMessage(code)).toBe(sentence)
    expect(sentence).toMatch(/^\p{Script=Han}.*。$/u)
    expect(sentence).not.toMatch(/[A-Za-z]{2}|[,;:!?()"']|参数|非法|错误|系统/)
  })
})
