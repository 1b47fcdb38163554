import type { Examples } from '../ui/examples.ts'
import type { RecoveryMobileFormProps } from './recovery-mobile-form.tsx'

const action = '/recovery/sms'

export const recoveryMobileFormExamples: Examples<RecoveryMobileFormProps> = {
  empty: { action, values: {}, errors: [] },
  'code sent': { action, values: { mobile: '13800000082' }, errors: [], sent: true },
  'wrong code': {
    action,
    values: { mobile: '13800000082' },
    errors: [{ field: 'smsCode', code: 'sms_code.format' }],
  },
}
