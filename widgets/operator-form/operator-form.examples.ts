import { itemBoxesExamples } from '../item-boxes/item-boxes.examples.ts'
import type { Examples } from '../ui/examples.ts'
import type { OperatorFormProps } from './operator-form.tsx'

const empty: OperatorFormProps = {
  action: '/center/operators/new',
  values: { firstDay: '2026-11-21' },
  errors: [],
  roles: [
    { value: 'administrator', label: '管理员' },
    { value: 'handler', label: '经办人' },
  ],
  groups: itemBoxesExamples['nothing chosen']?.groups ?? [],
  chosen: [],
}

export const operatorFormExamples: Examples<OperatorFormProps> = {
  empty,
  'by an administrator whose own term ends': {
    ...empty,
    roles: [{ value: 'handler', label: '经办人' }],
    until: '2027-06-30',
  },
  'with faults beside the fields': {
    ...empty,
    values: { role: 'handler', name: '王小燕', firstDay: '2026-12-01', lastDay: '2026-11-01' },
    errors: [
      { field: 'documentNumber', code: 'document_number.required' },
      { field: 'lastDay', code: 'last_day.before' },
      { field: 'items', code: 'items.required' },
    ],
  },
  'no room for another': {
    ...empty,
    problem:
      '经办人最多 10 名，等本人确认的也算在内，已经满了。请先删除不再办事的经办人，或者收回还没有确认的授权。',
  },
}
