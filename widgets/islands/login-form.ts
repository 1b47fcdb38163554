import { define } from '../define.ts'
import { LoginForm } from '../login-form/login-form.tsx'

define('login-form', LoginForm)
