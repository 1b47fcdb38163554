import type { Examples } from '../ui/examples.ts'
import type { CertificateChoiceProps } from './certificate-choice.tsx'

const nobody = { persons: [], at: '', next: undefined }
const empty: CertificateChoiceProps = {
  ...{ action: '/center/certificate', values: { from: '2025-11', to: '2026-10' }, errors: [] },
  ...{ insurances: ['110', '210', '410'], available: nobody, chosen: nobody, count: 0 },
}
const persons = [
  { id: 'a', name: '李明', number: '320102199001011234' },
  { id: 'b', name: '阿卜杜热合曼·买买提', number: '650102198507124567' },
]

export const certificateChoiceExamples: Examples<CertificateChoiceProps> = {
  'nobody to choose': empty,
  'some chosen': {
    ...empty,
    available: { persons, at: 'x', next: 'y' },
    chosen: { persons: [{ id: 'c', name: '王芳', number: '320102199203040022' }], at: '', next: 'c' },
    count: 1234,
    done: '加入了 2 人。',
  },
  'nothing chosen': {
    ...empty,
    insurances: [],
    available: { persons, at: '', next: undefined },
    values: { from: '2026-13', to: '', q: '' },
    errors: [
      { field: 'insurances', code: 'no_insurance' },
      { field: 'from', code: 'month.format' },
      { field: 'to', code: 'month.required' },
    ],
  },
}
