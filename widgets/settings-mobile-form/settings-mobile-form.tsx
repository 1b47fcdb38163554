import { Mobile } from '../../schema/fields/mobile.ts'
import { SmsCode } from '../../schema/fields/sms-code.ts'
import { settingsMessage } from '../../schema/settings-copy.ts'
import { Button } from '../ui/button.tsx'
import { atom } from '../ui/check.ts'
import { Form, type FormProps } from '../ui/form.tsx'
import { MobileProof } from '../ui/mobile-proof.tsx'
import { useForm } from '../ui/use-form.ts'

export interface SettingsMobileFormProps extends FormProps {
  /** A code was sent just before this page was made. */
  sent?: boolean | undefined
}

const checks = { mobile: atom(Mobile), smsCode: atom(SmsCode) }

/** Another mobile, proved by a code. Posts `mobile`, `smsCode` to `action`, `{mobile}` to `action` + `/code`. */
export function SettingsMobileForm(props: SettingsMobileFormProps) {
  const form = useForm(props, checks, settingsMessage)
  return (
    <Form props={props} state={form}>
      <MobileProof
        hint="以后用它登录、接收验证码。在本单位只能由您一个人使用。"
        submitLabel="改用这个号码"
        sendAction={`${props.action}/code`}
        props={props}
        state={form}
      />
      <Button kind="primary" wide working={form.working} workingLabel="正在核对…">
        改用这个号码
      </Button>
    </Form>
  )
}
