import { AppName } from '../../schema/apps.ts'
import { message } from '../../schema/copy.ts'
import { Button } from '../ui/button.tsx'
import { atom, type Check } from '../ui/check.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import { Field } from '../ui/field.tsx'
import { Form, type FormProps } from '../ui/form.tsx'
import { useForm } from '../ui/use-form.ts'

const OTHERS = ['activityRead', 'casesRead', 'rostersFile']

/** One of the boxes at least. */
const anyScope: Check = (typed, read) =>
  typed === 'yes' || OTHERS.some((name) => read(name) === 'yes')
    ? { value: typed }
    : { code: 'app_scope.required' }

const checks = { name: atom(AppName), unitRead: anyScope }

/** Opens software of the unit's own. Posts `name`, `unitRead`, `activityRead`, `casesRead`, `rostersFile`. */
export function AppForm(props: FormProps) {
  const form = useForm(props, checks, message)
  return (
    <Form props={props} state={form}>
      <Field
        name="name"
        label="软件的名字"
        hint="方便您以后认出它，例如「人事软件」。"
        value={props.values.name}
        error={form.error('name')}
        autocomplete="off"
        maxlength={60}
        required
      />
      <fieldset class="consents">
        <legend class="field-label">它可以看什么、办什么</legend>
        <Checkbox
          name="unitRead"
          label="单位信息：名称、统一社会信用代码、单位编号、登记地"
          value={props.values.unitRead}
          error={form.error('unitRead')}
        />
        <Checkbox
          name="activityRead"
          label="账号动态：什么时候、从哪里登录或办了什么"
          value={props.values.activityRead}
        />
        <Checkbox
          name="casesRead"
          label="单位办件：填报内容、进度和结果（不含材料文件）"
          value={props.values.casesRead}
        />
        <Checkbox
          name="rostersFile"
          label="批量办理：上传参保、停保、基础信息、缴费基数的表格，查办理结果"
          value={props.values.rostersFile}
        />
      </fieldset>
      <Button kind="primary" working={form.working} workingLabel="正在开通…">
        开通并显示密钥
      </Button>
    </Form>
  )
}
