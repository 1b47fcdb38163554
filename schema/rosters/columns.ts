/** The columns of the four templates, in their order, and the words by which other people's tables name them. */
import { baseAdjustmentColumns } from './columns/base-adjustment.ts'
import { basicDataColumns } from './columns/basic-data.ts'
import { enrolmentColumns } from './columns/enrolment.ts'
import { terminationColumns } from './columns/termination.ts'
import type { Column } from './columns/types.ts'
import type { TemplateCode } from './names.ts'

export type { Column, ColumnKind } from './columns/types.ts'

const COLUMNS: Record<TemplateCode, readonly Column[]> = {
  enrolment: enrolmentColumns,
  termination: terminationColumns,
  'basic-data': basicDataColumns,
  'base-adjustment': baseAdjustmentColumns,
}

export const columnsOf = (template: TemplateCode): readonly Column[] => COLUMNS[template]
