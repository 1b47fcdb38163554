import { BridgeFault } from '../../schema/ca-bridge.ts'
import type { Examples } from '../ui/examples.ts'
import type { CaLoginProps } from './ca-login.tsx'

const login: CaLoginProps = { action: '/login/ca', purpose: 'login', label: '用 CA 证书登录' }

const faults = BridgeFault.options.map((fault): [string, CaLoginProps] => [
  `after ${fault}`,
  {
    ...login,
    standing: { stage: 'ready', fault: { fault, ...(fault === 'pin_wrong' && { triesLeft: 5 }) } },
  },
])

export const caLoginExamples: Examples<CaLoginProps> = {
  'before anything': login,
  'the window is open': { ...login, standing: { stage: 'asking' } },
  'on the way to the hall': { ...login, standing: { stage: 'sending' } },
  'refused by the hall': {
    ...login,
    standing: { stage: 'ready', problem: '一分钟里用证书登录的次数太多，这次没有受理。请过一分钟再试。' },
  },
  'in a portal’s frame': {
    ...{ ...login, clientId: 'portal', framed: true },
    standing: { stage: 'ready', fault: { fault: 'no_host' } },
  },
  ...Object.fromEntries(faults),
}
