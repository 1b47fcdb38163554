import { CounterActivation } from '../counter-activation/counter-activation.tsx'
import { define } from '../define.ts'

define('counter-activation', CounterActivation)
