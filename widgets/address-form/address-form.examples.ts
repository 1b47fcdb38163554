import type { Examples } from '../ui/examples.ts'
import type { AddressFormProps } from './address-form.tsx'

const empty: AddressFormProps = {
  ...{ action: '/center/settings/addresses/new', back: '/center/settings', values: {}, errors: [] },
}
const values = {
  ...{ name: '李明', mobile: '13800000082', region: '321202' },
  detail: '海陵南路 300 号国际金融中心北楼 2103 室，门卫代收',
}

export const addressFormExamples: Examples<AddressFormProps> = {
  empty,
  'the default one, to be changed': { ...empty, values, isDefault: true },
  'nothing filled in': {
    ...empty,
    errors: [
      { field: 'name', code: 'person_name.required' },
      { field: 'mobile', code: 'mobile.required' },
      { field: 'region', code: 'delivery_region.required' },
      { field: 'detail', code: 'delivery_detail.required' },
    ],
  },
  'no room for another': {
    ...empty,
    values: { ...values, preferred: 'yes' },
    problem: '最多保存 10 个收件地址，已经满了。请先删除不再使用的，再添加新的。',
  },
}
