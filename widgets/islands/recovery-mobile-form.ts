import { define } from '../define.ts'
import { RecoveryMobileForm } from '../recovery-mobile-form/recovery-mobile-form.tsx'

define('recovery-mobile-form', RecoveryMobileForm)
