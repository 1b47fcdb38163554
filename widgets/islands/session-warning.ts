import { define } from '../define.ts'
import { SessionWarning } from '../session-warning/session-warning.tsx'

define('session-warning', SessionWarning)
