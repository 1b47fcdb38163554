import { message } from '../../schema/copy.ts'
import { Mobile } from '../../schema/fields/mobile.ts'
import { SmsCode } from '../../schema/fields/sms-code.ts'
import { Button } from '../ui/button.tsx'
import { atom } from '../ui/check.ts'
import { Form, type FormProps } from '../ui/form.tsx'
import { MobileProof } from '../ui/mobile-proof.tsx'
import { useForm } from '../ui/use-form.ts'

export interface RecoveryMobileFormProps extends FormProps {
  /** A code was sent just before this page was made. */
  sent?: boolean | undefined
}

const checks = { mobile: atom(Mobile), smsCode: atom(SmsCode) }

/** The mobile of the account, proved by a code. Posts `mobile`, `smsCode` to `action`, `{mobile}` to `action` + `/code`. */
export function RecoveryMobileForm(props: RecoveryMobileFormProps) {
  const form = useForm(props, checks, message)
  return (
    <Form props={props} state={form}>
      <MobileProof
        hint="法定代表人登录单位账号时用的号码。"
        submitLabel="下一步：设置新密码"
        sendAction={`${props.action}/code`}
        props={props}
        state={form}
      />
      <Button kind="primary" wide working={form.working} workingLabel="正在核对…">
        下一步：设置新密码
      </Button>
    </Form>
  )
}
