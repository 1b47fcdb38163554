import type { Examples } from '../ui/examples.ts'
import type { SettingsMobileFormProps } from './settings-mobile-form.tsx'

const empty: SettingsMobileFormProps = {
  ...{ action: '/center/settings/mobile/number', values: {}, errors: [] },
}

export const settingsMobileFormExamples: Examples<SettingsMobileFormProps> = {
  empty,
  'code sent': { ...empty, values: { mobile: '13800000082' }, sent: true },
  'a number of somebody else': {
    ...empty,
    values: { mobile: '13800000082' },
    errors: [{ field: 'mobile', code: 'mobile_of_other' }],
  },
}
