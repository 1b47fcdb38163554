import type { Examples } from '../ui/examples.ts'
import type { SessionWarningProps } from './session-warning.tsx'

const urls = { renewUrl: '/renew', loginUrl: '/login' }

export const sessionWarningExamples: Examples<SessionWarningProps> = {
  'long before the end': { ...urls, seconds: 1800 },
  'shortly before the end': { ...urls, seconds: 110 },
  'after the end': { ...urls, seconds: 0 },
}
