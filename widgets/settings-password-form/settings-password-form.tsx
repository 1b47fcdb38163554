import { CurrentPassword } from '../../schema/fields/current-password.ts'
import { Password } from '../../schema/fields/password.ts'
import { settingsMessage } from '../../schema/settings-copy.ts'
import { Button } from '../ui/button.tsx'
import { atom } from '../ui/check.ts'
import { Form, type FormProps } from '../ui/form.tsx'
import { NewPasswordFields, sameAgain } from '../ui/new-password-fields.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { useForm } from '../ui/use-form.ts'

const checks = { oldPassword: atom(CurrentPassword), password: atom(Password), passwordRepeat: sameAgain }

/** Another password by the old one. Posts `oldPassword`, `password`, `passwordRepeat`. */
export function SettingsPasswordForm(props: FormProps) {
  const form = useForm(props, checks, settingsMessage)
  return (
    <Form props={props} state={form}>
      <PasswordField
        name="oldPassword"
        label="原密码"
        error={form.error('oldPassword')}
        autocomplete="current-password"
        required
      />
      <NewPasswordFields label="新密码" state={form} />
      <Button kind="primary" wide working={form.working} workingLabel="正在修改…">
        修改密码
      </Button>
    </Form>
  )
}
