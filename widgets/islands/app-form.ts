import { AppForm } from '../app-form/app-form.tsx'
import { define } from '../define.ts'

define('app-form', AppForm)
