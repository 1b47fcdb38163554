import { message } from '../../schema/copy.ts'
import { Mobile } from '../../schema/fields/mobile.ts'
import { Password } from '../../schema/fields/password.ts'
import { SmsCode } from '../../schema/fields/sms-code.ts'
import { Button } from '../ui/button.tsx'
import { atom } from '../ui/check.ts'
import { Form, type FormProps } from '../ui/form.tsx'
import { MobileProof } from '../ui/mobile-proof.tsx'
import { NewPasswordFields, sameAgain } from '../ui/new-password-fields.tsx'
import { useForm } from '../ui/use-form.ts'

export interface AccountFormProps extends FormProps {
  /** A code was sent just before this page was made. */
  sent?: boolean | undefined
  /** The act of the button: 「完成注册」. */
  submitLabel: string
}

const checks = {
  mobile: atom(Mobile),
  smsCode: atom(SmsCode),
  password: atom(Password),
  passwordRepeat: sameAgain,
}

/**
 * Mobile number proved by a code, and a password. Posts `mobile`, `smsCode`, `password`, `passwordRepeat` to
 * `action`; 「发送验证码」 posts the same form, or `{mobile}` and the hidden values as JSON, to `action` + `/sms`.
 */
export function AccountForm(props: AccountFormProps) {
  const form = useForm(props, checks, message)
  return (
    <Form props={props} state={form}>
      <MobileProof
        hint="接收验证码，以后也用它登录。"
        submitLabel={props.submitLabel}
        sendAction={`${props.action}/sms`}
        props={props}
        state={form}
      />
      <NewPasswordFields label="设置密码" state={form} />
      <Button kind="primary" wide working={form.working} workingLabel="正在提交…">
        {props.submitLabel}
      </Button>
    </Form>
  )
}
