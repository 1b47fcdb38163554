import { documentNumber, name, place } from './person.ts'
import type { Column } from './types.ts'

export const baseAdjustmentColumns: readonly Column[] = [
  ...[place, name, documentNumber],
  {
    ...{ key: 'oldBase', header: '原缴费基数', kind: 'money' },
    words: ['原基数', '调整前基数', '调整前缴费基数', '现缴费基数', '原缴费工资', '原工资'],
  },
  {
    ...{ key: 'newBase', header: '新缴费基数', kind: 'money' },
    words: ['新基数', '调整后基数', '调整后缴费基数', '新缴费工资', '申报基数', '新工资'],
  },
]
