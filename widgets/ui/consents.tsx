import { ticked } from './check.ts'
import { Checkbox } from './checkbox.tsx'
import type { FormState } from './use-form.ts'

export const consentChecks = { agreement: ticked('agreement.required'), consent: ticked('consent.required') }

/**
 * Two boxes, never one: the law on personal information (PIPL) wants the consent to identity and face data apart
 * from the agreement to the terms, and neither may be ticked beforehand.
 */
export function Consents(props: {
  agreementName: string
  agreementHref: string
  privacyHref: string
  values: Record<string, string>
  state: FormState
}) {
  const { values, state } = props
  return (
    <fieldset class="consents">
      <legend class="unseen">协议和授权</legend>
      <Checkbox
        name="agreement"
        label={
          <>
            我已阅读并同意
            <a href={props.agreementHref} target="_blank" rel="noopener">
              《{props.agreementName}》
            </a>
          </>
        }
        value={values.agreement}
        error={state.error('agreement')}
        required
      />
      <Checkbox
        name="consent"
        label={
          <>
            我单独同意：大厅为核实身份，把姓名和证件号码交给公安人口信息和人脸认证服务核对。
            <a href={props.privacyHref} target="_blank" rel="noopener">
              个人信息怎样保护
            </a>
          </>
        }
        hint="人脸照片只由认证服务比对，大厅不保存。"
        value={values.consent}
        error={state.error('consent')}
        required
      />
    </fieldset>
  )
}
