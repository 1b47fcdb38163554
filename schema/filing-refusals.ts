/** Why a filing is not taken: what happened, why, and the way out, with the page that leads there. */
import type { Refusal } from './refusal.ts'
import { rollbackRefusals } from './rollback-refusals.ts'

export type FilingReason =
  | 'filing_not_allowed'
  | 'filing_stopped'
  | 'filing_not_in_region'
  | 'filing_period_closed'
  | 'basic_data_missing'
  | 'insured_name_differs'
  | 'insured_several'
  | 'insured_choice_unknown'
  | 'household_missing'
  | 'data_same'
  | 'flexible_insured'
  | 'pension_insured'
  | 'benefit_paid'
  | 'contract_in_future'
  | 'contract_too_early'
  | 'renewal_not_later'
  | 'renewal_too_late'
  | 'enrolled_here'
  | 'not_enrolled_here'
  | 'stops_too_late'
  | 'stops_before_start'
  | 'base_differs'
  | 'base_not_raised'
  | 'base_from_too_late'
  | 'base_from_too_early'
  | 'population_differs'
  | 'population_silent'
  | keyof typeof rollbackRefusals
  | 'filing_busy'
  | 'filing_too_often'

export interface FilingRefusal extends Refusal {
  /** The item of the catalogue that mends it, or a page of the hall. */
  link?: { href: string; text: string }
}

const item = (code: string, text: string) => ({ href: `/items/${code}`, text })

