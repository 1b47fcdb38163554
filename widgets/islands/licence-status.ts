import { define } from '../define.ts'
import { LicenceStatus } from '../licence-status/licence-status.tsx'

define('licence-status', LicenceStatus)
