import { expressMessage, STATES } from '../../schema/express.ts'
import { optionsOf } from '../../schema/fields/unit-codes.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { errorOf } from '../ui/errors.ts'
import { Field } from '../ui/field.tsx'
import type { FormProps } from '../ui/form.tsx'
import { Select } from '../ui/select.tsx'

/** Where a parcel is now. Posts `state`, `note`. */
export function ParcelEventForm({ action, values, errors, problem }: FormProps) {
  const error = (field: string) => errorOf(errors, field, expressMessage)
  return (
    <form method="post" action={action} noValidate class="fields">
      <ErrorSummary
        problem={problem}
        errors={errors.map(({ field, code }) => ({ field, text: expressMessage(code) }))}
        autofocus
      />
      <Select
        name="state"
        label="现在的状态"
        hint="登记为「已签收」或「已退回」以后就不能再更新。"
        options={[{ value: '', label: '请选择' }, ...optionsOf(STATES)]}
        value={values.state ?? ''}
        error={error('state')}
        required
      />
      <Field
        name="note"
        label="说明（没有可不填）"
        hint="例如「到达泰州转运中心」。单位看得到，请不要写个人信息。"
        value={values.note}
        error={error('note')}
        autocomplete="off"
        maxlength={120}
      />
      <Button kind="primary" wide>
        更新状态
      </Button>
    </form>
  )
}
