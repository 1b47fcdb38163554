import { ClerkSignIn } from '../../schema/counter.ts'
import { counterMessage } from '../../schema/counter-refusals.ts'
import { Button } from '../ui/button.tsx'
import { atom } from '../ui/check.ts'
import { Field } from '../ui/field.tsx'
import { Form, type FormProps } from '../ui/form.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { useForm } from '../ui/use-form.ts'

const { loginName, password, totp } = ClerkSignIn.entries
const checks = { loginName: atom(loginName), password: atom(password), totp: atom(totp) }

/** A counter clerk's sign-in. Posts `loginName`, `password`, `totp`. */
export function CounterLogin(props: FormProps) {
  const form = useForm(props, checks, counterMessage)
  return (
    <Form props={props} state={form}>
      <Field
        name="loginName"
        label="登录名"
        value={props.values.loginName}
        error={form.error('loginName')}
        autocomplete="username"
        autocapitalize="none"
        maxlength={60}
        required
        code
      />
      <PasswordField
        name="password"
        label="密码"
        error={form.error('password')}
        autocomplete="current-password"
        required
      />
      <Field
        name="totp"
        label="动态口令"
        hint="手机验证器上的 6 位数字，每 30 秒换一个，每个只能用一次。"
        error={form.error('totp')}
        autocomplete="one-time-code"
        inputmode="numeric"
        maxlength={12}
        required
        code
      />
      <Button kind="primary" wide working={form.working} workingLabel="正在登录…">
        登录
      </Button>
    </Form>
  )
}
