import { OldUnitCode } from '../../schema/fields/old-account.ts'
import { upgradeMessage } from '../../schema/upgrade-refusals.ts'
import { Button } from '../ui/button.tsx'
import { atom } from '../ui/check.ts'
import { Field } from '../ui/field.tsx'
import { Form, type FormProps } from '../ui/form.tsx'
import { useForm } from '../ui/use-form.ts'

export interface UpgradeUnitFormProps extends FormProps {
  /** The names of the units that the account holds. */
  units: string[]
}

const checks = { unitCode: atom(OldUnitCode) }

/** Where an old account holds several units: which of them is upgraded. Posts `unitCode`. */
export function UpgradeUnitForm(props: UpgradeUnitFormProps) {
  const form = useForm(props, checks, upgradeMessage)
  return (
    <Form props={props} state={form}>
      <div>
        <p>账户核验通过。这个账户下有 {props.units.length} 家单位，请填写这次要升级的那一家的单位编号：</p>
        <ul>
          {props.units.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      </div>
      <Field
        name="unitCode"
        label="单位编号"
        hint="这家单位在原网办大厅里的编号，不是统一社会信用代码。"
        value={props.values.unitCode}
        error={form.error('unitCode')}
        autocomplete="off"
        autocapitalize="characters"
        maxlength={60}
        required
        code
      />
      <Button kind="primary" wide working={form.working} workingLabel="正在核对…">
        下一步：确认法人信息
      </Button>
    </Form>
  )
}
