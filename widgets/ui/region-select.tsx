import { countiesOf, type Region, regionName, topRegions } from '../../schema/fields/region.ts'
import type { Labelled } from './field.tsx'
import { type Option, Select } from './select.tsx'

const CHOOSE: Option = { value: '', label: '请选择' }
/** Two cities have a county of one name, and the closed list shows no heading: each option says it whole. */
const option = ({ code, name }: Region): Option => ({ value: code, label: regionName(code) ?? name })

/** Every county under its city: one list that works without a script and that phones scroll well. */
const counties = () =>
  topRegions()
    .filter(({ level }) => level === 'city')
    .map((city) => ({ label: city.name, options: countiesOf(city.code).map(option) }))

export interface RegionSelectProps extends Labelled {
  value?: string | undefined
  /** Regions that may be chosen beside the counties: the province, 省本级, the cities themselves. */
  wider?: readonly Region[]
}

/** A region of Jiangsu. */
export function RegionSelect({ wider = [], value = '', ...labels }: RegionSelectProps) {
  const options = [CHOOSE, ...wider.map(option)]
  return <Select {...labels} options={options} groups={counties()} value={value} required />
}
