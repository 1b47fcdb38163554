import { PROVINCE, topRegions } from '../../schema/fields/region.ts'
import {
  AFFILIATIONS,
  CATEGORIES,
  ECONOMIC_TYPES,
  INDUSTRIES,
  NATURES,
  optionsOf,
} from '../../schema/fields/unit-codes.ts'
import { unitMessage } from '../../schema/units.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { errorOf } from '../ui/errors.ts'
import { Field } from '../ui/field.tsx'
import type { FormProps } from '../ui/form.tsx'
import { RegionSelect } from '../ui/region-select.tsx'
import { Select } from '../ui/select.tsx'
import { SummaryList } from '../ui/summary-list.tsx'

export interface UnitInfoFormProps extends FormProps {
  /** The code inside the credit code: what holds where the field is left empty. */
  ownCode: string
  /** What somebody else saved meanwhile: name of the field and what is registered now. */
  meanwhile?: { name: string; value: string }[] | undefined
}

const LISTS = [
  ['economicType', '经济类型', '对照营业执照的「类型」一栏。', ECONOMIC_TYPES],
  ['nature', '单位性质', undefined, NATURES],
  ['industry', '所属行业', '按国民经济行业分类的门类选主要的一项。', INDUSTRIES],
  ['affiliation', '隶属关系', '没有主管单位的选「其他」。', AFFILIATIONS],
  ['category', '单位类别', undefined, CATEGORIES],
] as const

const CHOOSE = { value: '', label: '请选择' }

/** What a unit says of itself. Posts `version` and a field for each; the hall checks, so no script is needed. */
export function UnitInfoForm(props: UnitInfoFormProps) {
  const { action, values, errors, problem, hidden, ownCode, meanwhile } = props
  const error = (field: string) => errorOf(errors, field, unitMessage)
  return (
    <form method="post" action={action} noValidate class="fields">
      <ErrorSummary
        problem={problem}
        errors={errors.map(({ field, code }) => ({ field, text: unitMessage(code) }))}
        autofocus
      />
      {meanwhile && meanwhile.length > 0 && (
        <section class="meanwhile" aria-labelledby="meanwhile">
          <h2 id="meanwhile">和您填的不同，现在登记的是</h2>
          <SummaryList rows={meanwhile} />
        </section>
      )}
      {Object.entries(hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Field
        name="organisationCode"
        label="组织机构代码（一般不用填）"
        hint={
          <>
            空着就用统一社会信用代码里的 <span class="code">{ownCode}</span>。代码证上的不一样，才填在这里。
          </>
        }
        value={values.organisationCode}
        error={error('organisationCode')}
        autocomplete="off"
        autocapitalize="characters"
        maxlength={30}
        code
      />
      <RegionSelect
        name="region"
        label="登记地区"
        hint="在哪里办的登记，也在哪里参保。有职工参保的时候不能改。"
        wider={[PROVINCE, ...topRegions()]}
        value={values.region}
        error={error('region')}
      />
      <Field
        name="address"
        label="注册地址"
        hint="和营业执照上的住所一致。"
        value={values.address}
        error={error('address')}
        autocomplete="off"
        maxlength={300}
        required
      />
      {LISTS.map(([name, label, hint, list]) => (
        <Select
          key={name}
          name={name}
          label={label}
          {...(hint && { hint })}
          options={[CHOOSE, ...optionsOf(list)]}
          value={values[name] ?? ''}
          error={error(name)}
          required
        />
      ))}
      <div class="actions">
        <Button kind="primary">保存单位信息</Button>
        <ButtonLink href="/center/unit">不保存，返回</ButtonLink>
      </div>
    </form>
  )
}
