import * as v from 'valibot'

/** Types by the line of work that approves or files them, in the manual's order; the codes are the hall's own. */
export const INSTITUTION_TYPES = [
  { line: '人力资源服务', types: { staffing: '人力资源服务机构' } },
  {
    line: '专业技术人员管理',
    types: { postdoctoral: '博士后工作（流动）站', continuing: '专业人员继续教育基地' },
  },
  { line: '人才流动服务', types: { internship: '就业见习示范基地' } },
  {
    line: '职业能力建设',
    types: {
      technical: '技工院校',
      training: '民办职业培训学校',
      skills: '高技能人才培训基地',
      master: '大师工作室',
      joint: '中外职业技能培训机构',
      foreign: '外商独资经营性职业培训机构',
    },
  },
  {
    line: '职业技能鉴定',
    types: { assessment: '职业技能考核鉴定机构', grading: '职业技能等级认定机构' },
  },
  { line: '工伤管理', types: { rehabilitation: '工伤康复协议医疗机构' } },
  { line: '其他', types: { other: '其他机构' } },
] as const satisfies readonly { line: string; types: Record<string, string> }[]

export const LEVELS = { province: '省', city: '市', county: '县（市、区）' } as const
export type Level = keyof typeof LEVELS

/** What a type is called. */
export function typeName(code: string): string {
  const lists: readonly { types: Record<string, string> }[] = INSTITUTION_TYPES
  return lists.map(({ types }) => types[code]).find((name) => name !== undefined) ?? '其他机构'
}

export const institutionCopy = {
  'institution_type.required': '请选择机构类型。',
  'institution_level.required': '请选择机构的层级。',
  'institution_name.required': '请填写机构名称。',
  'institution_name.length': '机构名称应该是 2 到 120 个字，请和批准或备案的名称保持一致。',
  'institution_name.character': '机构名称里有不能用的符号，请只保留文字、数字和常用标点。',
} as const

export const InstitutionType = /* @__PURE__ */ v.picklist(
  /* @__PURE__ */ INSTITUTION_TYPES.flatMap(({ types }) => Object.keys(types)),
  'institution_type.required',
)
export const InstitutionLevel = /* @__PURE__ */ v.picklist(
  Object.keys(LEVELS) as Level[],
  'institution_level.required',
)

/** Eight digits beginning with 9; unit numbers begin with 1 to 8. */
export const isInstitutionNumber = (number: string) => /^9\d{7}$/.test(number)
