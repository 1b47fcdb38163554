import type { LicenceState } from '../licence-status/licence-status.tsx'
import type { Examples } from '../ui/examples.ts'
import type { LicencePanelProps } from './licence-panel.tsx'

const scanning = (state: LicenceState): LicencePanelProps => ({
  action: '/login/licence/finish',
  link: 'https://licence.example/scan/OC2018092530000003939004040292534041',
  status: { state, statusUrl: '/licence-status', again: '/login/licence' },
})

export const licencePanelExamples: Examples<LicencePanelProps> = {
  'waiting for the phone': scanning('waiting'),
  'refused on the phone': scanning('refused'),
  'too late': scanning('expired'),
}
