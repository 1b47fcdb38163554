import { CaLogin } from '../ca-login/ca-login.tsx'
import { define } from '../define.ts'

define('ca-login', CaLogin)
