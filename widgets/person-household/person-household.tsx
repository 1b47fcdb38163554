import { households } from '../../schema/fields/household.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { Select } from '../ui/select.tsx'

export interface PersonHouseholdProps {
  action: string
  /** The code kept now or just chosen; none until the person says it. */
  value?: string | undefined
  /** A ready sentence about the list. */
  error?: string | undefined
}

const options = households().map(({ code, label }) => ({ value: code, label }))

/** A person says what their 户籍性质 is. Posts `household`; it needs no script. */
export function PersonHousehold({ action, value, error }: PersonHouseholdProps) {
  return (
    <form method="post" action={action} class="fields" noValidate>
      <ErrorSummary errors={error ? [{ field: 'household', text: error }] : []} autofocus />
      <Select
        name="household"
        label="户籍性质"
        hint="以户口簿为准。参保登记时会用到，没有填的话单位办不了您的参保。"
        options={value ? options : [{ value: '', label: '请选择' }, ...options]}
        value={value ?? ''}
        error={error}
        required
      />
      <Button kind="primary" wide>
        保存
      </Button>
    </form>
  )
}
