import { define } from '../define.ts'
import { TimeLeft } from '../ui/time-left.tsx'

define('time-left', TimeLeft)
