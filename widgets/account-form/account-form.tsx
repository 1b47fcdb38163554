import { message } from '../../schema/copy.ts'
import { Mobile } from '../../schema/fields/mobile.ts'
import { Password } from '../../schema/fields/password.ts'
import { SmsCode } from '../../schema/fields/sms-code.ts'
import { Button } from '../ui/button.tsx'
import { atom, type Check } from '../ui/check.ts'
import { Field } from '../ui/field.tsx'
import { Form, type FormProps } from '../ui/form.tsx'
import { NewPasswordField, PasswordField } from '../ui/password-field.tsx'
import { SmsField } from '../ui/sms-field.tsx'
import { complaints, useForm } from '../ui/use-form.ts'

export interface AccountFormProps extends FormProps {
  /** A code was sent just before this page was made. */
  sent?: boolean | undefined
  /** The act of the button: 「完成注册」. */
  submitLabel: string
}

const sameAgain: Check = (typed, read) => {
  if (typed === '') return { code: 'password_repeat.required' }
  return typed === read('password') ? { value: typed } : { code: 'password_repeat.different' }
}

const mobileOnly = { mobile: atom(Mobile) }
const checks = {
  ...mobileOnly,
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
      {/* Enter presses the first button of a form: that must not be the one that sends a code. */}
      <button type="submit" class="unseen" tabIndex={-1} aria-hidden="true">
        {props.submitLabel}
      </button>
      <Field
        name="mobile"
        label="手机号码"
        hint="接收验证码，以后也用它登录。"
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
          const errors = complaints(element, mobileOnly)
          if (errors.length > 0) form.refuse({ errors })
          const mobile = String(new FormData(element).get('mobile') ?? '')
          return errors.length > 0 ? undefined : { ...props.hidden, mobile }
        }}
        onRefused={form.refuse}
      />
      <NewPasswordField name="password" label="设置密码" error={form.error('password')} required />
      <PasswordField
        name="passwordRepeat"
        label="再输入一遍密码"
        error={form.error('passwordRepeat')}
        autocomplete="new-password"
        required
      />
      <Button kind="primary" wide working={form.working} workingLabel="正在提交…">
        {props.submitLabel}
      </Button>
    </Form>
  )
}
