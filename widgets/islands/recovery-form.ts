import { define } from '../define.ts'
import { RecoveryForm } from '../recovery-form/recovery-form.tsx'

define('recovery-form', RecoveryForm)
