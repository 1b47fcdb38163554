/** 人事人才 */
import { CASE_STEPS, contact, FREE, person, REVIEWED_STEPS, reason, workingDays } from './fields.ts'
import type { Item } from './types.ts'

const base = { board: 'talent', audience: 'unit' } as const

const ANSWERED_STEPS = [
  '登录单位账号，填写要查的人员和年度。',
  '主管的人社部门核对档案，一般当天开始查。',
  '答复写在「单位办件」里，可以打印。',
] as const

/** What public institutions look up about their own staff: asked here, answered by the office that keeps the files. */
const query = (code: string, name: string, what: string, audiences: Item['audiences']): Item => ({
  ...{ code, name, ...base, kind: 'query', themes: [], audiences },
  guide: { who: `事业单位，${what}。`, ...{ time: workingDays(3), cost: FREE }, steps: ANSWERED_STEPS },
  fields: [
    ...person('所查人员'),
    { key: 'year', label: '查哪一年', type: 'number', required: true, max: 4 },
    ...contact,
  ],
})

const cases: readonly Item[] = [
  {
    ...{ code: 'title-publicity', name: '职称申报单位公示', ...base, kind: 'case', hot: true },
    ...{ themes: [], audiences: ['employed'] },
    review: '请核对：申报材料真实完整，已在单位内公示不少于 5 个工作日，公示期间没有异议或异议已查清。',
    guide: {
      who: '有职工申报职称的单位。申报材料要先在单位内公示，公示没有异议才能上报。',
      ...{ time: workingDays(10), cost: FREE, steps: REVIEWED_STEPS },
    },
    fields: [
      ...person('申报人'),
      {
        key: 'title',
        label: '申报的职称',
        hint: '例如：工程师、高级会计师。',
        type: 'text',
        required: true,
        max: 40,
      },
      { key: 'from', label: '公示开始日期', type: 'date', required: true },
      { key: 'until', label: '公示结束日期', type: 'date', required: true },
      { key: 'place', label: '公示地点', type: 'text', required: true, max: 60 },
      reason('公示结果', '有没有收到异议；有的话，怎样查清的。'),
      ...contact,
    ],
    materials: [
      { key: 'notice', label: '公示照片或公示页面', required: true },
      { key: 'proof', label: '盖章的公示证明', required: true },
    ],
  },
  {
    ...{ code: 'title-return', name: '职称申报退回修改', ...base, kind: 'case' },
    ...{ themes: [], audiences: ['employed'] },
    guide: {
      who: '已经上报的职称申报材料有误，要退回来修改的单位。评审开始以后不能退回。',
      ...{ time: workingDays(3), cost: FREE, steps: CASE_STEPS },
    },
    fields: [...person('申报人'), reason('要修改什么', '写明哪一项填错了，应当是什么。'), ...contact],
    materials: [{ key: 'statement', label: '单位盖章的情况说明', required: true }],
  },
  {
    code: 'agency-authorisation',
    name: '授权人力资源服务（人才中介服务）组织从事人事代理业务',
    ...{ ...base, kind: 'case', themes: [], audiences: ['graduate', 'employed'], delivers: true },
    guide: {
      who: '取得人力资源服务许可证、要开展人事代理业务的人力资源服务组织。',
      ...{ time: workingDays(20), cost: FREE, steps: CASE_STEPS },
    },
    fields: [
      { key: 'permit', label: '人力资源服务许可证编号', type: 'text', required: true, max: 40 },
      { key: 'scope', label: '申请代理的业务', type: 'textarea', required: true, max: 300 },
      { key: 'staff', label: '专职工作人员人数', type: 'number', required: true, max: 5 },
      { key: 'archive', label: '档案库房地址', type: 'text', required: true, max: 100 },
      ...contact,
    ],
    materials: [
      { key: 'permit', label: '人力资源服务许可证', required: true },
      { key: 'staff', label: '专职人员资格证明', required: true },
      { key: 'archive', label: '档案库房的产权或租赁证明', required: true },
    ],
  },
]

const queries: readonly Item[] = [
  query(
    ...(['retired-cadre-subsidy', '事业单位离休人员补贴核定情况查询', '查离休人员补贴的核定情况'] as const),
    ['retired'],
  ),
  query(
    ...([
      'retired-cadre-base',
      '事业单位离休人员基本离休费调整核定情况查询',
      '查基本离休费调整的核定情况',
    ] as const),
    ['retired'],
  ),
  query(...(['staff-recognition', '事业单位工作人员认定情况查询', '查工作人员身份认定的情况'] as const), [
    'employed',
  ]),
  query(
    ...(['age-change', '事业单位工作人员年龄变更核定情况查询', '查工作人员年龄变更的核定情况'] as const),
    ['employed'],
  ),
  query(...(['survivor-subsidy', '事业单位工作人员遗属补助核定情况查询', '查遗属补助的核定情况'] as const), [
    'other',
  ]),
  query(
    ...(['wage-recalculation', '事业单位工作人员工资重新测算情况查询', '查工资重新测算的情况'] as const),
    ['employed'],
  ),
  {
    ...{ code: 'title-certificate', name: '职称证书在线查询', ...base, kind: 'query' },
    ...{ themes: [], audiences: ['employed', 'graduate'] },
    guide: {
      who: '要核对职工职称证书真假的用人单位。',
      bring: ['证书编号', '持证人的姓名和证件号码'],
      ...{ time: workingDays(3), cost: FREE },
      steps: [
        '登录单位账号，照着证书填写。',
        '主管的人社部门在全国统一的平台上查验。',
        '结果写在「单位办件」里，可以打印。',
      ],
    },
    fields: [
      ...person('持证人'),
      { key: 'certificate', label: '证书编号', type: 'text', required: true, max: 40 },
      { key: 'title', label: '证书上的职称', type: 'text', required: true, max: 40 },
      ...contact,
    ],
  },
]

export const talent: readonly Item[] = [...cases, ...queries]
