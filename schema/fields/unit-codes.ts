import * as v from 'valibot'

/*
 * The lists that a unit chooses from. Economic types are GB/T 12402-2000, industries the sections of GB/T 4754-2017,
 * affiliations GB/T 12404-1997. Natures and categories are the hall's own words: the offices' systems differ in their codes.
 */

export const ECONOMIC_TYPES = {
  '110': '国有全资',
  '120': '集体全资',
  '130': '股份合作',
  '140': '联营',
  '151': '国有独资（公司）',
  '159': '其他有限责任（公司）',
  '160': '股份有限（公司）',
  '171': '私有独资',
  '172': '私有合伙',
  '173': '私营有限责任（公司）',
  '174': '私营股份有限（公司）',
  '175': '个体经营',
  '179': '其他私有',
  '190': '其他内资',
  '200': '港澳台投资',
  '300': '国外投资',
  '900': '其他',
} as const

export const NATURES = {
  enterprise: '企业',
  institution: '事业单位',
  government: '机关',
  association: '社会团体',
  nonprofit: '民办非企业单位（社会服务机构）',
  foundation: '基金会',
  individual: '有雇工的个体工商户',
  other: '其他',
} as const

export const INDUSTRIES = {
  A: '农、林、牧、渔业',
  B: '采矿业',
  C: '制造业',
  D: '电力、热力、燃气及水生产和供应业',
  E: '建筑业',
  F: '批发和零售业',
  G: '交通运输、仓储和邮政业',
  H: '住宿和餐饮业',
  I: '信息传输、软件和信息技术服务业',
  J: '金融业',
  K: '房地产业',
  L: '租赁和商务服务业',
  M: '科学研究和技术服务业',
  N: '水利、环境和公共设施管理业',
  O: '居民服务、修理和其他服务业',
  P: '教育',
  Q: '卫生和社会工作',
  R: '文化、体育和娱乐业',
  S: '公共管理、社会保障和社会组织',
  T: '国际组织',
} as const

export const AFFILIATIONS = {
  '10': '中央',
  '20': '省（自治区、直辖市）',
  '40': '市（地区）',
  '50': '县（市、区）',
  '61': '街道',
  '62': '镇',
  '63': '乡',
  '71': '居民委员会',
  '72': '村民委员会',
  '90': '其他',
} as const

export const CATEGORIES = {
  ordinary: '一般用人单位',
  dispatch: '劳务派遣单位',
  services: '人力资源服务机构',
  construction: '建设项目参保单位',
  training: '职业培训和技工教育机构',
  other: '其他',
} as const

export const unitCodesCopy = {
  'economic_type.required': '请选择经济类型，营业执照上的「类型」一栏可以对照。',
  'nature.required': '请选择单位性质。',
  'industry.required': '请选择所属行业。',
  'affiliation.required': '请选择隶属关系，没有主管单位的请选「其他」。',
  'category.required': '请选择单位类别。',
} as const

/** One of a list's codes; whatever else is typed is as good as nothing. */
const oneOf = <List extends Record<string, string>>(list: List, code: keyof typeof unitCodesCopy) =>
  v.picklist(Object.keys(list) as (keyof List & string)[], code)

export const EconomicType = /* @__PURE__ */ oneOf(ECONOMIC_TYPES, 'economic_type.required')
export const Nature = /* @__PURE__ */ oneOf(NATURES, 'nature.required')
export const Industry = /* @__PURE__ */ oneOf(INDUSTRIES, 'industry.required')
export const Affiliation = /* @__PURE__ */ oneOf(AFFILIATIONS, 'affiliation.required')
export const Category = /* @__PURE__ */ oneOf(CATEGORIES, 'category.required')

/** A list as options, in the order of its codes. JavaScript would put codes that look like numbers in front. */
export const optionsOf = (list: Record<string, string>) =>
  Object.entries(list).map(([value, label]) => ({ value, label }))
