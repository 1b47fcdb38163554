import type { Examples } from '../ui/examples.ts'
import type { FaceStatusProps } from './face-status.tsx'

const statusUrl = '/face-status'

export const faceStatusExamples: Examples<FaceStatusProps> = {
  pending: { state: 'pending', statusUrl },
  passed: { state: 'passed', statusUrl },
  cancelled: { state: 'cancelled', statusUrl, several: true },
  failed: { state: 'failed', statusUrl },
  expired: { state: 'expired', statusUrl },
}