export const filingRefusals: Record<FilingReason, FilingRefusal> = {
  filing_not_allowed: {
    status: 403,
    text: '这个事项不在您的授权范围内，没有申报。请联系本单位的法定代表人或管理员，请他们给您授权。',
    link: { href: '/center/apply', text: '申请事项授权' },
  },
  filing_stopped: {
    status: 409,
    text: '这个事项现在停办，这一次没有办，也没有任何改动。',
  },
  filing_not_in_region: {
    status: 409,
    text: '这个事项在您单位的登记地办不了，没有任何改动。需要办的，请到参保地社保经办窗口。',
  },
  filing_period_closed: {
    status: 409,
    text: '现在是结算期，参保登记要等下一个申报期开始才能办，这次没有申报。劳动合同开始的月份不变，到时会一并补缴。',
  },
  basic_data_missing: {
    status: 409,
    text: '未获取到人员基本信息：社保系统里还没有这个人的资料。请先为他办理人员基础信息采集，再来申报。',
    link: item('basic-data', '去办人员基础信息采集'),
  },
  insured_name_differs: {
    status: 409,
    field: 'name',
    text: '这个证件号码登记的姓名和您填的不一样。请对照证件核对姓名和号码；都没有填错的，请到参保地社保经办窗口更正登记。',
  },
  insured_several: {
    status: 409,
    text: '根据证件号码找到多条人员信息，不能直接办理。请从中选择一条单个申报；选了还是不行的，请到参保地社保经办窗口办理。',
  },
  insured_choice_unknown: {
    status: 409,
    text: '选择的那条人员信息现在找不到了。请重新填写后再选一次。',
  },
  data_same: {
    status: 409,
    text: '这个人的基础信息，本单位这一期已经采集过，内容一模一样，没有重复办理。有要改的，请改好再提交。',
    link: { href: '/center/filings', text: '看看本期的申报' },
  },
  household_missing: {
    status: 409,
    text: '户籍性质为空：这个人的资料里没有户籍性质。请他本人登录个人账号，在个人中心里填上；也可以由单位重新采集一次基础信息。',
    link: item('basic-data', '去办人员基础信息采集'),
  },
  flexible_insured: {
    status: 409,
    text: '该人员为灵活就业参保人员。请他本人登录个人账号，先办灵活就业人员停保登记，办好以后您再申报。',
    link: item('flexible-termination', '看看灵活就业人员停保怎么办'),
  },
  pension_insured: {
    status: 409,
    text: '养老已参保，不能再办理参保：这个人在别的单位还没有停保。请通知他核实，由原单位办好退工停保后再申报。',
    link: item('termination', '看看退工停保登记怎么办'),
  },
  benefit_paid: {
    status: 409,
    text: '自参保开始日期下一月起，存在失业金发放信息。请通知他到人社局退回补缴期间的失业金，退回后您再申报。',
  },
  contract_in_future: {
    status: 409,
    field: 'contractStart',
    text: '劳动合同还没有开始，现在不能参保。请在合同开始的那天或之后再来申报，30 日内都可以。',
  },
  contract_too_early: {
    status: 409,
    field: 'contractStart',
    text: '劳动合同开始得太早：网上补缴最多到操作月前 6 个月。请核对日期；没有填错的，更早的月份请到参保地社保经办窗口补缴。',
  },
  renewal_not_later: {
    status: 409,
    field: 'contractStart',
    text: '续签的合同要从现在这份合同之后开始，这个日期不比它晚。请对照新合同核对劳动合同开始日期；这份续签已经报过的，不用再报。',
  },
  renewal_too_late: {
    status: 409,
    field: 'contractStart',
    text: '续签的合同开始得太晚：最晚到本申报期的结算月。请等到那个月的申报期再办，或者核对日期。',
  },
  enrolled_here: {
    status: 409,
    text: '这个人已经在本单位参保，不用再办参保登记。续签了合同的，合同增加原因请选「续签」。',
  },
  not_enrolled_here: {
    status: 409,
    text: '这个人现在没有在本单位参保，没有可办的。请核对姓名和证件号码，也可能已经办过停保。',
    link: { href: '/center/filings', text: '看看本期的申报' },
  },
  stops_too_late: {
    status: 409,
    field: 'stopDay',
    text: '停保时间太晚：最晚到本申报期的结算月。请等到那个月的申报期再办，或者核对日期。',
  },
  stops_before_start: {
    status: 409,
    field: 'stopDay',
    text: '停保时间早于他在本单位参保的劳动合同开始日期。请核对停保时间；参保登记本身填错的，请先更正参保登记。',
  },
  base_differs: {
    status: 409,
    field: 'oldBase',
    text: '原缴费基数和登记的不一样。请先在人员月缴费明细里核对现在的基数，再重新填写。',
    link: item('monthly-payments', '查人员月缴费明细'),
  },
  base_not_raised: {
    status: 409,
    field: 'newBase',
    text: '新缴费基数没有高过现在的基数（按上下限调整之后），没有可调的。网上只能往上调，往下调请到参保地社保经办窗口。',
  },
  base_from_too_late: {
    status: 409,
    field: 'fromMonth',
    text: '调整开始的月份太晚：最晚到本申报期的结算月。请改早一点，或者到那个月再申报。',
  },
  base_from_too_early: {
    status: 409,
    field: 'fromMonth',
    text: '调整开始的月份太早：不能早于他在本单位参保的第一个月，网上最多补到操作月前 6 个月。更早的月份，请到参保地社保经办窗口调整。',
  },
  population_differs: {
    status: 409,
    field: 'documentNumber',
    text: '公安部门的登记里，这个姓名和身份证号码对不上。请对照身份证核对；没有填错的，请他本人到户籍派出所核实。',
  },
  population_silent: {
    status: 503,
    text: '调用公安部人员基准信息查询接口出错，暂时核对不了这个人的身份，没有采集。您填的都在，请稍后或第二天再试。',
  },
  ...rollbackRefusals,
  filing_busy: {
    status: 409,
    text: '同一个人刚才还有别的申报在办，这一次没有办成，也没有改动。请看一下本期的申报，再试一次。',
    link: { href: '/center/filings', text: '看看本期的申报' },
  },
  filing_too_often: {
    status: 429,
    text: '一分钟内申报或回退得太多，这一次没有办。您填的都在，请过一分钟再试；人多的话，可以用批量办理。',
  },
}
