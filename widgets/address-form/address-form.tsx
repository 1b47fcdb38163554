import { settingsMessage } from '../../schema/settings-copy.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { errorOf } from '../ui/errors.ts'
import { Field } from '../ui/field.tsx'
import type { FormProps } from '../ui/form.tsx'
import { RegionSelect } from '../ui/region-select.tsx'

export interface AddressFormProps extends FormProps {
  /** Where it leads back to without saving. */
  back: string
  /** It is the default already: there is nothing to tick. */
  isDefault?: boolean
}

/** Where parcels go. Posts `name`, `mobile`, `region`, `detail`, `preferred`; the hall checks, so no script is needed. */
export function AddressForm({ action, values, errors, problem, back, isDefault }: AddressFormProps) {
  const error = (field: string) => errorOf(errors, field, settingsMessage)
  const told = errors.map(({ field, code }) => ({ field, text: settingsMessage(code) }))
  return (
    <form method="post" action={action} noValidate class="fields">
      <ErrorSummary problem={problem} errors={told} autofocus />
      <Field
        name="name"
        label="收件人姓名"
        value={values.name}
        error={error('name')}
        autocomplete="shipping name"
        maxlength={120}
        required
      />
      <Field
        name="mobile"
        label="收件人手机号码"
        hint="快递员按这个号码联系。"
        type="tel"
        inputmode="tel"
        value={values.mobile}
        error={error('mobile')}
        autocomplete="shipping tel-national"
        maxlength={40}
        required
        code
      />
      <RegionSelect
        name="region"
        label="所在地区（江苏省）"
        hint="按设区市排列，请选到县（市、区）。"
        value={values.region}
        error={error('region')}
      />
      <Field
        name="detail"
        label="详细地址"
        hint="街道、门牌号、楼层和房间，例如「中山北路 1 号 3 楼 302 室」。"
        value={values.detail}
        error={error('detail')}
        autocomplete="shipping street-address"
        maxlength={200}
        required
      />
      {!isDefault && <Checkbox name="preferred" label="设为默认收件地址" value={values.preferred} />}
      <div class="actions">
        <Button kind="primary">保存收件地址</Button>
        <ButtonLink href={back}>不保存，返回</ButtonLink>
      </div>
    </form>
  )
}
