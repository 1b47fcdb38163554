import { filingRefusals } from '../../schema/filing-refusals.ts'
import type { Examples } from '../ui/examples.ts'
import type { FilingFormProps } from './filing-form.tsx'

const empty: FilingFormProps = {
  ...{
    action: '/center/filings/new/enrolment',
    item: 'enrolment',
    submit: '提交参保登记',
    back: '/items/enrolment',
  },
  ...{ values: {}, errors: [] },
}
const values = {
  ...{ name: '王建国', documentType: '01', documentNumber: '11010519491231002X', mobile: '13800000000' },
  ...{ contractReason: '1', contractKind: '41', contractStart: '2026-10-08', contractEnd: '2028-10-07' },
  ...{ job: '07', insuredAs: '101', wage: '6500' },
}

export const filingFormExamples: Examples<FilingFormProps> = {
  enrolment: empty,
  'enrolment, filled in wrongly': {
    ...empty,
    values: { ...values, contractEnd: '2026-10-07', wage: '' },
    errors: [
      { field: 'contractEnd', code: 'contract_end.before_start' },
      { field: 'wage', code: 'wage.required' },
    ],
  },
  'somebody without basic data': {
    ...empty,
    values,
    problem: filingRefusals.basic_data_missing.text,
    way: filingRefusals.basic_data_missing.link,
  },
  'one of several records': {
    ...empty,
    values,
    problem: filingRefusals.insured_several.text,
    choices: [
      { insuredId: 'a', name: '王**', documentNumber: '*****002X', since: '2008-03-01', collected: true },
      { insuredId: 'b', name: '王**', documentNumber: '*****002X', since: '2015-07-09', collected: false },
    ],
  },
  termination: {
    ...{ action: '/center/filings/new/termination', item: 'termination', submit: '提交停保登记' },
    ...{
      back: '/items/termination',
      values: {},
      errors: [{ field: 'reason', code: 'termination_reason.required' }],
    },
  },
  'basic data': {
    ...{ action: '/center/filings/new/basic-data', item: 'basic-data', submit: '提交采集' },
    ...{ back: '/items/basic-data', values: {}, errors: [] },
  },
}
