import type { Examples } from '../ui/examples.ts'
import type { FormProps } from '../ui/form.tsx'

const empty: FormProps = { action: '/counter/parcels/u/p', values: {}, errors: [] }

export const parcelEventFormExamples: Examples<FormProps> = {
  empty,
  'no state': {
    ...empty,
    values: { note: '到达泰州转运中心' },
    errors: [{ field: 'state', code: 'parcel_state.required' }],
  },
  'arrived before': {
    ...empty,
    values: { state: 'travelling' },
    problem: '这个快递已经签收或退回，不能再更新。请核对单号。',
  },
}
