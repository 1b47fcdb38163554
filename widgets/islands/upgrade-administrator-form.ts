import { define } from '../define.ts'
import { UpgradeAdministratorForm } from '../upgrade-administrator-form/upgrade-administrator-form.tsx'

define('upgrade-administrator-form', UpgradeAdministratorForm)
