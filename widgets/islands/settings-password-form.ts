import { define } from '../define.ts'
import { SettingsPasswordForm } from '../settings-password-form/settings-password-form.tsx'

define('settings-password-form', SettingsPasswordForm)
