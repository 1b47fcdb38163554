import type { Examples } from '../ui/examples.ts'
import type { PersonHouseholdProps } from './person-household.tsx'

export const personHouseholdExamples: Examples<PersonHouseholdProps> = {
  'not said yet': { action: '/person/household' },
  'one chosen': { action: '/person/household', value: '21' },
  'nothing chosen': { action: '/person/household', error: '请选择户籍性质。' },
}
