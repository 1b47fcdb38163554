import { define } from '../define.ts'
import { PersonLogin } from '../person-login/person-login.tsx'

define('person-login', PersonLogin)
