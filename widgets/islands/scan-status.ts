import { define } from '../define.ts'
import { ScanStatus } from '../scan-status/scan-status.tsx'

define('scan-status', ScanStatus)
