import { define } from '../define.ts'
import { SettingsMobileForm } from '../settings-mobile-form/settings-mobile-form.tsx'

define('settings-mobile-form', SettingsMobileForm)
