import type { Examples } from '../ui/examples.ts'
import type { ItemBoxesProps } from './item-boxes.tsx'

const plain: ItemBoxesProps = {
  label: '可以办理的事项',
  hint: '只能办理选中的事项，以后可以再改。',
  groups: [
    {
      name: '社会保险',
      items: [
        { code: 'enrolment', name: '用人单位用工参保登记' },
        { code: 'termination', name: '用人单位退工停保登记' },
      ],
    },
    {
      name: '人事人才',
      items: [
        {
          code: 'pensioner-allowance',
          name: '事业单位离休人员基本离休费调整核定情况查询（名称很长的事项也要放得下）',
        },
      ],
    },
  ],
  chosen: [],
}

export const itemBoxesExamples: Examples<ItemBoxesProps> = {
  'nothing chosen': plain,
  'some chosen': { ...plain, chosen: ['termination'] },
  'nothing chosen, and told': { ...plain, error: '请至少选一个可以办理的事项。' },
}
