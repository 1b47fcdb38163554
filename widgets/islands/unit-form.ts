import { define } from '../define.ts'
import { UnitForm } from '../unit-form/unit-form.tsx'

define('unit-form', UnitForm)
