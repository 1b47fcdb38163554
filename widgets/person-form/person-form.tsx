import { message } from '../../schema/copy.ts'
import { PersonName } from '../../schema/fields/person-name.ts'
import { Button } from '../ui/button.tsx'
import { atom } from '../ui/check.ts'
import { Consents, consentChecks } from '../ui/consents.tsx'
import { DocumentFields, documentChecks } from '../ui/document-fields.tsx'
import { Field } from '../ui/field.tsx'
import { Form, type FormProps } from '../ui/form.tsx'
import { useForm } from '../ui/use-form.ts'

export interface PersonFormProps extends FormProps {
  links: { agreement: string; privacy: string }
}

const checks = { name: atom(PersonName), ...documentChecks, ...consentChecks }

/** First step of a person's registration. Posts `name`, `documentType`, `documentNumber`, `agreement`, `consent`. */
export function PersonForm(props: PersonFormProps) {
  const form = useForm(props, checks, message)
  return (
    <Form props={props} state={form}>
      <Field
        name="name"
        label="姓名"
        hint="和证件上的姓名一致。"
        value={props.values.name}
        error={form.error('name')}
        autocomplete="name"
        maxlength={120}
        required
      />
      <DocumentFields values={props.values} state={form} />
      <Consents
        agreementName="个人用户注册协议"
        agreementHref={props.links.agreement}
        privacyHref={props.links.privacy}
        values={props.values}
        state={form}
      />
      <Button kind="primary" wide working={form.working} workingLabel="正在核对…">
        下一步：本人认证
      </Button>
    </Form>
  )
}
