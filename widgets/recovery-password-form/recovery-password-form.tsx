import { message } from '../../schema/copy.ts'
import { Password } from '../../schema/fields/password.ts'
import { Button } from '../ui/button.tsx'
import { atom } from '../ui/check.ts'
import { Form, type FormProps } from '../ui/form.tsx'
import { NewPasswordFields, sameAgain } from '../ui/new-password-fields.tsx'
import { useForm } from '../ui/use-form.ts'

const checks = { password: atom(Password), passwordRepeat: sameAgain }

interface RecoveryPasswordFormProps extends FormProps {
  /** What the button does, where it is no change: 「确认授权」. */
  act?: string
}

/** A new password, twice. Posts `password`, `passwordRepeat`. */
export function RecoveryPasswordForm(props: RecoveryPasswordFormProps) {
  const form = useForm(props, checks, message)
  return (
    <Form props={props} state={form}>
      <NewPasswordFields label="新密码" state={form} />
      <Button kind="primary" wide working={form.working} workingLabel="正在保存…">
        {props.act ?? '完成修改'}
      </Button>
    </Form>
  )
}
