import { useRef } from 'preact/hooks'
import { OpeningKind } from '../../schema/counter.ts'
import { counterMessage } from '../../schema/counter-refusals.ts'
import { CreditCode } from '../../schema/fields/credit-code.ts'
import { Mobile } from '../../schema/fields/mobile.ts'
import { PersonName } from '../../schema/fields/person-name.ts'
import { UnitName } from '../../schema/fields/unit-name.ts'
import { Button } from '../ui/button.tsx'
import { atom, type Check } from '../ui/check.ts'
import { DocumentFields, documentChecks } from '../ui/document-fields.tsx'
import { Field } from '../ui/field.tsx'
import { Form, type FormProps } from '../ui/form.tsx'
import { Select } from '../ui/select.tsx'
import { useForm } from '../ui/use-form.ts'
import { LetterField, letterCheck } from './letter-field.tsx'

const ROLES = [
  { value: '', label: '请选择' },
  { value: 'legal_representative', label: '法定代表人' },
  { value: 'administrator', label: '管理员' },
  { value: 'successor', label: '法定代表人变更（换人）' },
]

const roleCheck: Check = (typed) =>
  OpeningKind.options.some((role) => role === typed) ? { value: typed } : { code: 'role.required' }

/**
 * A unit's account opened at the counter. Posts `role`, `creditCode`, `unitName`, `documentType`, `documentNumber`,
 * `name`, `mobile` and the file `letter`.
 */
export function CounterOpening(props: FormProps) {
  const letter = useRef<HTMLInputElement>(null)
  const checks = {
    role: roleCheck,
    creditCode: atom(CreditCode),
    unitName: atom(UnitName),
    ...documentChecks,
    name: atom(PersonName),
    mobile: atom(Mobile),
    letter: letterCheck(letter),
  }
  const form = useForm(props, checks, counterMessage)
  const { values } = props
  return (
    <Form props={props} state={form} sendsFiles>
      <Select
        name="role"
        label="开通哪个身份"
        hint="经办人由单位自己开通。变更以后，原法定代表人马上不能再办；他授权的人先暂停，等新的法定代表人确认。"
        options={ROLES}
        value={values.role}
        error={form.error('role')}
        required
      />
      <Field
        name="creditCode"
        label="统一社会信用代码"
        hint="对照营业执照，18 位。"
        value={values.creditCode}
        error={form.error('creditCode')}
        autocomplete="off"
        autocapitalize="characters"
        maxlength={60}
        required
        code
      />
      <Field
        name="unitName"
        label="单位全称"
        hint="和营业执照上的名称一致。变更法定代表人时，名称改了的按新的填。"
        value={values.unitName}
        error={form.error('unitName')}
        autocomplete="off"
        maxlength={240}
        required
      />
      <DocumentFields whose="本人" values={values} state={form} />
      <Field
        name="name"
        label="本人姓名"
        value={values.name}
        error={form.error('name')}
        autocomplete="off"
        maxlength={120}
        required
      />
      <Field
        name="mobile"
        label="本人手机号码"
        hint="注册个人账号时的号码，设置密码的验证码发到这里。"
        type="tel"
        inputmode="tel"
        value={values.mobile}
        error={form.error('mobile')}
        autocomplete="off"
        maxlength={40}
        required
        code
      />
      <LetterField
        name="letter"
        label="授权委托书扫描件"
        hint="盖好章的原件，PDF、JPG 或 PNG，不超过 10 MB。"
        error={form.error('letter')}
        input={letter}
      />
      <Button kind="primary" wide working={form.working} workingLabel="正在开通…">
        开通并发送验证码
      </Button>
    </Form>
  )
}
