import type { Examples } from '../ui/examples.ts'
import type { InstitutionAdministratorFormProps } from './institution-administrator-form.tsx'

const empty: InstitutionAdministratorFormProps = {
  ...{ action: '/center/institutions/open?id=x', values: {}, errors: [], submit: '开通机构' },
}
const values = {
  ...{ name: '李明', documentType: '01', documentNumber: '11010519491231002X', mobile: '13800000082' },
}

export const institutionAdministratorFormExamples: Examples<InstitutionAdministratorFormProps> = {
  empty,
  'another administrator': { ...empty, values, submit: '变更管理员' },
  'nobody who is registered': {
    ...empty,
    values,
    errors: [{ field: 'documentNumber', code: 'institution_person_unknown' }],
  },
  'another name than the person’s own': {
    ...empty,
    values,
    problem:
      '姓名或手机号码和这个人注册个人账号时的不一样，没有保存。请对照证件核对姓名，手机号码请用注册时的那一个。',
  },
}
