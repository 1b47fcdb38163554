import { define } from '../define.ts'
import { RecoveryPasswordForm } from '../recovery-password-form/recovery-password-form.tsx'

define('recovery-password-form', RecoveryPasswordForm)
