import { ETHNIC_GROUPS, ethnicGroupShorts } from '../../fields/ethnic-group.ts'
import { HOUSEHOLDS } from '../../fields/household.ts'
import { documentNumber, documentType, mobile, name, place } from './person.ts'
import type { Column } from './types.ts'

export const basicDataColumns: readonly Column[] = [
  ...[place, name, documentType, documentNumber, mobile],
  {
    ...{ key: 'ethnicGroup', header: '民族', kind: 'code', list: ETHNIC_GROUPS, others: ethnicGroupShorts },
    words: ['族别', '民族名称'],
  },
  {
    ...{ key: 'household', header: '户籍性质', kind: 'code', list: HOUSEHOLDS },
    words: ['户口性质', '户籍类型', '户口类型', '户籍类别', '户籍'],
  },
  {
    key: 'province',
    header: '省',
    kind: 'text',
    words: ['省份', '户籍省', '所在省', '省自治区直辖市'],
    optional: true,
  },
  {
    key: 'city',
    header: '市',
    kind: 'text',
    words: ['城市', '地市', '户籍市', '所在市', '地级市'],
    optional: true,
  },
  {
    key: 'county',
    header: '区县',
    kind: 'text',
    words: ['县区', '县市区', '区', '县', '所在区县'],
    optional: true,
  },
  {
    key: 'street',
    header: '街道',
    kind: 'text',
    words: ['街道乡镇', '乡镇街道', '乡镇', '镇'],
    optional: true,
  },
  {
    key: 'village',
    header: '社区村',
    kind: 'text',
    words: ['社区', '村', '居村委', '村社区', '村居'],
    optional: true,
  },
]
