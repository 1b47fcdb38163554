import type { Examples } from '../ui/examples.ts'
import type { FormProps } from '../ui/form.tsx'

const empty: FormProps = { action: '/counter/parcels/new', values: {}, errors: [] }
const values = {
  ...{ creditCode: '91320000796544598E', carrier: 'post', waybill: '1101234567890', caseNumber: '' },
  ...{ name: '李明', mobile: '13800000082', region: '321202', detail: '海陵南路 300 号 2103 室' },
}

export const parcelFormExamples: Examples<FormProps> = {
  empty,
  'nothing filled in': {
    ...empty,
    errors: [
      { field: 'creditCode', code: 'credit_code.required' },
      { field: 'carrier', code: 'carrier.required' },
      { field: 'waybill', code: 'waybill.required' },
      { field: 'region', code: 'delivery_region.required' },
    ],
  },
  'put in before': { ...empty, values, errors: [{ field: 'waybill', code: 'parcel_known' }] },
}
