import { CARRIERS, expressMessage } from '../../schema/express.ts'
import { optionsOf } from '../../schema/fields/unit-codes.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { errorOf } from '../ui/errors.ts'
import { Field } from '../ui/field.tsx'
import type { FormProps } from '../ui/form.tsx'
import { RegionSelect } from '../ui/region-select.tsx'
import { Select } from '../ui/select.tsx'

/**
 * A parcel for a unit, put in at the counter. Posts `creditCode`, `carrier`, `waybill`, `caseNumber`, and the receiver's
 * `name`, `mobile`, `region`, `detail`.
 */
export function ParcelForm({ action, values, errors, problem }: FormProps) {
  const error = (field: string) => errorOf(errors, field, expressMessage)
  const field = (name: string) => ({ name, value: values[name], error: error(name), autocomplete: 'off' })
  return (
    <form method="post" action={action} noValidate class="fields">
      <ErrorSummary
        problem={problem}
        errors={errors.map(({ field, code }) => ({ field, text: expressMessage(code) }))}
        autofocus
      />
      <Field
        {...field('creditCode')}
        label="寄给哪个单位：统一社会信用代码"
        autocapitalize="characters"
        maxlength={60}
        required
        code
      />
      <Select
        name="carrier"
        label="快递公司"
        options={[{ value: '', label: '请选择' }, ...optionsOf(CARRIERS)]}
        value={values.carrier ?? ''}
        error={error('carrier')}
        required
      />
      <Field
        {...field('waybill')}
        label="快递单号"
        hint="印在面单的条码下面。"
        autocapitalize="characters"
        maxlength={60}
        required
        code
      />
      <Field
        {...field('caseNumber')}
        label="办件编号（没有可不填）"
        autocapitalize="characters"
        maxlength={60}
        code
      />
      <Field {...field('name')} label="收件人姓名" maxlength={120} required />
      <Field
        {...field('mobile')}
        label="收件人手机号码"
        type="tel"
        inputmode="tel"
        maxlength={40}
        required
        code
      />
      <RegionSelect name="region" label="所在地区（江苏省）" value={values.region} error={error('region')} />
      <Field {...field('detail')} label="详细地址" hint="街道、门牌号和房间。" maxlength={200} required />
      <Button kind="primary" wide>
        登记这个快递
      </Button>
    </form>
  )
}
