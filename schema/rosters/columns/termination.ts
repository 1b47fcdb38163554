import { TERMINATION_REASONS } from '../../fields/termination-reason.ts'
import { documentNumber, documentType, name, place } from './person.ts'
import type { Column } from './types.ts'

export const terminationColumns: readonly Column[] = [
  ...[place, name, documentType, documentNumber],
  {
    ...{ key: 'reason', header: '变更原因', kind: 'code', list: TERMINATION_REASONS },
    words: ['停保原因', '减少原因', '减员原因', '退工原因', '离职原因', '终止原因', '解除原因', '原因'],
  },
  {
    ...{ key: 'stopDay', header: '停保时间', kind: 'day' },
    words: [
      '停保日期',
      '停保月份',
      '减少日期',
      '退工日期',
      '退工时间',
      '离职日期',
      '离职时间',
      '终止日期',
      '减员日期',
    ],
  },
]
