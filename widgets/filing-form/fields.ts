/** What each single filing asks for: the columns of its template, with what a form says beside them. */
import type { SingleItem } from '../../schema/filing-forms.ts'
import type { Column } from '../../schema/rosters/columns/types.ts'
import { columnsOf } from '../../schema/rosters/columns.ts'

export interface FilingField extends Pick<Column, 'key' | 'header' | 'kind' | 'list'> {
  hint?: string
  /** Chosen beforehand: what most people mean. */
  usual?: string
  optional?: true
}

const HINTS: Record<string, string> = {
  name: '和证件上的一样。',
  contractReason: '已经在本单位参保、合同到期又签的，选「续签」。',
  contractStart: '从这个月起缴费，哪一天开始都一样；最早可以填六个月前的月份。',
  contractEnd: '无固定期限的合同不填。',
  insuredAs: '续签时不用管这一项。',
  wage: '单位元，例如 6500 或 6500.50；续签时不填。超出缴费基数上下限的，按上下限缴。',
  stopDay: '最后上班或合同终止的那一天；这个月的保险还要缴。',
  household: '按户口簿上的性质选。',
  province: '户口所在的省。香港、澳门、台湾居民和外国人，以下住址都不填。',
  street: '本省户籍填到街道和社区村，外省户籍填到区县。',
}

const USUAL: Record<string, string> = {
  documentType: '01',
  contractReason: '1',
  insuredAs: '101',
  ethnicGroup: '01',
}

/** Fields that may stay empty, depending on the others. */
const OPTIONAL = new Set([
  'contractEnd',
  'insuredAs',
  'wage',
  'province',
  'city',
  'county',
  'street',
  'village',
])

export const fieldsOf = (item: SingleItem): FilingField[] =>
  columnsOf(item)
    .filter(({ kind }) => kind !== 'place')
    .map(({ key, header, kind, list }) => ({
      ...{ key, header, kind },
      ...(list && { list }),
      ...(HINTS[key] && { hint: HINTS[key] }),
      ...(USUAL[key] && { usual: USUAL[key] }),
      ...(OPTIONAL.has(key) && { optional: true as const }),
    }))
