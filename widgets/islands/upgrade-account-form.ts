import { define } from '../define.ts'
import { UpgradeAccountForm } from '../upgrade-account-form/upgrade-account-form.tsx'

define('upgrade-account-form', UpgradeAccountForm)
