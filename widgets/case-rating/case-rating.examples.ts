import type { Examples } from '../ui/examples.ts'
import type { CaseRatingProps } from './case-rating.tsx'

const empty: CaseRatingProps = { action: '/center/cases/1/rating', values: {}, errors: [] }

export const caseRatingExamples: Examples<CaseRatingProps> = {
  empty,
  'nothing chosen': { ...empty, errors: [{ field: 'rating', code: 'rating.required' }] },
  'discontent without a reason': {
    ...{ ...empty, values: { rating: '2' } },
    errors: [{ field: 'words', code: 'rating.reason' }],
  },
}
