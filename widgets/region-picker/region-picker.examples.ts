import { countiesOf, topRegions } from '../../schema/fields/region.ts'
import type { Examples } from '../ui/examples.ts'
import type { RegionPickerProps } from './region-picker.tsx'

const groups = topRegions().map(({ code, name }) => ({ code, name, counties: countiesOf(code) }))

export const regionPickerExamples: Examples<RegionPickerProps> = {
  'nothing chosen': { groups, back: '/' },
  'a county chosen': { groups, chosen: '321202', back: '/items' },
}
