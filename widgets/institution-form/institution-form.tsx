import { INSTITUTION_TYPES, LEVELS } from '../../schema/fields/institution.ts'
import { optionsOf } from '../../schema/fields/unit-codes.ts'
import { institutionMessage } from '../../schema/institutions.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { errorOf } from '../ui/errors.ts'
import { Field } from '../ui/field.tsx'
import type { FormProps } from '../ui/form.tsx'
import { Select } from '../ui/select.tsx'

const CHOOSE = [{ value: '', label: '请选择' }]
const groups = INSTITUTION_TYPES.map(({ line, types }) => ({ label: line, options: optionsOf(types) }))

/** An institution registered at the counter. Posts `creditCode`, `institutionName`, `type`, `level`. */
export function InstitutionForm({ action, values, errors, problem }: FormProps) {
  const error = (field: string) => errorOf(errors, field, institutionMessage)
  return (
    <form method="post" action={action} noValidate class="fields">
      <ErrorSummary
        problem={problem}
        errors={errors.map(({ field, code }) => ({ field, text: institutionMessage(code) }))}
        autofocus
      />
      <Field
        name="creditCode"
        label="所属单位的统一社会信用代码"
        hint="单位要先在大厅开户。"
        value={values.creditCode}
        error={error('creditCode')}
        autocomplete="off"
        autocapitalize="characters"
        maxlength={60}
        required
        code
      />
      <Field
        name="institutionName"
        label="机构名称"
        hint="和批准或备案的名称一致。"
        value={values.institutionName}
        error={error('institutionName')}
        autocomplete="off"
        maxlength={240}
        required
      />
      <Select
        name="type"
        label="机构类型"
        hint="按批准或备案它的工作条线排列。"
        options={CHOOSE}
        groups={groups}
        value={values.type ?? ''}
        error={error('type')}
        required
      />
      <Select
        name="level"
        label="机构层级"
        options={[...CHOOSE, ...optionsOf(LEVELS)]}
        value={values.level ?? ''}
        error={error('level')}
        required
      />
      <Button kind="primary" wide>
        登记这个机构
      </Button>
    </form>
  )
}
