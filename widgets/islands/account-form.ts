import { AccountForm } from '../account-form/account-form.tsx'
import { define } from '../define.ts'

define('account-form', AccountForm)
