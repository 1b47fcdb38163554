import { define } from '../define.ts'
import { PersonForm } from '../person-form/person-form.tsx'

define('person-form', PersonForm)
