import type { Examples } from '../ui/examples.ts'
import type { CaseOpinionProps } from './case-opinion.tsx'

const review: CaseOpinionProps = {
  action: '/center/cases/1/review',
  moves: [
    { value: 'endorse', label: '审核通过，报窗口', kind: 'primary' },
    { value: 'send_back', label: '退回修改' },
  ],
  label: '审核意见',
  hint: '退回时必须写明要改什么，填报的人会看到。',
}

export const caseOpinionExamples: Examples<CaseOpinionProps> = {
  'nothing written yet': review,
  'returned without a word': { ...review, error: 'words.required' },
  'a clerk decides': {
    ...review,
    moves: [
      { value: 'pass', label: '办结，通过', kind: 'primary' },
      { value: 'ask', label: '要求补正' },
      { value: 'fail', label: '办结，不通过', kind: 'danger' },
    ],
    words: '材料齐全，符合规定。',
  },
}
