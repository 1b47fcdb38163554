import { message } from '../../schema/copy.ts'
import { CreditCode } from '../../schema/fields/credit-code.ts'
import { PersonName } from '../../schema/fields/person-name.ts'
import { Button } from '../ui/button.tsx'
import { atom } from '../ui/check.ts'
import { DocumentFields, documentChecks } from '../ui/document-fields.tsx'
import { Field } from '../ui/field.tsx'
import { Form, type FormProps } from '../ui/form.tsx'
import { useForm } from '../ui/use-form.ts'

const checks = { creditCode: atom(CreditCode), ...documentChecks, name: atom(PersonName) }

/** Whose password is recovered. Posts `creditCode`, `documentType`, `documentNumber`, `name`. */
export function RecoveryForm(props: FormProps) {
  const form = useForm(props, checks, message)
  return (
    <Form props={props} state={form}>
      <Field
        name="creditCode"
        label="统一社会信用代码"
        hint="印在营业执照上，18 位。"
        value={props.values.creditCode}
        error={form.error('creditCode')}
        autocomplete="off"
        autocapitalize="characters"
        maxlength={60}
        required
        code
      />
      <DocumentFields whose="法定代表人" values={props.values} state={form} />
      <Field
        name="name"
        label="法定代表人姓名"
        value={props.values.name}
        error={form.error('name')}
        autocomplete="name"
        maxlength={120}
        required
      />
      <Button kind="primary" wide working={form.working} workingLabel="正在提交…">
        下一步：安全验证
      </Button>
    </Form>
  )
}
