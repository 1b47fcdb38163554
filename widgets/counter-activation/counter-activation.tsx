import { counterMessage } from '../../schema/counter-refusals.ts'
import { CreditCode } from '../../schema/fields/credit-code.ts'
import { Mobile } from '../../schema/fields/mobile.ts'
import { Password } from '../../schema/fields/password.ts'
import { SmsCode } from '../../schema/fields/sms-code.ts'
import { Button } from '../ui/button.tsx'
import { atom } from '../ui/check.ts'
import { Field } from '../ui/field.tsx'
import { Form, type FormProps } from '../ui/form.tsx'
import { NewPasswordFields, sameAgain } from '../ui/new-password-fields.tsx'
import { useForm } from '../ui/use-form.ts'

const checks = {
  creditCode: atom(CreditCode),
  mobile: atom(Mobile),
  smsCode: atom(SmsCode),
  password: atom(Password),
  passwordRepeat: sameAgain,
}

/**
 * The first password of whom the counter opened. Posts `creditCode`, `mobile`, `smsCode`, `password`,
 * `passwordRepeat`.
 */
export function CounterActivation(props: FormProps) {
  const form = useForm(props, checks, counterMessage)
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
        name="mobile"
        label="您的手机号码"
        hint="在窗口登记的号码。"
        type="tel"
        inputmode="tel"
        value={props.values.mobile}
        error={form.error('mobile')}
        autocomplete="tel-national"
        maxlength={40}
        required
        code
      />
      <Field
        name="smsCode"
        label="短信验证码"
        hint="窗口发到您手机上的 6 位数字，5 分钟内有效。"
        error={form.error('smsCode')}
        autocomplete="one-time-code"
        inputmode="numeric"
        maxlength={12}
        required
        code
      />
      <NewPasswordFields label="登录密码" state={form} />
      <Button kind="primary" wide working={form.working} workingLabel="正在设置…">
        设置密码并启用账号
      </Button>
    </Form>
  )
}
