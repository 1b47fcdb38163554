import { define } from '../define.ts'
import { UpgradeRepresentativeForm } from '../upgrade-representative-form/upgrade-representative-form.tsx'

define('upgrade-representative-form', UpgradeRepresentativeForm)
