import { institutionMessage } from '../../schema/institutions.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { DocumentFields } from '../ui/document-fields.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { errorOf } from '../ui/errors.ts'
import { Field } from '../ui/field.tsx'
import type { FormProps } from '../ui/form.tsx'

export interface InstitutionAdministratorFormProps extends FormProps {
  /** The words of the button. */
  submit: string
}

/** Who administers an institution. Posts `name`, `documentType`, `documentNumber`, `mobile`. */
export function InstitutionAdministratorForm(props: InstitutionAdministratorFormProps) {
  const { action, values, errors, problem, submit } = props
  const error = (field: string) => errorOf(errors, field, institutionMessage)
  return (
    <form method="post" action={action} noValidate class="fields">
      <ErrorSummary
        problem={problem}
        errors={errors.map(({ field, code }) => ({ field, text: institutionMessage(code) }))}
        autofocus
      />
      <Field
        name="name"
        label="管理员姓名"
        value={values.name}
        error={error('name')}
        autocomplete="off"
        maxlength={120}
        required
      />
      <DocumentFields whose="管理员" values={values} state={{ error }} />
      <Field
        name="mobile"
        label="管理员移动电话"
        hint="注册个人账号时的号码。"
        type="tel"
        inputmode="tel"
        value={values.mobile}
        error={error('mobile')}
        autocomplete="off"
        maxlength={40}
        required
        code
      />
      <div class="actions">
        <Button kind="primary">{submit}</Button>
        <ButtonLink href="/center/institutions">不保存，返回</ButtonLink>
      </div>
    </form>
  )
}
