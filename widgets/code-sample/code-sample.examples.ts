import type { Examples } from '../ui/examples.ts'
import type { CodeSampleProps } from './code-sample.tsx'

export const codeSampleExamples: Examples<CodeSampleProps> = {
  'a line that is wider than the page': {
    label: '网页里写',
    code: '<hall-cases client-id="my-city" src="/hall/cases"><a href="https://hall.example/center/cases">到单位办事大厅看办件</a></hall-cases>',
  },
}
