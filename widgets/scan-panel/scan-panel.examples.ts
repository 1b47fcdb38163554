import type { ScanState } from '../../schema/waiting.ts'
import type { Examples } from '../ui/examples.ts'
import type { ScanPanelProps } from './scan-panel.tsx'

const scanning = (state: ScanState): ScanPanelProps => ({
  action: '/login/scan/finish',
  link: 'https://hall.example/app/scan/01k8zq1m3x5v7b9d2f4h6j8n0p.Q2hhbmNlIG9mIDI1NiBiaXRzLCBhcyBhIGNvZGUgdGhhdA',
  label: '登录的二维码，请用江苏智慧人社手机应用扫描',
  steps: ['打开手机上的「江苏智慧人社」', '用「扫一扫」扫这个二维码', '看清是不是登录本大厅，再确认'],
  here: '就在这部手机上确认',
  token: '01k8zq1m3x5v7b9d2f4h6j8n0p.c2VjcmV0',
  status: { state, statusUrl: '/scan-status', again: '/login/scan' },
})

export const scanPanelExamples: Examples<ScanPanelProps> = {
  'waiting for the phone': scanning('waiting'),
  'refused on the phone': scanning('refused'),
  'too late': scanning('expired'),
}
