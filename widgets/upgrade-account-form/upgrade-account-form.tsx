import { CurrentPassword } from '../../schema/fields/current-password.ts'
import { OldUserName } from '../../schema/fields/old-account.ts'
import { upgradeMessage } from '../../schema/upgrade-refusals.ts'
import { Button } from '../ui/button.tsx'
import { atom } from '../ui/check.ts'
import { Field } from '../ui/field.tsx'
import { Form, type FormProps } from '../ui/form.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { useForm } from '../ui/use-form.ts'

export type UpgradeAccountFormProps = FormProps

const checks = { userName: atom(OldUserName), oldPassword: atom(CurrentPassword) }

/** Second step of a legacy upgrade: the account at the old hall. Posts `userName`, `oldPassword`. */
export function UpgradeAccountForm(props: UpgradeAccountFormProps) {
  const form = useForm(props, checks, upgradeMessage)
  return (
    <Form props={props} state={form}>
      <Field
        name="userName"
        label="原用户名"
        hint="在原网办大厅登录时用的用户名。"
        value={props.values.userName}
        error={form.error('userName')}
        autocomplete="username"
        autocapitalize="none"
        maxlength={200}
        required
        code
      />
      <PasswordField
        name="oldPassword"
        label="原密码"
        hint="只交给原网办大厅核对，这里不保存。"
        error={form.error('oldPassword')}
        autocomplete="current-password"
        required
      />
      <Button kind="primary" wide working={form.working} workingLabel="正在向原网办大厅核对…">
        下一步：核验账户
      </Button>
    </Form>
  )
}
