/** 社会保险 */
import { CASE_STEPS, contact, FREE, OWN_STEPS, ownContact, person, reason, workingDays } from './fields.ts'
import type { Item } from './types.ts'

const AT_ONCE = '提交后当时知道结果'
const base = { board: 'insurance', audience: 'unit' } as const

/** 泰州市 and its counties: the only place that offers it. */
const TAIZHOU = '321200'

const filings: readonly Item[] = [
  {
    ...{ code: 'enrolment', name: '用人单位用工参保登记', ...base, kind: 'filing', hot: true },
    ...{ themes: ['pension', 'employment'], audiences: ['employed'], page: '/center/filings/new/enrolment' },
    guide: {
      who: '已经办好社会保险登记的用人单位，为新招用、已签劳动合同的职工办理。',
      bring: ['职工的姓名、证件号码和手机号码', '劳动合同的类别、起止日期和岗位', '月缴费工资'],
      ...{ time: AT_ONCE, cost: FREE },
      steps: [
        '填写一个人，或者用表格上传名单。',
        '提交申报，当月缴费期内生效。',
        '看每个人的结果和提示，没有办成的改好再办。',
      ],
    },
  },
  {
    ...{ code: 'termination', name: '用人单位退工停保登记', ...base, kind: 'filing', hot: true },
    ...{
      themes: ['pension', 'employment'],
      audiences: ['employed', 'unemployed'],
      page: '/center/filings/new/termination',
    },
    guide: {
      who: '与职工解除或终止劳动关系的用人单位，在 10 日内办理。',
      bring: ['职工的姓名和证件号码', '变更原因和停保时间'],
      ...{ time: AT_ONCE, cost: FREE },
      steps: ['填写或批量上传名单。', '选择变更原因。', '提交申报。'],
    },
  },
  {
    ...{ code: 'rollback', name: '人员变更回退', ...base, kind: 'filing', regions: [TAIZHOU] },
    ...{ themes: ['pension'], audiences: ['employed'], page: '/center/filings' },
    guide: {
      who: '在泰州市参保的单位，发现本缴费期内的增减申报有误时办理。',
      bring: ['要撤销的那一笔申报'],
      ...{ time: AT_ONCE, cost: FREE },
      steps: ['选择本缴费期内的申报。', '后面还有依赖它的申报，要先回退后面的。', '确认回退。'],
    },
  },
  {
    ...{ code: 'basic-data', name: '人员基础信息采集', ...base, kind: 'filing' },
    ...{ themes: ['pension'], audiences: ['employed'], page: '/center/filings/new/basic-data' },
    guide: {
      who: '用人单位为社保系统里还没有资料的职工补齐基本信息。',
      bring: ['职工的姓名、证件号码、手机号码', '民族、户籍性质和住址'],
      ...{ time: AT_ONCE, cost: FREE },
      steps: ['填写或批量上传。', '核对提示。', '提交。'],
    },
  },
  {
    ...{ code: 'pre-enrolment', name: '用人单位用工参保预登记', ...base, kind: 'case' },
    ...{ themes: ['employment'], audiences: ['employed', 'graduate'] },
    guide: {
      who: '已经约定用工、职工还没有到岗的用人单位。',
      ...{ time: workingDays(2), cost: FREE },
      steps: [
        '登录单位账号，填写约定用工的职工。',
        '社保经办窗口核对后登记，结果在「单位办件」里看。',
        '职工到岗后，再办理正式的参保登记。',
      ],
    },
    fields: [
      ...person('职工'),
      { key: 'arrives', label: '约定的到岗日期', type: 'date', required: true },
      { key: 'job', label: '岗位', type: 'text', required: true, max: 60 },
      ...contact,
    ],
  },
  {
    ...{ code: 'flexible-termination', name: '灵活就业人员停保登记', board: 'insurance', audience: 'person' },
    ...{ kind: 'case', themes: ['pension'], audiences: ['employed', 'other'] },
    guide: {
      who: '以灵活就业身份参保、现在要停保的个人，例如要到单位上班了。只能本人办，单位不能代办。',
      ...{ time: workingDays(2), cost: FREE, steps: OWN_STEPS },
    },
    fields: [
      {
        ...{ key: 'reason', label: '为什么停保', type: 'select', required: true },
        options: [
          { value: 'employed', label: '到单位上班，由单位参保' },
          { value: 'elsewhere', label: '到外省参保' },
          { value: 'stopped', label: '不再从事灵活就业' },
          { value: 'other', label: '其他原因' },
        ],
      },
      {
        ...{ key: 'lastDay', label: '最后一个缴费月的任意一天', type: 'date', required: true },
        hint: '只看年月，例如最后缴到十月，填十月里的任何一天。',
      },
      { key: 'unitName', label: '要去的单位', type: 'text', required: false, max: 120 },
      ...ownContact,
    ],
    materials: [{ key: 'contract', label: '新单位的劳动合同或录用证明', required: false }],
  },
]

