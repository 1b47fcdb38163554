import { findItem, type Item } from '../../schema/catalogue.ts'
import type { Examples } from '../ui/examples.ts'
import type { ItemListProps } from './item-list.tsx'

const some = (...codes: string[]) => codes.map(findItem).filter((item): item is Item => item !== undefined)

export const itemListExamples: Examples<ItemListProps> = {
  'some that work and some that do not yet': {
    items: some('title-publicity', 'work-injury', 'enrolment', 'agency-authorisation'),
  },
  'one of a single city': { items: some('rollback', 'card-loss') },
}
