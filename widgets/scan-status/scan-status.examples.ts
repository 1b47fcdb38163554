import type { Examples } from '../ui/examples.ts'
import type { ScanStatusProps } from './scan-status.tsx'

const urls = { statusUrl: '/scan-status', again: '/login/licence' }

export const scanStatusExamples: Examples<ScanStatusProps> = {
  waiting: { state: 'waiting', ...urls },
  trouble: {
    ...{ state: 'waiting', ...urls },
    trouble: '电子营业执照系统暂时没有回应，这次没有登录。请过一分钟再扫一次码，或者换一种方式登录。',
  },
  refused: { state: 'refused', ...urls },
  expired: { state: 'expired', ...urls },
  'expired, after a key': { state: 'expired', ...urls, anew: '重新用证书登录' },
}
