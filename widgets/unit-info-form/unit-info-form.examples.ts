import type { Examples } from '../ui/examples.ts'
import type { UnitInfoFormProps } from './unit-info-form.tsx'

const empty: UnitInfoFormProps = {
  ...{ action: '/center/unit/edit', values: {}, errors: [], hidden: { version: '0' } },
  ownCode: 'MA1000025',
}
const values = {
  ...{ organisationCode: '', economicType: '173', region: '320106', nature: 'enterprise', industry: 'I' },
  ...{ affiliation: '90', category: 'ordinary', address: '南京市鼓楼区中山北路 1 号 3 楼' },
}

export const unitInfoFormExamples: Examples<UnitInfoFormProps> = {
  empty,
  filled: { ...empty, values, hidden: { version: '3' } },
  'nothing chosen': {
    ...empty,
    errors: [
      { field: 'region', code: 'region.required' },
      { field: 'address', code: 'registered_address.required' },
      { field: 'economicType', code: 'economic_type.required' },
      { field: 'nature', code: 'nature.required' },
    ],
  },
  'changed by somebody else meanwhile': {
    ...empty,
    values,
    hidden: { version: '4' },
    problem:
      '您打开这一页以后，本单位有人先保存了修改，这一次没有保存。您填的都在，请对照下面现在登记的内容，再决定要不要保存。',
    meanwhile: [
      { name: '所属行业', value: '科学研究和技术服务业' },
      { name: '注册地址', value: '南京市建邺区江东中路 2 号' },
    ],
  },
}
