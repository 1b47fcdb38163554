import { CounterLogin } from '../counter-login/counter-login.tsx'
import { define } from '../define.ts'

define('counter-login', CounterLogin)
