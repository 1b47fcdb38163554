import { message } from '../../schema/copy.ts'
import { CreditCode } from '../../schema/fields/credit-code.ts'
import { PersonName } from '../../schema/fields/person-name.ts'
import { UnitName } from '../../schema/fields/unit-name.ts'
import { Button } from '../ui/button.tsx'
import { atom } from '../ui/check.ts'
import { Consents, consentChecks } from '../ui/consents.tsx'
import { DocumentFields, documentChecks } from '../ui/document-fields.tsx'
import { Field } from '../ui/field.tsx'
import { Form, type FormProps } from '../ui/form.tsx'
import { useForm } from '../ui/use-form.ts'

export interface UnitFormProps extends FormProps {
  links: { agreement: string; privacy: string }
}

const checks = {
  creditCode: atom(CreditCode),
  unitName: atom(UnitName),
  ...documentChecks,
  name: atom(PersonName),
  ...consentChecks,
}

/**
 * First step of a unit's registration, by its legal representative. Posts `creditCode`, `unitName`,
 * `documentType`, `documentNumber`, `name`, `agreement`, `consent`.
 */
export function UnitForm(props: UnitFormProps) {
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
      <Field
        name="unitName"
        label="单位全称"
        hint="和营业执照上的名称一致。"
        value={props.values.unitName}
        error={form.error('unitName')}
        autocomplete="organization"
        maxlength={240}
        required
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
      <Consents
        agreementName="法人用户注册协议"
        agreementHref={props.links.agreement}
        privacyHref={props.links.privacy}
        values={props.values}
        state={form}
      />
      <Button kind="primary" wide working={form.working} workingLabel="正在核对…">
        下一步：法定代表人认证
      </Button>
    </Form>
  )
}
