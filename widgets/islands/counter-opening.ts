import { CounterOpening } from '../counter-opening/counter-opening.tsx'
import { define } from '../define.ts'

define('counter-opening', CounterOpening)
