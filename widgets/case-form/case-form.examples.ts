import { fieldsBeside } from '../../schema/case-form.ts'
import { findItem } from '../../schema/catalogue.ts'
import { someWrong } from '../roster-trial/roster-trial.examples.ts'
import type { Examples } from '../ui/examples.ts'
import type { CaseFormProps } from './case-form.tsx'

const item = findItem('harmonious-relations')
const file = {
  ...{ id: '01', name: '自评表（盖章）.pdf', size: '1.2 MB', href: '/center/cases/1/files/01', fixed: false },
}
const empty: CaseFormProps = {
  action: '/center/cases/1/edit',
  fields: item?.fields ?? [],
  materials: (item?.materials ?? []).map((material) => ({ ...material, files: [] })),
  ...{ version: 1, values: {}, errors: [] },
}
const bases = findItem('base-adjustment')
const manyBases = {
  ...{ label: bases?.roster?.label ?? '', hint: bases?.roster?.hint ?? '' },
  template: '/center/rosters/templates/base-adjustment',
}
const filled = { level: 'city', staff: '120', contracts: '100', contactName: '李明' }

export const caseFormExamples: Examples<CaseFormProps> = {
  empty,
  'kept, with a file': {
    ...empty,
    ...{ values: filled, saved: true },
    materials: empty.materials.map((material, index) => ({ ...material, files: index === 0 ? [file] : [] })),
  },
  'not complete': {
    ...empty,
    ...{ values: { ...filled, staff: '很多' }, problem: '还有内容没有填好，没有提交。' },
    errors: [
      { field: 'staff', code: 'case_field.number' },
      { field: 'reason', code: 'case_field.required' },
      { field: 'file_selfCheck', code: 'case_file.required' },
    ],
  },
  'for one, or for many': {
    ...empty,
    ...{ fields: bases?.fields ?? [], roster: manyBases },
    materials: (bases?.materials ?? []).map((material) => ({ ...material, files: [] })),
    errors: [{ field: 'roster', code: 'case_roster.size' }],
  },
  'for many': {
    ...empty,
    fields: bases ? fieldsBeside(bases, true) : [],
    roster: { ...manyBases, file: { name: '十二月调整.xlsx', trial: someWrong } },
    materials: (bases?.materials ?? []).map((material) => ({ ...material, files: [] })),
  },
  'to be sent, or fetched': {
    ...empty,
    delivery: {
      value: 'a1',
      mayAdd: true,
      choices: [
        { value: 'a1', label: '寄到江苏省泰州市海陵区海陵南路 300 号 2103 室', detail: '李**，1*****82' },
        { value: 'a2', label: '寄到江苏省南京市鼓楼区中山北路 1 号', detail: '王**，1*****01' },
        { value: 'counter', label: '自己到窗口领取' },
      ],
    },
  },
  'to be sent, nobody knows where': {
    ...empty,
    delivery: { value: '', mayAdd: true, choices: [{ value: 'counter', label: '自己到窗口领取' }] },
    errors: [{ field: 'delivery', code: 'case_delivery.required' }],
  },
  'returned for a supplement': {
    ...empty,
    ...{ values: filled, again: true, asked: '自评表第二页没有盖章，请盖章后重新上传。' },
    materials: empty.materials.map((material) => ({ ...material, files: [{ ...file, fixed: true }] })),
  },
}
