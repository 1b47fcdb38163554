import { define } from '../define.ts'
import { FaceStatus } from '../face-status/face-status.tsx'

define('face-status', FaceStatus)
