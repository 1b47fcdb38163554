import { Mobile } from '../../schema/fields/mobile.ts'
import { atom } from './check.ts'
import { Field } from './field.tsx'
import type { FormProps } from './form.tsx'
import { SmsField } from './sms-field.tsx'
import { complaints, type FormState } from './use-form.ts'

interface MobileProofProps {
  hint: string
  /** The words of the form's own button. */
  submitLabel: string
  /** Where 「发送验证码」 posts. */
  sendAction: string
  props: FormProps & { sent?: boolean | undefined }
  state: FormState
}

const mobileOnly = { mobile: atom(Mobile) }

/** A mobile number and the code that was sent to it: `mobile`, `smsCode`. Stands first in its form. */
export function MobileProof({ hint, submitLabel, sendAction, props, state }: MobileProofProps) {
  return (
    <>
      {/* Enter presses the first button of a form: that must not be the one that sends a code. */}
      <button type="submit" class="unseen" tabIndex={-1} aria-hidden="true">
        {submitLabel}
      </button>
      <Field
        name="mobile"
        label="手机号码"
        hint={hint}
        type="tel"
        inputmode="tel"
        value={props.values.mobile}
        error={state.error('mobile')}
        autocomplete="tel-national"
        maxlength={40}
        required
        code
      />
      <SmsField
        name="smsCode"
        label="短信验证码"
        error={state.error('smsCode')}
        sendAction={sendAction}
        sent={props.sent}
        gather={(element) => {
          const errors = complaints(element, mobileOnly)
          if (errors.length > 0) state.refuse({ errors })
          const mobile = String(new FormData(element).get('mobile') ?? '')
          return errors.length > 0 ? undefined : { ...props.hidden, mobile }
        }}
        onRefused={state.refuse}
      />
    </>
  )
}
