import { Mobile } from '../../schema/fields/mobile.ts'
import { Password } from '../../schema/fields/password.ts'
import { PersonName } from '../../schema/fields/person-name.ts'
import { SmsCode } from '../../schema/fields/sms-code.ts'
import { upgradeMessage } from '../../schema/upgrade-refusals.ts'
import { Button } from '../ui/button.tsx'
import { atom } from '../ui/check.ts'
import { DocumentFields, documentChecks } from '../ui/document-fields.tsx'
import { Field } from '../ui/field.tsx'
import { Form, type FormProps } from '../ui/form.tsx'
import { NewPasswordFields, sameAgain } from '../ui/new-password-fields.tsx'
import { SmsField } from '../ui/sms-field.tsx'
import { complaints, useForm } from '../ui/use-form.ts'

export interface UpgradeAdministratorFormProps extends FormProps {
  /** A code was sent just before this page was made. */
  sent?: boolean | undefined
}

const person = { ...documentChecks, name: atom(PersonName), mobile: atom(Mobile) }
const checks = { ...person, smsCode: atom(SmsCode), password: atom(Password), passwordRepeat: sameAgain }

/**
 * Fourth step of a legacy upgrade: a registered person becomes the administrator. Posts `documentType`,
 * `documentNumber`, `name`, `mobile`, `smsCode`, `password`, `passwordRepeat`; 「发送验证码」 posts the first four to
 * `action` + `/sms`, for the code goes to that person alone.
 */
export function UpgradeAdministratorForm(props: UpgradeAdministratorFormProps) {
  const form = useForm(props, checks, upgradeMessage)
  return (
    <Form props={props} state={form}>
      {/* Enter presses the first button of a form: that must not be the one that sends a code. */}
      <button type="submit" class="unseen" tabIndex={-1} aria-hidden="true">
        完成升级
      </button>
      <DocumentFields whose="管理员" values={props.values} state={form} />
      <Field
        name="name"
        label="管理员姓名"
        value={props.values.name}
        error={form.error('name')}
        autocomplete="name"
        maxlength={120}
        required
      />
      <Field
        name="mobile"
        label="管理员手机号码"
        hint="管理员个人注册时用的号码，接收验证码，以后也用它登录。"
        type="tel"
        inputmode="tel"
        value={props.values.mobile}
        error={form.error('mobile')}
        autocomplete="tel-national"
        maxlength={40}
        required
        code
      />
      <SmsField
        name="smsCode"
        label="短信验证码"
        error={form.error('smsCode')}
        sendAction={`${props.action}/sms`}
        sent={props.sent}
        gather={(element) => {
          const errors = complaints(element, person)
          if (errors.length > 0) {
            form.refuse({ errors })
            return undefined
          }
          const data = new FormData(element)
          return Object.fromEntries(Object.keys(person).map((name) => [name, String(data.get(name) ?? '')]))
        }}
        onRefused={form.refuse}
      />
      <NewPasswordFields label="设置管理员密码" state={form} />
      <Button kind="primary" wide working={form.working} workingLabel="正在提交…">
        完成升级
      </Button>
    </Form>
  )
}