const cases: readonly Item[] = [
  {
    ...{ code: 'base-adjustment', name: '缴费基数调整（上调）', ...base, kind: 'case', hot: true },
    ...{ themes: ['pension'], audiences: ['employed'] },
    guide: {
      who: '职工实际工资高于已申报缴费基数的参保单位。只能往上调；往下调请到窗口。一次可以调一个人，也可以用表格调很多人。',
      ...{ time: workingDays(5), cost: FREE, steps: CASE_STEPS },
    },
    roster: {
      ...{ template: 'base-adjustment', label: '调很多人：填好的缴费基数调整表' },
      hint: '.xlsx 或 .csv，不超过 50,000 行、20 MB。上传后马上逐行核对，这时什么都不办。',
      insteadOf: ['personName', 'personDocument', 'oldBase', 'newBase'],
    },
    fields: [
      ...person('职工'),
      { key: 'oldBase', label: '原缴费基数（元）', type: 'money', required: true },
      { key: 'newBase', label: '新缴费基数（元）', type: 'money', required: true },
      {
        ...{ key: 'fromMonth', label: '从哪个月起调整', type: 'date', required: true },
        hint: '填那个月里的任意一天，只看年月。已经结算的月份补差额，最多补到 6 个月前。',
      },
      reason('调整原因', '例如：职工转正后工资变动，申报时没有更新。'),
      ...contact,
    ],
    materials: [
      { key: 'wages', label: '工资发放凭证', required: true },
      { key: 'promise', label: '单位盖章的情况说明', required: false },
    ],
  },
  {
    ...{ code: 'insurance-registration', name: '企业社会保险登记', ...base, kind: 'case' },
    ...{ themes: ['pension'], audiences: ['founder'] },
    guide: {
      who: '新成立、还没有办过社会保险登记的企业。',
      ...{ time: workingDays(3), cost: FREE, steps: CASE_STEPS },
    },
    fields: [
      { key: 'startDate', label: '参保起始日期', type: 'date', required: true },
      { key: 'staff', label: '职工人数', type: 'number', required: true, max: 7 },
      { key: 'address', label: '经营地址', type: 'text', required: true, max: 100 },
      { key: 'bank', label: '缴费银行及账号', type: 'text', required: true, max: 80 },
      ...contact,
    ],
    materials: [{ key: 'licence', label: '营业执照', required: true }],
  },
  {
    ...{ code: 'work-injury', name: '工伤认定', ...base, kind: 'case', hot: true, delivers: true },
    ...{ themes: [], audiences: ['injured', 'employed'] },
    guide: {
      who: '职工因工作受到事故伤害或被诊断为职业病，单位应在 30 日内申请。',
      ...{ time: '受理后 60 日内；事实清楚的 15 日内', cost: FREE, steps: CASE_STEPS },
    },
    fields: [
      ...person('受伤职工'),
      { key: 'accidentDate', label: '事故日期', type: 'date', required: true },
      { key: 'place', label: '事故地点', type: 'text', required: true, max: 100 },
      { key: 'hospital', label: '首次就诊的医院', type: 'text', required: true, max: 60 },
      reason('事故经过', '时间、地点、当时在做什么、怎样受的伤、谁在场。'),
      ...contact,
    ],
    materials: [
      { key: 'diagnosis', label: '医疗诊断证明', required: true },
      { key: 'contract', label: '劳动合同或存在劳动关系的证明', required: true },
      { key: 'witness', label: '证人证言', required: false },
    ],
  },
]

export const insurance: readonly Item[] = [...filings, ...cases]
