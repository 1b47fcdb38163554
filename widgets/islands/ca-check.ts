import { CaCheck } from '../ca-check/ca-check.tsx'
import { define } from '../define.ts'

define('ca-check', CaCheck)
