import type { CodeList, OtherNames } from '../../fields/code-list.ts'

export type ColumnKind = 'place' | 'name' | 'document' | 'mobile' | 'code' | 'day' | 'money' | 'text'

export interface Column {
  /** The name of the field in the row's schema. */
  key: string
  /** The header in the template. */
  header: string
  kind: ColumnKind
  /** Other headers that mean it. */
  words: readonly string[]
  list?: CodeList
  others?: OtherNames
  /** A table without it can be filed all the same. */
  optional?: true
}
