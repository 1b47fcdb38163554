import type { Examples } from '../ui/examples.ts'
import type { FormProps } from '../ui/form.tsx'

const empty: FormProps = { action: '/center/apps', values: {}, errors: [] }

export const appFormExamples: Examples<FormProps> = {
  empty,
  'nothing chosen and no name': {
    ...empty,
    errors: [
      { field: 'name', code: 'app_name.required' },
      { field: 'unitRead', code: 'app_scope.required' },
    ],
  },
  'a name that is taken': {
    ...empty,
    values: { name: '人事软件', unitRead: 'yes' },
    errors: [{ field: 'name', code: 'app_name_taken' }],
  },
  'no room for another': {
    ...empty,
    values: { name: '工资软件', unitRead: 'yes', activityRead: 'yes' },
    problem: '每个单位最多接入 10 个软件，已经满了。请先停用不再使用的，再开通新的。',
  },
  working: { ...empty, values: { name: '人事软件', unitRead: 'yes' }, working: true },
}
