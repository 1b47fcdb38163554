import type { Examples } from '../ui/examples.ts'
import type { UpgradeHallFormProps } from './upgrade-hall-form.tsx'

const empty: UpgradeHallFormProps = { action: '/upgrade/hall' }

export const upgradeHallFormExamples: Examples<UpgradeHallFormProps> = {
  empty,
  'one was chosen before': { ...empty, chosen: 'fund' },
  'too often': { ...empty, problem: '提交得太频繁了，请过一分钟再试。' },
}
