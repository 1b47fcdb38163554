import { operatorsMessage } from '../../schema/operators-refusals.ts'
import { ItemBoxes, type ItemBoxesProps } from '../item-boxes/item-boxes.tsx'
import { Button } from '../ui/button.tsx'
import { DocumentFields } from '../ui/document-fields.tsx'
import { Field } from '../ui/field.tsx'
import { Form, type FormProps } from '../ui/form.tsx'
import { Select } from '../ui/select.tsx'
import { useForm } from '../ui/use-form.ts'
import { TermFields } from './term-fields.tsx'

export interface OperatorFormProps extends FormProps {
  /** Who may be granted by whoever is signed in. */
  roles: readonly { value: string; label: string }[]
  groups: ItemBoxesProps['groups']
  chosen: readonly string[]
  until?: string | undefined
}

/**
 * Grants somebody to act for the unit. Posts `role`, `name`, `documentType`, `documentNumber`, `mobile`, `firstDay`,
 * `lastDay` and `items`.
 */
export function OperatorForm(props: OperatorFormProps) {
  const form = useForm(props, {}, operatorsMessage)
  const { values, roles, groups, chosen, until } = props
  return (
    <Form props={props} state={form}>
      <Select
        name="role"
        label="用户类别"
        options={roles.length > 1 ? [{ value: '', label: '请选择' }, ...roles] : roles}
        value={values.role}
        error={form.error('role')}
        required
      />
      <Field
        name="name"
        label="姓名"
        hint="对方要先在大厅注册个人账号，姓名、证件和手机号码和注册时一致。"
        value={values.name}
        error={form.error('name')}
        autocomplete="off"
        maxlength={120}
        required
      />
      <DocumentFields values={values} state={form} />
      <Field
        name="mobile"
        label="手机号码"
        type="tel"
        inputmode="tel"
        value={values.mobile}
        error={form.error('mobile')}
        autocomplete="off"
        maxlength={40}
        required
      />
      <TermFields values={values} error={form.error} until={until} />
      <ItemBoxes
        label="经办人可以办理的事项"
        hint="管理员可以办理全部事项，不用选。"
        groups={groups}
        chosen={chosen}
        error={form.error('items')}
      />
      <Button kind="primary" working={form.working} workingLabel="正在提交…">
        提交，等本人确认
      </Button>
    </Form>
  )
}
