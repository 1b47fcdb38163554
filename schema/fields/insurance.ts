/** 险种 that this authority collects; medical and maternity insurance belong to another. */
export const INSURANCES = {
  '110': '企业职工基本养老保险',
  '210': '失业保险',
  '410': '工伤保险',
} as const

export type InsuranceCode = keyof typeof INSURANCES

/** In the order of the codes. */
export const INSURANCE_CODES = ['110', '210', '410'] as const satisfies readonly InsuranceCode[]

/** As people call them where there is little room. */
export const INSURANCE_SHORTS = { '110': '养老', '210': '失业', '410': '工伤' } as const satisfies Record<
  InsuranceCode,
  string
>
