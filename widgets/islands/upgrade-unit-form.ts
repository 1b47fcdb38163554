import { define } from '../define.ts'
import { UpgradeUnitForm } from '../upgrade-unit-form/upgrade-unit-form.tsx'

define('upgrade-unit-form', UpgradeUnitForm)
